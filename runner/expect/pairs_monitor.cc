// pairs: each `from` has one `to` after it.
#include <algorithm>

#include "runner/expect/monitor.h"

namespace rehearse {
namespace {

// By number: one word, how many are under way. By value: the values under way, in the order sent where that
// matters (fifo), else ascending, so that equal situations have equal states.
void begin_pairs(const Monitor& monitor, MonitorState& state) {
  if (!monitor.by_value) state.push_back(0);
}

void send(const Monitor& monitor, MonitorState& state, int32_t value) {
  if (!monitor.by_value) {
    ++state[0];
  } else if (monitor.fifo) {
    state.push_back(value);
  } else {
    state.insert(std::upper_bound(state.begin(), state.end(), value), value);
  }
}

bool receive(const Monitor& monitor, MonitorState& state, int32_t value) {
  if (!monitor.by_value) return state[0]-- > 0;
  const auto found = std::find(state.begin(), state.end(), value);
  if (found == state.end()) return false;
  if (!monitor.fifo) {
    state.erase(found);
    return true;
  }
  // In the order sent: what was overtaken can only have been lost.
  if (found != state.begin() && !monitor.lossy) return false;
  state.erase(state.begin(), found + 1);
  return true;
}

Progress step_pairs(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  if (monitor.means(letter, 1) && !receive(monitor, state, letter.value)) return Progress::broken;
  if (monitor.means(letter, 0)) send(monitor, state, letter.value);
  return Progress::open;
}

bool all_received(const Monitor& monitor, const MonitorState& state) {
  if (monitor.lossy) return true;
  return monitor.by_value ? state.empty() : state[0] == 0;
}

}  // namespace

const MonitorKind kPairsMonitor = {begin_pairs, step_pairs, all_received};

}  // namespace rehearse
