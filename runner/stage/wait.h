// Waiting: announced (`….blocks`), then asleep. The wait loop of what is no object: ends of actors, and
// events.
#pragma once
#include "runner/stage/futex.h"
#include "runner/stage/gate.h"

namespace rehearse::stage {

// How the step under way wants to wait: its time-out, `blocking: false`, `interruptible:`.
[[nodiscard]] Wait wait_of(Player& player, const Instruction& instruction);

// `….blocks`: logs it and says so in the actor's slot. Gate shut, guard free.
void begin_wait(Player& player, Undertaking::On on, int32_t number, int64_t deadline);
void end_wait(Player& player);
// A handler ran since begin_wait, and one that ends this kind of wait: timed waits, sleeps and sigwait end by
// any handler, others unless it was installed with `restart`.
[[nodiscard]] bool was_interrupted(const Player& player);

// Guard held.
void join_watchers(Player& player, Undertaking::On on, int32_t number);
void leave_watchers(Player& player);

// What a watcher's wait came to.
struct Watched {
  bool ready = false;
  bool interrupted = false;  // else: too late
};

// Waits until `ready()`, asked under the guard, is true; then the event has its point. Woken by
// wake_watchers.
template <class Ready>
Watched watch(Player& player, Undertaking::On on, int32_t number, const Wait& wait, Ready ready) {
  const int64_t deadline = wait.timeout == 0 ? 0 : deadline_after(wait.timeout);
  bool said = false;
  for (;;) {
    lock_guard(player.holder);
    Watched result{ready(), false};
    if (!result.ready) result.interrupted = said && wait.interruptible && was_interrupted(player);
    const bool late = wait.timeout == 0 || (deadline != kForever && now() >= deadline);
    if (result.ready || result.interrupted || late) {
      player.event[player.depth].point = player.control.ticket.fetch_add(1, std::memory_order_acq_rel);
      leave_watchers(player);
      unlock_guard(player.holder);
      if (said) end_wait(player);
      return result;
    }
    join_watchers(player, on, number);
    const uint32_t seen = player.slot.park.load();
    unlock_guard(player.holder);
    if (!said) begin_wait(player, on, number, deadline);
    said = true;
    open_gate(player);
    futex_wait(player.slot.park, seen, deadline);
    shut_gate(player);
  }
}

// Guard held: those who watch this end (or whatever `on` and `number` say) look again.
void wake_watchers(GuardHolder& holder, Undertaking::On on, int32_t number);

}  // namespace rehearse::stage
