// futex(2) over words in the shared mapping, and the raw signal mask. The only place that spells these system
// calls.
#pragma once
#include <errno.h>
#include <linux/futex.h>
#include <signal.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>

#include "runner/stage/clock.h"

namespace rehearse::stage {

// Sleeps while the word is `seen`, until woken, a signal, or the deadline. Returns 0 or an errno; every
// caller looks again.
inline int futex_wait(const std::atomic<uint32_t>& word, uint32_t seen, int64_t deadline = kForever) {
  timespec until = to_timespec(deadline);
  const long r = syscall(SYS_futex, &word, FUTEX_WAIT_BITSET, seen, deadline == kForever ? nullptr : &until,
                         nullptr, FUTEX_BITSET_MATCH_ANY);
  return r == 0 ? 0 : errno;
}

inline void futex_wake(const std::atomic<uint32_t>& word, int count = 1 << 30) {
  syscall(SYS_futex, &word, FUTEX_WAKE, count, nullptr, nullptr, 0);
}

constexpr uint64_t kAllSignals = ~uint64_t{0};

// The kernel's own eight bytes: glibc's sigset_t is longer and hides signals 32 and 33.
inline uint64_t set_kernel_mask(uint64_t mask) {
  uint64_t old = 0;
  syscall(SYS_rt_sigprocmask, SIG_SETMASK, &mask, &old, sizeof mask);
  return old;
}

}  // namespace rehearse::stage
