#include "runner/stage/ticket.h"

#include "runner/stage/awaits.h"
#include "runner/stage/bell.h"
#include "runner/stage/clock.h"

namespace rehearse::stage {

Event* publish(Mapping& mapping, Event& event) {
  Control& control = mapping.control();
  const uint64_t ticket = take_ticket(control);
  event.time = now();
  event.end = 0;
  Event* slot = mapping.log(ticket);
  if (slot == nullptr) {
    if (control.full.exchange(1) == 0) ring(mapping);
    event.end = ticket;
    return nullptr;
  }
  *slot = event;
  std::atomic_ref(slot->end).store(ticket, std::memory_order_release);
  event.end = ticket;
  return slot;
}

}  // namespace rehearse::stage
