// The end of an actor. Whoever causes the death of a process claims it and writes the exit code first; the
// stage counts it when the kernel has done all it does, and only then it has its exit event, and joins
// return.
#pragma once
#include "runner/stage/player.h"

namespace rehearse::stage {

// -- the actor's side --

// As _exit, from any thread. Gate shut.
[[noreturn]] void exit_process(Player& player, int code, Event::Cause cause);
// A default action. Gate open, everything blocked.
[[noreturn]] void die_by_signal(Player& player, int signal, Event::Cause cause);
// A process's steps are over: as CPython, joins its threads, ends its daemons, joins its children. Gate shut.
[[noreturn]] void end_steps(Player& player);
// A thread's steps are over. Gate shut; the thread may only return after it.
void end_thread(Player& player);

// A SIGCHLD may tell of deaths that the stage has not counted yet, merged ones too, and who hears of a death
// may wait for it: returns when those are counted. Gate open, or let in: the stage may want it first.
void await_counted_children(const Player& player);

// -- who may wait for whom --

[[nodiscard]] bool is_child_of(const Mapping& mapping, ActorId target, ActorId process);
// Guard held, the target ended: true for the one who shall reap it.
bool claim_reaping(Mapping& mapping, ActorId target, bool at_end);
// After that: what the kernel still has of it. Children of the stage stay zombies to the run's end.
void reap(Mapping& mapping, ActorId target);

// -- the stage's side --

// The process is dead (its pidfd says so) and its end was claimed: exit events, what its actors held, who
// waits for them. False: the guard could not be had.
[[nodiscard]] bool count_death(GuardHolder& holder, ActorId process);
// A thread that is gone from the kernel.
[[nodiscard]] bool count_thread(GuardHolder& holder, ActorId thread);
// Claims the end of a process for the stage; false: it is ending already.
[[nodiscard]] bool claim_end(Mapping& mapping, ActorId process, int exitcode, Event::Cause cause);
[[nodiscard]] bool is_daemon(const Program& program, ActorId actor);
[[nodiscard]] inline bool is_up(const ActorSlot& slot) {
  const uint32_t phase = slot.phase;
  return phase != static_cast<uint32_t>(Phase::unborn) && phase != static_cast<uint32_t>(Phase::ended);
}

}  // namespace rehearse::stage
