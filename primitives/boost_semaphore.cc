// Boost.Interprocess' semaphore. Its `wait` throws on EINTR: with the gate open a handler could interrupt the
// throwing itself, and throw again inside it; with the gate shut nobody could kill or stop the waiter. So it
// waits on the sem_t that Boost wraps; construction, try_wait and post are Boost's.
#include <boost/interprocess/sync/interprocess_semaphore.hpp>
#include <cerrno>
#include <new>

#include "primitives/real_semaphore.h"

namespace rehearse {
namespace {

using Semaphore = boost::interprocess::interprocess_semaphore;
static_assert(sizeof(Semaphore) == sizeof(sem_t), "Boost does not wrap a POSIX semaphore here");

Semaphore& of(void* real) { return *static_cast<Semaphore*>(real); }

void create(void* real, unsigned value) { new (real) Semaphore(value); }

int try_now(void* real) { return of(real).try_wait() ? 0 : EBUSY; }

int block(void* real, int64_t deadline) { return posix_semaphore().calls.block(real, deadline); }

int post(void* real) {
  try {
    of(real).post();
    return 0;
  } catch (const boost::interprocess::interprocess_exception&) {
    return EOVERFLOW;
  }
}

unsigned value(const void* real) { return posix_semaphore().value(real); }

}  // namespace

const RealSemaphore& boost_semaphore() {
  static constexpr RealSemaphore kCalls = {{try_now, block, nullptr}, create, post, value};
  return kCalls;
}

}  // namespace rehearse
