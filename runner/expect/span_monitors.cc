// exclusive, inside, and the peak of inside.
#include <algorithm>

#include "runner/expect/monitor.h"

namespace rehearse {
namespace {

// Three words for each (entry, actor) inside, ascending: entry, actor, how deep (a section may nest in
// itself).
constexpr std::size_t kWords = 3;

void nobody_inside(const Monitor&, MonitorState&) {}
bool holds(const Monitor&, const MonitorState&) { return true; }

std::size_t find(const MonitorState& state, int32_t entry, int32_t actor) {
  std::size_t i = 0;
  while (i < state.size() && std::pair(state[i], state[i + 1]) < std::pair(entry, actor)) i += kWords;
  return i;
}

void enter(MonitorState& state, int32_t entry, int32_t actor) {
  const std::size_t at = find(state, entry, actor);
  if (at < state.size() && state[at] == entry && state[at + 1] == actor) {
    ++state[at + 2];
    return;
  }
  state.insert(state.begin() + static_cast<std::ptrdiff_t>(at), {entry, actor, 1});
}

void leave(MonitorState& state, int32_t entry, int32_t actor) {
  const std::size_t at = find(state, entry, actor);
  if (at >= state.size() || state[at] != entry || state[at + 1] != actor) return;
  if (--state[at + 2] > 0) return;
  const auto place = state.begin() + static_cast<std::ptrdiff_t>(at);
  state.erase(place, place + static_cast<std::ptrdiff_t>(kWords));
}

void leave_and_enter(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  for (const int32_t entry : monitor.meanings[static_cast<std::size_t>(letter.meaning)])
    if (entry < monitor.entries && entry % 2 == 1) leave(state, entry / 2, letter.actor);
  for (const int32_t entry : monitor.meanings[static_cast<std::size_t>(letter.meaning)])
    if (entry < monitor.entries && entry % 2 == 0) enter(state, entry / 2, letter.actor);
}

// Whom does `actor`, who is inside `entry`, exclude? With one entry all others in it, else all others in
// other entries.
bool clashes(const Monitor& monitor, const MonitorState& state, int32_t entry, int32_t actor) {
  const bool alone = monitor.entries == 2;
  for (std::size_t i = 0; i < state.size(); i += kWords)
    if (state[i + 1] != actor && (alone ? state[i] == entry : state[i] != entry)) return true;
  return false;
}

Progress step_exclusive(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  leave_and_enter(monitor, state, letter);
  for (const int32_t entry : monitor.meanings[static_cast<std::size_t>(letter.meaning)])
    if (entry < monitor.entries && entry % 2 == 0 && clashes(monitor, state, entry / 2, letter.actor))
      return Progress::broken;
  return Progress::open;
}

Progress step_inside(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  leave_and_enter(monitor, state, letter);
  return static_cast<int64_t>(state.size() / kWords) > monitor.at_most ? Progress::broken : Progress::open;
}

Progress step_peak(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  leave_and_enter(monitor, state, letter);
  return static_cast<int64_t>(state.size() / kWords) >= monitor.at_least ? Progress::decided : Progress::open;
}

bool not_reached(const Monitor& monitor, const MonitorState&) { return monitor.at_least <= 0; }

}  // namespace

const MonitorKind kExclusiveMonitor = {nobody_inside, step_exclusive, holds};
const MonitorKind kInsideMonitor = {nobody_inside, step_inside, holds};
const MonitorKind kPeakMonitor = {nobody_inside, step_peak, not_reached};

}  // namespace rehearse
