// Starting actors, joining and reaping them.
#include <sys/wait.h>

#include "runner/stage/birth.h"
#include "runner/stage/death.h"
#include "runner/stage/effects.h"
#include "runner/stage/ticket.h"
#include "runner/stage/wait.h"

namespace rehearse::stage {
namespace {

Phase phase_of(const Mapping& mapping, ActorId actor) {
  return static_cast<Phase>(mapping.actor(actor).phase.load());
}

bool is_alive(const Mapping& mapping, ActorId actor) {
  const Phase phase = phase_of(mapping, actor);
  return phase != Phase::unborn && phase != Phase::ended;
}

ActorId target_of(Player& player, const Instruction& instruction) {
  const ActorId target(indexed(player, instruction));
  current(player).target = player.doing().target = target.value;
  return target;
}

Symbol may_join(const Player& player, ActorId target) {
  if (target == player.id) return symbols::edeadlk;
  if (phase_of(player.mapping, target) == Phase::unborn) return symbols::esrch;
  const ActorInfo& info = player.program.actors[target.index()];
  if (info.thread) return info.process == player.process_id ? symbols::ok : symbols::echild;
  return is_child_of(player.mapping, target, player.process_id) ? symbols::ok : symbols::echild;
}

Done reaped(Player& player, ActorId target) {
  reap(player.mapping, target);
  current(player).cause = player.mapping.actor(target).exit_event;
  player.outcome[player.depth].who = Value::pid(target);
  return succeeded(
      look_at_actor(player.mapping, target, static_cast<uint8_t>(Expression::ActorAttribute::exitcode)));
}

// A child that the kernel reaped, as SIGCHLD was ignored, or that a step waited for.
bool is_reaped(const Mapping& mapping, ActorId target) { return mapping.actor(target).reaped; }

Done not_yet(const Watched& watched, Value late) {
  if (watched.interrupted) return failed(symbols::eintr);
  return {Effect::done(late), true};
}

Done waitpid_of(Player& player, ActorId target, const Wait& wait) {
  const bool ours = phase_of(player.mapping, target) != Phase::unborn &&
                    is_child_of(player.mapping, target, player.process_id);
  if (!ours || is_reaped(player.mapping, target)) return failed(symbols::echild);
  bool mine = false;
  const Watched watched = watch(player, Undertaking::On::actor_end, target.value, wait, [&] {
    if (phase_of(player.mapping, target) != Phase::ended) return false;
    mine = claim_reaping(player.mapping, target, false);
    return true;
  });
  if (!watched.ready) return not_yet(watched, Value::none());
  return mine ? reaped(player, target) : failed(symbols::echild);
}

// The child that ended and began first; invalid: none has ended. `any` is false where there is no child to
// wait for.
ActorId ended_child(const Player& player, bool& any) {
  ActorId found;
  any = false;
  for (const ActorInfo& info : player.program.actors) {
    const ActorSlot& slot = player.mapping.actor(info.id);
    if (info.thread || slot.parent != player.process_id || slot.reaped ||
        phase_of(player.mapping, info.id) == Phase::unborn)
      continue;
    any = true;
    const bool earlier = !found.valid() || slot.birth_order < player.mapping.actor(found).birth_order;
    if (phase_of(player.mapping, info.id) == Phase::ended && earlier) found = info.id;
  }
  return found;
}

Done waitpid_any(Player& player, const Wait& wait) {
  ActorId found;
  bool any = false;
  const Watched watched = watch(player, Undertaking::On::any_child, player.process_id.value, wait, [&] {
    found = ended_child(player, any);
    if (found.valid()) claim_reaping(player.mapping, found, false);
    return found.valid() || !any;
  });
  if (!watched.ready) return not_yet(watched, Value::none());
  if (!found.valid()) return failed(symbols::echild);
  current(player).target = found.value;
  return reaped(player, found);
}

}  // namespace

Value look_at_actor(const Mapping& mapping, ActorId actor, uint8_t attribute) {
  const ActorInfo& info = mapping.program().actors[actor.index()];
  const bool began = phase_of(mapping, actor) != Phase::unborn;
  switch (static_cast<Expression::ActorAttribute>(attribute)) {
    case Expression::ActorAttribute::pid:
      return began ? Value::pid(info.thread ? info.process : actor) : Value::none();
    case Expression::ActorAttribute::tid: return began ? Value::tid(actor) : Value::none();
    case Expression::ActorAttribute::name: return Value::text(info.display_name);
    case Expression::ActorAttribute::alive: return Value::boolean(is_alive(mapping, actor));
    case Expression::ActorAttribute::exitcode:
      if (info.thread || phase_of(mapping, actor) != Phase::ended) return Value::none();
      return Value::integer(mapping.process(actor).exitcode);
  }
  return Value::none();
}

Done do_look_actor(Player& player, const Instruction& instruction) {
  const ActorId actor = instruction.number < 0 ? player.id : ActorId(indexed(player, instruction));
  const Value value = look_at_actor(player.mapping, actor, instruction.sub);
  write_to(instruction.to, player.registers(), value);
  return succeeded(value);
}

Done do_start(Player& player, const Instruction& instruction) {
  const ActorId target = target_of(player, instruction);
  const Symbol error = start_actor(player, target);
  return error == symbols::ok ? succeeded() : failed(error);
}

Done do_join(Player& player, const Instruction& instruction) {
  const ActorId target = target_of(player, instruction);
  const Symbol error = may_join(player, target);
  if (error != symbols::ok) return failed(error);
  const bool thread = player.program.actors[target.index()].thread;
  bool mine = false;
  const Watched watched =
      watch(player, Undertaking::On::actor_end, target.value, wait_of(player, instruction), [&] {
        if (phase_of(player.mapping, target) != Phase::ended) return false;
        mine = !thread && claim_reaping(player.mapping, target, false);
        return true;
      });
  if (!watched.ready) return not_yet(watched, Value::boolean(false));
  if (mine) reap(player.mapping, target);
  current(player).cause = player.mapping.actor(target).exit_event;
  return succeeded(Value::boolean(true));
}

Done do_is_alive(Player& player, const Instruction& instruction) {
  return succeeded(Value::boolean(is_alive(player.mapping, target_of(player, instruction))));
}

Done do_waitpid(Player& player, const Instruction& instruction) {
  const Wait wait = wait_of(player, instruction);
  if (instruction.number < 0) return waitpid_any(player, wait);
  return waitpid_of(player, target_of(player, instruction), wait);
}

}  // namespace rehearse::stage
