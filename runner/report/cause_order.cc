#include "runner/report/cause_order.h"

#include <map>
#include <utility>

#include "runner/report/wakers.h"

namespace rehearse {
namespace {

// Depth first over what must be told before: the same actor's event before it, and its cause. Without
// recursion, as a run may have a million events.
class Telling {
 public:
  Telling(const Trace& trace, const std::vector<std::size_t>& wakers)
      : trace_(trace), wakers_(wakers), state_(trace.events.size(), State::untold) {
    std::map<ActorId, std::size_t> last;
    for (std::size_t i = 0; i < trace.events.size(); ++i) {
      const Event& event = trace.events[i];
      const auto before = last.find(event.actor);
      previous_.push_back(before == last.end() ? kNobody : before->second);
      last[event.actor] = i;
    }
  }

  std::vector<std::size_t> tell() {
    for (std::size_t i = 0; i < trace_.events.size(); ++i) tell_up_to(i);
    return std::move(order_);
  }

 private:
  enum class State : uint8_t { untold, entered, told };

  void tell_up_to(std::size_t target) {
    std::vector<std::size_t> stack = {target};
    while (!stack.empty()) {
      const std::size_t event = stack.back();
      const bool first_look = state_[event] == State::untold;
      if (first_look) state_[event] = State::entered;
      if (first_look && push_untold(stack, event)) continue;
      if (state_[event] != State::told) order_.push_back(event);
      state_[event] = State::told;
      stack.pop_back();
    }
  }

  bool push_untold(std::vector<std::size_t>& stack, std::size_t event) {
    bool pushed = false;
    for (const std::size_t before : {wakers_[event], previous_[event]}) {
      if (before == kNobody || state_[before] != State::untold) continue;
      stack.push_back(before);
      pushed = true;
    }
    return pushed;
  }

  const Trace& trace_;
  const std::vector<std::size_t>& wakers_;
  std::vector<State> state_;
  std::vector<std::size_t> previous_;  // of the same actor
  std::vector<std::size_t> order_;
};

}  // namespace

std::vector<std::size_t> in_order_of_causes(const Trace& trace, const std::vector<std::size_t>& wakers) {
  return Telling(trace, wakers).tell();
}

}  // namespace rehearse
