// The one guard of a run: the native rooms' bytes, waiter lists, ends and await counters. Never held while
// waiting, never taken twice; whoever holds it has its gate shut (or is the stage), so it survives every kill
// that the stage does. One guard for all gives one order of points.
#pragma once
#include "runner/stage/mapping.h"

namespace rehearse::stage {

constexpr uint32_t kStageId = kMaxActors + 1;

// One who may hold the guard: an actor's thread, or the stage.
struct GuardHolder {
  Mapping& mapping;
  uint32_t id;     // ActorId + 1, or kStageId: says who holds it
  ActorSet woken;  // whose futex words were bumped under the guard; really woken after it
  bool some_woken = false;
};

void lock_guard(GuardHolder& holder);
// For the stage: gives up at the deadline (the holder was killed from outside).
[[nodiscard]] bool lock_guard_until(GuardHolder& holder, int64_t deadline);
void unlock_guard(GuardHolder& holder);

// Guard held: the actor shall look again.
void bump(GuardHolder& holder, ActorId actor);

// Carries out a room's Wake among those listed on the object at `place`. Guard held.
void wake_waiters(GuardHolder& holder, int32_t place, Effect::Wake how, int32_t grants, uint64_t choice);

// Holds the guard for a scope.
class Guarded {
 public:
  explicit Guarded(GuardHolder& holder) : holder_(holder) { lock_guard(holder_); }
  ~Guarded() { unlock_guard(holder_); }
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;

 private:
  GuardHolder& holder_;
};

}  // namespace rehearse::stage
