#include "runner/stage/quiescence.h"

#include "runner/stage/asleep.h"
#include "runner/stage/clock.h"
#include "runner/stage/death.h"
#include "runner/stage/ticket.h"

namespace rehearse::stage {
namespace {

constexpr int64_t kBetweenReadings = 200'000;
constexpr int64_t kAlarmMargin = 20'000'000;  // an alarm may come late

bool alarm_runs(const Mapping& mapping, ActorId process) {
  const int64_t alarm = mapping.process(process).alarm;
  return alarm != 0 && now() < alarm + kAlarmMargin;
}

// Waits without a deadline, and nothing is on its way to it.
bool waits_for_ever(const ActorSlot& slot) {
  const uint32_t depth = slot.depth;
  if (depth >= kDepths || slot.saved != 0 || slot.request != 0) return false;
  const Undertaking& doing = slot.doing[depth];
  return doing.announced != 0 && doing.deadline == kForever;
}

bool cannot_move(const Mapping& mapping, const ActorInfo& info) {
  const ActorSlot& slot = mapping.actor(info.id);
  if (slot.phase != static_cast<uint32_t>(Phase::live))
    return false;  // being born, or its death is not counted yet
  const ActorId process = info.thread ? info.process : info.id;
  if (mapping.process(process).ending != 0 || alarm_runs(mapping, process)) return false;
  const char state = thread_state(slot.pid, slot.tid);
  if (state == 'T') return mapping.process(process).stopped != 0 && slot.request == 0;
  return state == 'S' && waits_for_ever(slot);
}

bool nobody_can_move(const Mapping& mapping) {
  bool any = false;
  for (const ActorInfo& info : mapping.program().actors) {
    if (!is_up(mapping.actor(info.id))) continue;
    if (!cannot_move(mapping, info)) return false;
    any = true;
  }
  return any;
}

}  // namespace

bool is_quiescent(const Mapping& mapping) {
  const uint64_t before = see_ticket(mapping.control());
  if (!nobody_can_move(mapping)) return false;
  pause_briefly(kBetweenReadings);
  return nobody_can_move(mapping) && see_ticket(mapping.control()) == before;
}

}  // namespace rehearse::stage
