// precedes, leads_to, blocks: what must come before or after what.
#include <algorithm>

#include "runner/expect/monitor.h"

namespace rehearse {
namespace {

bool holds(const Monitor&, const MonitorState&) { return true; }

// precedes: no state but that it is open. Once `first` has come nothing can break it.
void begin_precedes(const Monitor&, MonitorState&) {}

Progress step_precedes(const Monitor& monitor, MonitorState&, const Letter& letter) {
  if (monitor.means(letter, 0)) return Progress::decided;
  return monitor.means(letter, 1) ? Progress::broken : Progress::open;
}

// leads_to: one word, whether a `from` still waits for its `to`. An event that is both answers those before
// it only.
void begin_leads_to(const Monitor&, MonitorState& state) { state.push_back(0); }

Progress step_leads_to(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  if (monitor.means(letter, 1)) state[0] = 0;
  if (monitor.means(letter, 0)) state[0] = 1;
  return Progress::open;
}

bool all_answered(const Monitor&, const MonitorState& state) { return state[0] == 0; }

// blocks: for each actor that waits two words, the actor (ascending) and whether `until` has come since it
// began to.
void begin_blocks(const Monitor&, MonitorState&) {}

std::size_t find_waiter(const MonitorState& state, int32_t actor) {
  std::size_t i = 0;
  while (i < state.size() && state[i] < actor) i += 2;
  return i;
}

Progress step_blocks(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  const std::size_t at = find_waiter(state, letter.actor);
  const bool waits = at < state.size() && state[at] == letter.actor;
  const auto place = state.begin() + static_cast<std::ptrdiff_t>(at);
  if (monitor.means(letter, 2))
    for (std::size_t i = 1; i < state.size(); i += 2) state[i] = 1;
  if (monitor.means(letter, 0)) {
    if (!waits || state[at + 1] == 0) return Progress::broken;
    state.erase(place, place + 2);
  } else if (monitor.means(letter, 1) && !waits) {
    state.insert(place, {letter.actor, 0});
  }
  return Progress::open;
}

bool nobody_waits(const Monitor&, const MonitorState& state) { return state.empty(); }

}  // namespace

const MonitorKind kPrecedesMonitor = {begin_precedes, step_precedes, holds};
const MonitorKind kLeadsToMonitor = {begin_leads_to, step_leads_to, all_answered};
const MonitorKind kBlocksMonitor = {begin_blocks, step_blocks, nobody_waits};

}  // namespace rehearse
