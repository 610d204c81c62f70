// order, any_order, sequence.
#include <algorithm>

#include "runner/expect/monitor.h"

namespace rehearse {
namespace {

const std::vector<int32_t>& entries(const Monitor& monitor, const Letter& letter) {
  return monitor.meanings[static_cast<std::size_t>(letter.meaning)];
}

bool always_holds_so_far(const Monitor&, const MonitorState& state) { return state[0] != 0; }

// order: one word, the last entry that has occurred (-1: none). All of one entry come before all of the next.
void begin_order(const Monitor&, MonitorState& state) { state.push_back(-1); }

Progress step_order(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  int32_t entry = -1;
  for (const int32_t each : entries(monitor, letter)) {
    if (each >= monitor.entries) continue;
    if (entry >= 0) return Progress::broken;  // one event cannot come before itself
    entry = each;
  }
  if (entry < 0) return Progress::open;
  if (entry != state[0] && entry != state[0] + 1) return Progress::broken;
  state[0] = entry;
  return Progress::open;
}

bool order_complete(const Monitor& monitor, const MonitorState& state) {
  return state[0] == monitor.entries - 1;
}

// any_order: a bit for each entry that has occurred.
void begin_any_order(const Monitor& monitor, MonitorState& state) {
  state.assign(static_cast<std::size_t>((monitor.entries + 29) / 30), 0);
}

bool all_occurred(const Monitor& monitor, const MonitorState& state) {
  for (int32_t entry = 0; entry < monitor.entries; ++entry)
    if (((state[static_cast<std::size_t>(entry / 30)] >> (entry % 30)) & 1) == 0) return false;
  return true;
}

Progress step_any_order(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  for (const int32_t entry : entries(monitor, letter))
    if (entry < monitor.entries) state[static_cast<std::size_t>(entry / 30)] |= 1 << (entry % 30);
  return all_occurred(monitor, state) ? Progress::decided : Progress::open;
}

// sequence: one word, how many have come.
void begin_sequence(const Monitor&, MonitorState& state) { state.push_back(0); }

Progress step_sequence(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  const auto next = static_cast<std::size_t>(state[0]);
  if (next >= monitor.sequence.size() || !monitor.means(letter, monitor.sequence[next]))
    return Progress::broken;
  ++state[0];
  return Progress::open;
}

bool sequence_complete(const Monitor& monitor, const MonitorState& state) {
  return static_cast<std::size_t>(state[0]) == monitor.sequence.size();
}

// never: the first letter breaks it. occurs: one word, how many have come, counted no further than the rule
// asks.
void begin_never(const Monitor&, MonitorState& state) { state.push_back(1); }

Progress step_never(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  if (!monitor.means(letter, 0)) return Progress::open;
  state[0] = 0;
  return Progress::broken;
}

void begin_occurs(const Monitor&, MonitorState& state) { state.push_back(0); }

Progress step_occurs(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  if (!monitor.means(letter, 0)) return Progress::open;
  if (state[0] >= monitor.at_most) return Progress::broken;
  const int64_t enough = monitor.at_most == INT64_MAX ? monitor.at_least : monitor.at_most;
  if (state[0] < enough) ++state[0];
  return monitor.at_most == INT64_MAX && state[0] >= enough ? Progress::decided : Progress::open;
}

bool often_enough(const Monitor& monitor, const MonitorState& state) { return state[0] >= monitor.at_least; }

}  // namespace

const MonitorKind kOrderMonitor = {begin_order, step_order, order_complete};
const MonitorKind kAnyOrderMonitor = {begin_any_order, step_any_order, all_occurred};
const MonitorKind kSequenceMonitor = {begin_sequence, step_sequence, sequence_complete};
const MonitorKind kNeverMonitor = {begin_never, step_never, always_holds_so_far};
const MonitorKind kOccursMonitor = {begin_occurs, step_occurs, often_enough};

}  // namespace rehearse
