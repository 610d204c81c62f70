#include "runner/stage/request.h"

#include "runner/stage/bell.h"
#include "runner/stage/futex.h"
#include "runner/stage/gate.h"

namespace rehearse::stage {

int ask_stage(Player& player, Request request, ActorId target, int signal, Event::Cause cause) {
  ActorSlot& slot = player.slot;
  const uint32_t before = slot.answered;
  slot.request_actor = target;
  slot.request_signal = signal;
  slot.request_cause = cause;
  slot.request.store(static_cast<uint32_t>(request), std::memory_order_release);
  let_stage_in(player);
  ring(player.mapping);
  while (slot.answered == before) futex_wait(slot.answered, before);
  if (!is_inside(slot)) shut_gate(player);
  return slot.answer;
}

void answer(ActorSlot& asker, int error, bool shut) {
  asker.answer = error;
  asker.request = static_cast<uint32_t>(Request::none);
  if (shut) asker.gate.fetch_or(kInside);
  asker.answered.fetch_add(1);
  futex_wake(asker.answered);
}

void hold_gate(ActorSlot& slot) { slot.gate.fetch_or(kHeld); }

void release_gate(ActorSlot& slot) {
  slot.gate.fetch_and(~kHeld);
  futex_wake(slot.gate);
}

bool is_inside(const ActorSlot& slot) { return (slot.gate.load() & kInside) != 0; }

}  // namespace rehearse::stage
