// libc's and Boost's semaphores, and what stands on them. They have no point: a post may return after the
// wait that it freed has ended.
#pragma once
#include "primitives/real_wait.h"

namespace rehearse {

struct RealSemaphore {
  RealCalls calls;
  void (*create)(void* real, unsigned value);
  int (*post)(void* real);  // 0 or EOVERFLOW
  unsigned (*value)(const void* real);
};

[[nodiscard]] const RealSemaphore& posix_semaphore();
[[nodiscard]] const RealSemaphore& boost_semaphore();

// Room::backends of `semaphore`.
[[nodiscard]] std::span<const Backend> semaphore_backends();

}  // namespace rehearse
