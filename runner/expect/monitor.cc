#include "runner/expect/monitor.h"

#include <algorithm>
#include <array>

namespace rehearse {
namespace {

const MonitorKind& kind_of(const Monitor& monitor) {
  static const std::array<const MonitorKind*, 12> kKinds = {
      &kOrderMonitor,     &kAnyOrderMonitor, &kSequenceMonitor, &kPrecedesMonitor,
      &kLeadsToMonitor,   &kNeverMonitor,    &kOccursMonitor,   &kPairsMonitor,
      &kExclusiveMonitor, &kInsideMonitor,   &kPeakMonitor,     &kBlocksMonitor};
  return *kKinds[static_cast<std::size_t>(monitor.kind)];
}

// A scope stands around the automaton: its phase is the state's last word.
enum Phase : int32_t { kWaiting, kInside, kOver };

void begin_stretch(const Monitor& monitor, MonitorState& state) {
  state.clear();
  kind_of(monitor).initial(monitor, state);
  state.push_back(kInside);
}

MonitorState without_phase(const MonitorState& state) { return {state.begin(), state.end() - 1}; }

// The stretch ends here: it is judged like a whole run.
Progress end_stretch(const Monitor& monitor, MonitorState& state) {
  if (!kind_of(monitor).holds_at_end(monitor, without_phase(state))) return Progress::broken;
  if (!monitor.each) return Progress::decided;
  state.assign(1, kWaiting);
  return Progress::open;
}

Progress step_inside(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  MonitorState inner = without_phase(state);
  const Progress progress = kind_of(monitor).step(monitor, inner, letter);
  if (progress == Progress::broken) return progress;
  if (progress == Progress::decided && !monitor.each) return progress;
  if (progress == Progress::decided) {
    // This stretch holds; the next one is another matter.
    state.assign(1, kOver);
    return Progress::open;
  }
  state = std::move(inner);
  state.push_back(kInside);
  return Progress::open;
}

Progress step_scoped(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  const bool begins = monitor.means(letter, monitor.scope_begin());
  const bool ends = monitor.means(letter, monitor.scope_end());
  switch (state.back()) {
    case kWaiting:
      if (begins) begin_stretch(monitor, state);
      return Progress::open;
    case kOver:
      if (ends) state.assign(1, kWaiting);
      // An event that ends one stretch may begin the next.
      if (ends && begins) begin_stretch(monitor, state);
      return Progress::open;
    default: break;
  }
  if (!ends) return step_inside(monitor, state, letter);
  const Progress progress = end_stretch(monitor, state);
  if (progress == Progress::open && begins) begin_stretch(monitor, state);
  return progress;
}

bool scoped(const Monitor& monitor) { return monitor.scope != Expectation::ScopeKind::whole; }

}  // namespace

bool Monitor::means(const Letter& letter, int32_t entry) const {
  const auto& entries_meant = meanings[static_cast<std::size_t>(letter.meaning)];
  return std::find(entries_meant.begin(), entries_meant.end(), entry) != entries_meant.end();
}

int32_t Monitor::meaning(const std::vector<int32_t>& entries_matched) {
  const auto found = std::find(meanings.begin(), meanings.end(), entries_matched);
  if (found != meanings.end()) return static_cast<int32_t>(found - meanings.begin());
  meanings.push_back(entries_matched);
  return static_cast<int32_t>(meanings.size() - 1);
}

MonitorState initial(const Monitor& monitor) {
  MonitorState state;
  if (!scoped(monitor)) {
    kind_of(monitor).initial(monitor, state);
  } else if (monitor.scope == Expectation::ScopeKind::before) {
    begin_stretch(monitor, state);
  } else {
    state.push_back(kWaiting);
  }
  return state;
}

Progress step(const Monitor& monitor, MonitorState& state, const Letter& letter) {
  return scoped(monitor) ? step_scoped(monitor, state, letter)
                         : kind_of(monitor).step(monitor, state, letter);
}

bool holds_at_end(const Monitor& monitor, const MonitorState& state) {
  if (!scoped(monitor)) return kind_of(monitor).holds_at_end(monitor, state);
  return state.back() != kInside || kind_of(monitor).holds_at_end(monitor, without_phase(state));
}

}  // namespace rehearse
