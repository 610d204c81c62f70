// One order for everything: the counter of tickets. Each actor writes its events into its own log, so that a
// process touches few pages; the stage has one too. Merged by end tickets they are the trace.
#pragma once
#include "runner/stage/guard.h"

namespace rehearse::stage {

// The next ticket that anybody will take.
[[nodiscard]] inline uint64_t see_ticket(const Control& control) {
  return control.ticket.load(std::memory_order_acquire);
}
[[nodiscard]] inline uint64_t take_ticket(Control& control) {
  return control.ticket.fetch_add(1, std::memory_order_acq_rel);
}

// Takes the end ticket and the time, and writes the event into the holder's log. Null: it is full (and the
// stage will see).
Event* publish(GuardHolder& holder, Event& event);

// Counts the event for awaits, wakes those whom it satisfies, and evaluates `always` rules that count it.
// Takes the guard where that is needed. After `publish`.
void tell_awaits(GuardHolder& holder, const Event& event);
// The same, guard held.
void tell_awaits_guarded(GuardHolder& holder, const Event& event);

}  // namespace rehearse::stage
