// pthread_mutexattr_settype(3p), pthread_mutexattr_setrobust(3).
#include <pthread.h>

#include <cerrno>
#include <thread>

#include "primitives/check.h"
#include "primitives/real_mutex.h"

namespace rehearse {
namespace {

static_assert(sizeof(pthread_mutex_t) <= kRealBytes);

pthread_mutex_t* of(void* real) { return static_cast<pthread_mutex_t*>(real); }

int type_of(const PrimitiveOptions& options) {
  if (options.recursive) return PTHREAD_MUTEX_RECURSIVE;
  return options.errorcheck ? PTHREAD_MUTEX_ERRORCHECK : PTHREAD_MUTEX_NORMAL;
}

void create(void* real, const PrimitiveOptions& options) {
  pthread_mutexattr_t attributes;
  CHECK(pthread_mutexattr_init(&attributes) == 0);
  CHECK(pthread_mutexattr_setpshared(&attributes, PTHREAD_PROCESS_SHARED) == 0);
  CHECK(pthread_mutexattr_settype(&attributes, type_of(options)) == 0);
  if (options.robust) CHECK(pthread_mutexattr_setrobust(&attributes, PTHREAD_MUTEX_ROBUST) == 0);
  CHECK(pthread_mutex_init(of(real), &attributes) == 0);
  CHECK(pthread_mutexattr_destroy(&attributes) == 0);
}

int try_now(void* real) { return pthread_mutex_trylock(of(real)); }

int block(void* real, int64_t deadline) {
  const timespec until = timespec_of(deadline);
  return deadline == kForever ? pthread_mutex_lock(of(real))
                              : pthread_mutex_clocklock(of(real), CLOCK_MONOTONIC, &until);
}

// Not pthread_mutex_trylock: glibc's (2.36) leaves a mutex that is not recoverable locked by who tried it,
// and then whoever locks it sleeps for ever. A time-out that is over does the same without that.
int try_robust(void* real) {
  const int outcome = block(real, 0);
  return outcome == ETIMEDOUT || outcome == EDEADLK ? EBUSY : outcome;
}

int unlock(void* real) { return pthread_mutex_unlock(of(real)); }
int consistent(void* real) { return pthread_mutex_consistent(of(real)); }

void lose_owner(void* real) {
  std::thread([real] { CHECK(pthread_mutex_lock(of(real)) == 0); }).join();
}

}  // namespace

const RealMutex& posix_mutex() {
  static constexpr RealMutex kCalls = {
      {try_now, block, mutex_claimed}, create, unlock, consistent, lose_owner};
  return kCalls;
}

const RealMutex& posix_robust_mutex() {
  static constexpr RealMutex kCalls = {
      {try_robust, block, mutex_claimed}, create, unlock, consistent, lose_owner};
  return kCalls;
}

}  // namespace rehearse
