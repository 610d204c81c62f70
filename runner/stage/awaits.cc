#include "runner/stage/awaits.h"

#include <algorithm>

#include "runner/stage/always.h"
#include "runner/stage/asleep.h"
#include "runner/stage/effects.h"
#include "runner/stage/wait.h"

namespace rehearse::stage {
namespace {

// No static of a function: a fork while another thread makes it leaves its guard taken in the child for ever.
const std::vector<int> kNone;

const std::vector<int>& awaits_of(const Program& program, const Event& event) {
  if (event.kind == Event::Kind::step || event.kind == Event::Kind::blocks) {
    return event.step.valid() ? program.steps[event.step.index()].awaits : kNone;
  }
  return program.actors[event.actor.index()].awaits;
}

// Spans that an `always` counts.
void count_spans(const Mapping& mapping, std::size_t await, const Event& event) {
  const EventPattern& pattern = mapping.program().awaits[await].pattern;
  if (matches(mapping.program(), pattern, event, EventPattern::Suffix::begin)) ++mapping.open_spans(await);
  if (matches(mapping.program(), pattern, event, EventPattern::Suffix::end)) --mapping.open_spans(await);
}

}  // namespace

void tell_awaits_guarded(GuardHolder& holder, const Event& event) {
  const Program& program = holder.mapping.program();
  for (const int number : awaits_of(program, event)) {
    const auto await = static_cast<std::size_t>(number);
    const AwaitInfo& info = program.awaits[await];
    if (info.counter) count_spans(holder.mapping, await, event);
    if (!matches(program, info.pattern, event)) continue;
    ++holder.mapping.matched(await, event.actor);
    wake_watchers(holder, Undertaking::On::event, number);
  }
  if (holder.mapping.plan().has_always()) check_always(holder, {.event = &event});
}

void tell_awaits(GuardHolder& holder, const Event& event) {
  if (awaits_of(holder.mapping.program(), event).empty()) return;
  const Guarded guarded(holder);
  tell_awaits_guarded(holder, event);
}

void tell_asleep_again(Player& player) {
  const AnnouncedWait wait = announced_wait(player.mapping, player.id);
  if (!wait.announced) return;
  for (const int number : awaits_of(player.program, wait.blocks)) {
    if (!player.program.awaits[static_cast<std::size_t>(number)].state) continue;
    const Guarded guarded(player.holder);
    wake_watchers(player.holder, Undertaking::On::event, number);
  }
}

AnnouncedWait announced_wait(const Mapping& mapping, ActorId actor) {
  const ActorSlot& slot = mapping.actor(actor);
  AnnouncedWait wait;
  wait.sequence = slot.sequence.load();
  const uint32_t depth = slot.depth.load();
  const Undertaking& doing = slot.doing[depth < kDepths ? depth : 0];
  if (doing.announced == 0 || slot.phase != static_cast<uint32_t>(Phase::live)) return wait;
  wait.listed = doing.listed;
  wait.blocks.kind = Event::Kind::blocks;
  wait.blocks.actor = actor;
  wait.blocks.step = doing.step;
  wait.blocks.instruction = doing.instruction;
  wait.blocks.target = doing.target;
  wait.announced = doing.announced != 0 && slot.sequence == wait.sequence && slot.depth == depth;
  return wait;
}

namespace {

// A look at all whom a state names. Those in no list are asked for by /proc: two looks with unmoved
// sequences.
class StateLook {
 public:
  StateLook(const Mapping& mapping, std::size_t await) : mapping_(mapping), await_(await) {}

  // Guard held.
  [[nodiscard]] bool all_asleep() {
    polling_ = true;
    bool asleep = true;
    for (const ActorId actor : awaited()) {
      const AnnouncedWait wait = announced_wait(mapping_, actor);
      const EventPattern& pattern = mapping_.program().awaits[await_].pattern;
      const bool there = wait.announced && matches(mapping_.program(), pattern, wait.blocks) &&
                         static_cast<int64_t>(mapping_.matched(await_, actor)) >= pattern.occurrence;
      if (!there) return polling_ = false;
      if (!wait.listed && !confirmed(actor, wait.sequence)) asleep = false;
      sequences_[actor.index()] = wait.sequence;
    }
    return asleep;
  }
  // Some are announced, but it is not known yet whether they sleep.
  [[nodiscard]] bool polling() const { return polling_; }
  // Guard free: asks the kernel about those seen last.
  void ask_kernel() {
    for (const ActorId actor : awaited()) {
      const ActorSlot& slot = mapping_.actor(actor);
      if (thread_state(slot.pid, slot.tid) == 'S' && slot.sequence == sequences_[actor.index()])
        confirmed_[actor.index()] = sequences_[actor.index()] + 1;
    }
  }

 private:
  // Those that have the step: others are not in the pattern.
  [[nodiscard]] const std::vector<ActorId>& awaited() const {
    return mapping_.program().awaits[await_].pattern.actors;
  }
  [[nodiscard]] bool confirmed(ActorId actor, uint32_t sequence) const {
    return confirmed_[actor.index()] == sequence + 1;
  }

  const Mapping& mapping_;
  std::size_t await_;
  bool polling_ = false;
  std::array<uint32_t, kMaxActors> sequences_{};
  std::array<uint32_t, kMaxActors> confirmed_{};
};

Done await_state(Player& player, std::size_t await, const Wait& wait) {
  constexpr int64_t kPoll = 30'000;
  const int64_t deadline = wait.timeout == 0 ? 0 : deadline_after(wait.timeout);
  StateLook look(player.mapping, await);
  for (bool said = false;;) {
    lock_guard(player.holder);
    const bool ready = look.all_asleep();
    const bool polling = look.polling();
    if (ready || wait.timeout == 0 || (deadline != kForever && now() >= deadline)) {
      current(player).point = take_ticket(player.control);
      leave_watchers(player);
      unlock_guard(player.holder);
      if (said) end_wait(player);
      return {Effect::done(Value::boolean(ready)), !ready};
    }
    join_watchers(player, Undertaking::On::event, static_cast<int32_t>(await));
    const uint32_t seen = player.slot.park.load();
    unlock_guard(player.holder);
    if (!said) begin_wait(player, Undertaking::On::event, static_cast<int32_t>(await), deadline);
    said = true;
    // One who polls moves: a deadline keeps it from looking stuck.
    const int64_t until = polling ? std::min(deadline, now() + kPoll) : deadline;
    player.doing().deadline = until;
    if (polling) look.ask_kernel();
    open_gate(player);
    futex_wait(player.slot.park, seen, until);
    shut_gate(player);
  }
}

Done await_count(Player& player, const Instruction& instruction, const Wait& wait) {
  const auto await = static_cast<std::size_t>(instruction.number);
  const bool counted = instruction.a.present();
  const int64_t times = counted ? read_operand(player, instruction.a).bits : 0;
  const int occurrence = player.program.awaits[await].pattern.occurrence;
  const uint32_t each = occurrence > 0 ? static_cast<uint32_t>(occurrence) : 1;
  const std::vector<ActorId>& actors = player.program.awaits[await].pattern.actors;
  const Watched watched = watch(player, Undertaking::On::event, instruction.number, wait, [&] {
    int64_t total = 0;
    for (const ActorId actor : actors) {
      const uint32_t matched = player.mapping.matched(await, actor);
      if (!counted && matched < each) return false;
      total += matched;
    }
    return !counted || total >= times;
  });
  return {Effect::done(Value::boolean(watched.ready)), !watched.ready};
}

}  // namespace

Done do_await(Player& player, const Instruction& instruction) {
  const Wait wait = wait_of(player, instruction);
  if (player.program.awaits[static_cast<std::size_t>(instruction.number)].state)
    return await_state(player, static_cast<std::size_t>(instruction.number), wait);
  return await_count(player, instruction, wait);
}

}  // namespace rehearse::stage
