// The findings that cut a run short.
#pragma once
#include <vector>

#include "runner/expect/judge.h"
#include "runner/expect/order.h"

namespace rehearse {

// deadlock or lost wakeup (Ending::blocked, Ending::cycle; not where `blocked:` holds), what actors raised,
// time-out, killed from outside and a full log (both `error`). `lost` and `interrupted` are no findings of
// the scenario.
void find_cuts(const Program& program, const Trace& trace, const Order& order, bool blocked_as_expected,
               std::vector<Finding>& findings);

// Why one of those who sleep for ever missed what would have woken it; empty: it did not.
struct LostWakeup {
  std::string message;
  std::vector<std::size_t> events;
};
[[nodiscard]] LostWakeup lost_wakeup(const Program& program, const Trace& trace, const Order& order,
                                     ActorId actor);

}  // namespace rehearse
