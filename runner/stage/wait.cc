#include "runner/stage/wait.h"

#include "runner/stage/ticket.h"

namespace rehearse::stage {

Wait wait_of(Player& player, const Instruction& instruction) {
  Wait wait;
  if (instruction.c.present()) {
    const Value timeout = value_of(instruction.c, player.registers());
    wait.timeout = timeout.bits > 0 ? timeout.bits : 0;
  }
  if ((instruction.flags & kNonBlocking) != 0) wait.timeout = 0;
  wait.interruptible = (instruction.flags & kInterruptible) != 0;
  return wait;
}

void begin_wait(Player& player, Undertaking::On on, int32_t number, int64_t deadline) {
  const std::size_t depth = player.depth;
  player.handled_before[depth] = player.slot.handled.load(std::memory_order_relaxed);
  player.handled_ending_before[depth] = player.slot.handled_ending.load(std::memory_order_relaxed);
  Event& step = player.event[depth];
  step.blocked = true;
  Undertaking& doing = player.doing();
  doing.on = on;
  doing.number = number;
  doing.deadline = deadline;
  doing.step = step.step;
  doing.instruction = step.instruction;
  doing.target = step.target;
  doing.announced = 1;
  // The joining at the end of a process is no step, and has no event.
  if (!step.step.valid()) return static_cast<void>(take_ticket(player.control));
  Event blocks;
  blocks.kind = Event::Kind::blocks;
  blocks.begin = see_ticket(player.control);
  blocks.actor = player.id;
  blocks.step = step.step;
  blocks.instruction = step.instruction;
  blocks.target = step.target;
  blocks.depth = static_cast<uint8_t>(depth);
  blocks.sequence = player.slot.sequence.fetch_add(1, std::memory_order_relaxed) + 1;
  publish(player.holder, blocks);
  tell_awaits(player.holder, blocks);
}

void end_wait(Player& player) {
  player.doing().announced = 0;
  player.doing().deadline = kForever;
  (void)take_ticket(
      player.control);  // so that "the counter has not moved" is the whole first test of quiescence
}

bool was_interrupted(const Player& player) {
  const std::size_t depth = player.depth;
  const Undertaking& doing = player.slot.doing[depth];
  const bool any_handler =
      doing.deadline != kForever || doing.on == Undertaking::On::time || doing.on == Undertaking::On::signal;
  return any_handler ? player.slot.handled != player.handled_before[depth]
                     : player.slot.handled_ending != player.handled_ending_before[depth];
}

void join_watchers(Player& player, Undertaking::On on, int32_t number) {
  Undertaking& doing = player.doing();
  doing.on = on;
  doing.number = number;
  doing.listed = true;
  doing.place = -1;
  player.control.watchers.insert(player.id);
}

void leave_watchers(Player& player) {
  player.doing().listed = false;
  for (std::size_t d = 0; d < player.depth; ++d)
    if (player.slot.doing[d].listed && player.slot.doing[d].place < 0) return;
  player.control.watchers.erase(player.id);
}

void wake_watchers(GuardHolder& holder, Undertaking::On on, int32_t number) {
  holder.mapping.control().watchers.for_each([&](ActorId actor) {
    const ActorSlot& slot = holder.mapping.actor(actor);
    for (std::size_t d = 0; d < kDepths; ++d) {
      const Undertaking& doing = slot.doing[d];
      if (!doing.listed || doing.place >= 0 || doing.on != on) continue;
      if (doing.number == number || on == Undertaking::On::any_child) bump(holder, actor);
    }
  });
}

}  // namespace rehearse::stage
