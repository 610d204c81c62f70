// The POSIX mutex, owned: plain, recursive, errorcheck, robust. pthread_mutex_lock(3p),
// pthread_mutex_consistent(3p).
#pragma once
#include "primitives/room.h"

namespace rehearse {

struct MutexState {
  enum Health : int32_t {
    consistent,
    owner_dead,     // robust, its owner ended holding it: the next acquire fails EOWNERDEAD and holds it
    inconsistent,   // held after EOWNERDEAD, `consistent` not called yet
    unrecoverable,  // released while inconsistent: ENOTRECOVERABLE for ever
  };
  int32_t owner = -1;  // -1 while depth > 0: taken by somebody who is not of this process (after a fork)
  int32_t depth = 0;   // 0: free
  int32_t health = consistent;
  bool recursive = false, errorcheck = false, robust = false;  // as declared
};

enum class MutexVerb : uint8_t { acquire, release, with, locked, consistent };

// Releasing one that is not the actor's: the finding `not owner`, or EPERM where the kind says so.
[[nodiscard]] Effect not_the_owner(const MutexState& mutex);

[[nodiscard]] Room mutex_room();

}  // namespace rehearse
