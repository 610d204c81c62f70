// Waiting in libc: what semaphores, locks and mutexes of libc and Boost have in common. The actor's gate is
// open while it waits there, so handlers, stops and kills come in the wait.
#pragma once
#include <ctime>

#include "primitives/ports.h"

namespace rehearse {

// One real object's calls. Each gives 0 or an errno; none throws.
struct RealCalls {
  int (*try_now)(void* real);                  // EBUSY: not to be had now
  int (*block)(void* real, int64_t deadline);  // waits; EINTR, ETIMEDOUT (kForever: never)
  // Whether our own words say that somebody has it; null where there are none. A try that finds the real
  // object taken while these say free met somebody on the way in or out.
  bool (*claimed)(const Object& object);
};

// Gets the object: 0 or what the calls say otherwise. ETIMEDOUT: not in time, or not without blocking. EINTR:
// only where the wait is interruptible. Announced and over (`awake`) when it returns.
[[nodiscard]] int wait_for_real(const RealCalls& calls, Object& object, Port& port, const Wait& wait);

[[nodiscard]] timespec timespec_of(int64_t ns);

}  // namespace rehearse
