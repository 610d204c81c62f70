// libc's and Boost's mutexes under an owner word of ours, which is set after the lock call returned and
// cleared before the unlock call: so a circle of owners is always real, and a release by somebody else never
// reaches libc.
#pragma once
#include "primitives/mutex.h"
#include "primitives/real_wait.h"

namespace rehearse {

struct RealMutex {
  RealCalls calls;  // `block`'s EINTR never comes
  void (*create)(void* real, const PrimitiveOptions& options);
  int (*unlock)(void* real);
  int (*consistent)(void* real);   // null where there are no robust ones
  void (*lose_owner)(void* real);  // makes a free one look as after its owner's end; null likewise
};

[[nodiscard]] const RealMutex& posix_mutex();
[[nodiscard]] const RealMutex& posix_robust_mutex();
[[nodiscard]] const RealMutex& boost_mutex();
[[nodiscard]] const RealMutex& boost_recursive_mutex();

// Whether our words say that somebody has it: RealCalls::claimed.
[[nodiscard]] bool mutex_claimed(const Object& object);

// Room::backends of `mutex`.
[[nodiscard]] std::span<const Backend> mutex_backends();

}  // namespace rehearse
