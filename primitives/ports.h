// What the stage offers a primitive: its place in shared memory, and a way to wait. An actor has one Port; it is
// valid in the actor's process only. A test's fake is the second implementation.
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>

#include "primitives/room.h"

namespace rehearse {

constexpr int64_t kForever = std::numeric_limits<int64_t>::max();

// One primitive in shared memory. Laid out before the first fork.
struct alignas(64) Object {
  ObjectId id;
  RoomId room{};
  uint8_t backend = 0;            // index into Room::backends
  alignas(16) std::byte state[kStateBytes]{};  // the room's own struct
  alignas(16) std::byte real[kRealBytes]{};    // sem_t, pthread_mutex_t …
  ActorSet waiting;               // who waits in the native loop; guarded by the guard
};

// How a step wants to wait.
struct Wait {
  int64_t timeout = kForever;     // ns; 0: not without blocking
  bool interruptible = false;     // ends with EINTR when a handler ran
};

// All times are CLOCK_MONOTONIC nanoseconds. Everything is called with the actor's gate shut unless it says otherwise.
class Port {
 public:
  virtual ~Port() = default;
  virtual int64_t now() = 0;
  // One guard for the whole run: never held while waiting, never taken twice.
  virtual void lock_guard() = 0;
  virtual void unlock_guard() = 0;
  // Takes the step's point. Only while the object is held (guard, or the lock itself), never before a plain system call.
  virtual void point() = 0;
  // `….blocks`: the actor begins to wait on `object`. `deadline` kForever: none.
  virtual void announce(const Object& object, int64_t deadline) = 0;
  virtual void awake() = 0;       // the wait that was announced is over, one way or the other
  // True when a handler ran in this actor since `announce`; of an untimed wait: one without `restart`. Also called with
  // the gate open.
  virtual bool interrupted() = 0;
  // The actor's wait record of this nesting depth, guarded by the guard.
  virtual void enlist(Object& object) = 0;
  virtual void withdraw(Object& object) = 0;
  virtual bool granted() = 0;
  // Carries out Effect::wake among those enlisted on `object`. Guard held; they are really woken by `unlock_guard`.
  virtual void wake(Object& object, Effect::Wake how, int32_t grants) = 0;
  // The word to park on: read it under the guard, then park with what was read.
  virtual uint32_t park_word() = 0;
  // Gate open, futex wait until the word moves or the deadline passes, gate shut again.
  virtual void park(uint32_t seen, int64_t deadline) = 0;
  // For waits in libc: gate open before the call, shut after it.
  virtual void open_gate() = 0;
  virtual void shut_gate() = 0;
};

// The one wait loop that all native objects share.
Effect perform_native(Object& object, int verb, Port& port, const Call& call, const Wait& wait);
// The object's verb by whichever backend it has.
Effect perform(Object& object, int verb, Port& port, const Call& call, const Wait& wait);
// An attribute of the object as it is at this moment. Guard held where the backend is native.
[[nodiscard]] Value look(const Object& object, int attribute);
// What a verb gives when it came too late: a false, none, or an error.
[[nodiscard]] Effect too_late(Late late);

}  // namespace rehearse
