#include "runner/stage/ticket.h"

#include "runner/stage/awaits.h"
#include "runner/stage/bell.h"
#include "runner/stage/clock.h"

namespace rehearse::stage {

Event* publish(GuardHolder& holder, Event& event) {
  Mapping& mapping = holder.mapping;
  Control& control = mapping.control();
  Log& log = mapping.log(holder.id);
  event.end = take_ticket(control);
  event.time = stamp();
  const uint32_t index = log.count.load(std::memory_order_relaxed);
  if (index >= mapping.log_capacity()) {
    if (control.full.exchange(1) == 0) ring(mapping);
    return nullptr;
  }
  Event* slot = mapping.log_events(holder.id) + index;
  if ((index & (kLogChunk - 1)) == 0 && index != 0) mapping.touch_log(holder.id, index);
  *slot = event;
  log.count.store(index + 1, std::memory_order_release);
  return slot;
}

}  // namespace rehearse::stage
