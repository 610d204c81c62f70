// Boost.Interprocess' mutexes: process-shared pthread mutexes. From Boost 1.75 on they may be robust, but
// never recoverable: what Boost throws then is ENOTRECOVERABLE here.
#include <boost/date_time/posix_time/posix_time_types.hpp>
#include <boost/interprocess/sync/interprocess_mutex.hpp>
#include <boost/interprocess/sync/interprocess_recursive_mutex.hpp>
#include <cerrno>
#include <new>

#include "primitives/real_mutex.h"

namespace rehearse {
namespace {

// Boost waits by CLOCK_REALTIME; whether the time is really up is then asked of CLOCK_MONOTONIC, by who
// calls.
boost::posix_time::ptime realtime_of(int64_t deadline) {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  const int64_t left = deadline - (int64_t{now.tv_sec} * 1'000'000'000 + now.tv_nsec);
  const int64_t microseconds = left > 0 ? left / 1000 + 1 : 0;
  return boost::posix_time::microsec_clock::universal_time() + boost::posix_time::microseconds(microseconds);
}

template <class Mutex>
struct Calls {
  static_assert(sizeof(Mutex) <= kRealBytes);

  static Mutex& of(void* real) { return *static_cast<Mutex*>(real); }
  static void create(void* real, const PrimitiveOptions&) { new (real) Mutex; }

  static int try_now(void* real) {
    try {
      return of(real).try_lock() ? 0 : EBUSY;
    } catch (const boost::interprocess::interprocess_exception&) {
      return ENOTRECOVERABLE;
    }
  }

  static int block(void* real, int64_t deadline) {
    try {
      if (deadline != kForever) return of(real).timed_lock(realtime_of(deadline)) ? 0 : ETIMEDOUT;
      of(real).lock();
      return 0;
    } catch (const boost::interprocess::interprocess_exception&) {
      return ENOTRECOVERABLE;
    }
  }

  static int unlock(void* real) {
    of(real).unlock();
    return 0;
  }

  static constexpr RealMutex kTable = {{try_now, block, mutex_claimed}, create, unlock, nullptr, nullptr};
};

}  // namespace

const RealMutex& boost_mutex() { return Calls<boost::interprocess::interprocess_mutex>::kTable; }
const RealMutex& boost_recursive_mutex() {
  return Calls<boost::interprocess::interprocess_recursive_mutex>::kTable;
}

}  // namespace rehearse
