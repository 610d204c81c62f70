// What the instructions with an effect do on the stage. Gate shut before and after; the part's event is begun
// (player.event[depth]) and each fills in its target and value.
#pragma once
#include "primitives/effect.h"
#include "runner/stage/player.h"

namespace rehearse::stage {

// An effect's result; `late`: it came back without what it asked for (a false, none, EAGAIN).
struct Done {
  Effect effect = Effect::done();
  bool late = false;
};
[[nodiscard]] inline Done failed(Symbol error) { return {Effect::failed(error), false}; }
[[nodiscard]] inline Done succeeded(Value value = Value::none()) { return {Effect::done(value), false}; }

// Operand a; a name that nothing wrote is the finding `error`.
[[nodiscard]] Value read_operand(Player& player, const Operand& operand);
// number + index b.
[[nodiscard]] int32_t indexed(Player& player, const Instruction& instruction);
[[nodiscard]] Event& current(Player& player);

// objects.cc
Done do_primitive(Player& player, const Instruction& instruction);
Done do_look(Player& player, const Instruction& instruction);
// words.cc
Done do_load(Player& player, const Instruction& instruction);
Done do_store(Player& player, const Instruction& instruction);
Done do_assign(Player& player, const Instruction& instruction);
Done do_atomic(Player& player, const Instruction& instruction, int32_t at);
// lives.cc
Done do_look_actor(Player& player, const Instruction& instruction);
Done do_start(Player& player, const Instruction& instruction);
Done do_join(Player& player, const Instruction& instruction);
Done do_is_alive(Player& player, const Instruction& instruction);
Done do_waitpid(Player& player, const Instruction& instruction);
// sending.cc
Done do_terminate(Player& player, const Instruction& instruction);
Done do_kill(Player& player, const Instruction& instruction);
Done do_raise(Player& player, const Instruction& instruction);
// catching.cc
Done do_sigaction(Player& player, const Instruction& instruction);
Done do_mask(Player& player, const Instruction& instruction);
Done do_sigpending(Player& player, const Instruction& instruction);
Done do_sigwait(Player& player, const Instruction& instruction);
Done do_sigsuspend(Player& player, const Instruction& instruction, uint64_t mask);
// timers.cc
Done do_alarm(Player& player, const Instruction& instruction);
Done do_sleep(Player& player, const Instruction& instruction);
Done do_yield(Player& player);
// awaits.cc
Done do_await(Player& player, const Instruction& instruction);

// What an actor's attribute is at this moment.
[[nodiscard]] Value look_at_actor(const Mapping& mapping, ActorId actor, uint8_t attribute);
// What a primitive's attribute is; guard held where the backend is native.
[[nodiscard]] Value look_at_object(const Mapping& mapping, const Object& object, uint8_t attribute);

}  // namespace rehearse::stage
