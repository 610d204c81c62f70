#include "primitives/real_lock.h"

#include <atomic>
#include <cerrno>

#include "primitives/check.h"
#include "primitives/lock.h"
#include "primitives/promises.h"
#include "primitives/real_semaphore.h"
#include "primitives/waiters.h"

namespace rehearse {
namespace {

LockState& of(Object& object) { return *reinterpret_cast<LockState*>(object.state); }
std::atomic_ref<int32_t> locked(LockState& lock) { return std::atomic_ref<int32_t>(lock.locked); }
std::atomic_ref<int32_t> holder(LockState& lock) { return std::atomic_ref<int32_t>(lock.holder); }

bool claimed(const Object& object) { return locked(of(const_cast<Object&>(object))).load() != 0; }

// The point comes before the word: until the word says taken nobody can release it, and so nobody's point can
// come between.
Effect take(Object& object, Port& port, const Call& call) {
  LockState& lock = of(object);
  port.point();
  holder(lock).store(call.actor.value);
  locked(lock).store(1);
  return Effect::done(Value::boolean(true));
}

Effect acquire(const RealSemaphore& semaphore, Object& object, Port& port, const Call& call,
               const Wait& wait) {
  const RealCalls calls = {semaphore.calls.try_now, semaphore.calls.block, claimed};
  switch (wait_for_real(calls, object, port, wait)) {
    case 0: return take(object, port, call);
    case EINTR: return interrupted_wait();
    case ETIMEDOUT: return too_late(Late::is_false);
    default: break;
  }
  UNREACHABLE("a lock's wait failed");
}

// Who wins the exchange holds the semaphore until the post.
Effect release(const RealSemaphore& semaphore, Object& object, Port& port) {
  LockState& lock = of(object);
  int32_t taken = 1;
  if (!locked(lock).compare_exchange_strong(taken, 0)) return Effect::failed(symbols::eperm);
  holder(lock).store(-1);
  port.point();
  CHECK(semaphore.post(object.real) == 0);
  return Effect::done();
}

Effect perform_verb(const RealSemaphore& semaphore, Object& object, int verb, Port& port, const Call& call,
                    const Wait& wait) {
  switch (static_cast<LockVerb>(verb)) {
    case LockVerb::acquire: return acquire(semaphore, object, port, call, wait);
    case LockVerb::release: return release(semaphore, object, port);
    case LockVerb::locked: return Effect::done(Value::boolean(claimed(object)));
    case LockVerb::with: break;
  }
  UNREACHABLE("a verb that locks have not");
}

// One backend's functions; `Calls` is posix_semaphore or boost_semaphore.
template <const RealSemaphore& (*Calls)()>
struct Real {
  static void create(Object& object, const PrimitiveOptions&) { Calls().create(object.real, 1); }
  static Effect perform(Object& object, int verb, Port& port, const Call& call, const Wait& wait) {
    return perform_verb(Calls(), object, verb, port, call, wait);
  }
  static void after_fork(Object& object, const PrimitiveOptions&, bool) {
    Calls().create(object.real, claimed(object) ? 0 : 1);
  }
};

constexpr Promise kNativePromises[] = {
    {"owner killed", "Has no owner: it stays taken, and anyone may release it."},
    {"waiter killed", kNativeWaiterKilled},
    {"foreign release", "Anyone may release it; a free one fails EPERM."},
    {"interruptible", kNativeInterruptible},
    {"time-outs", kNativeTimeOuts},
    {"order of points", kNativePoints},
};
constexpr Promise kPosixPromises[] = {
    {"what it is", "A sem_t of 1 and a word that says whether it is taken, as CPython's own threading.Lock."},
    {"owner killed", "Has no owner: it stays taken, and anyone may release it."},
    {"waiter killed",
     "Harmless; one killed on the way out of a wait may leave it taken, by nobody, and nobody can release it "
     "then."},
    {"foreign release", "Anyone may release it; a free one fails EPERM."},
    {"interruptible",
     "EINTR, but a signal between announcing and sleeping does not end the wait (POSIX's own window)."},
    {"time-outs", "sem_clockwait on CLOCK_MONOTONIC."},
    {"order of points", "Taken while it is held: exact."},
};
constexpr Promise kBoostPromises[] = {
    {"what it is",
     "A boost::interprocess::interprocess_semaphore of 1 and a word that says whether it is taken (Boost's "
     "mutex is no "
     "lock that another may release). It waits by sem_clockwait on the sem_t inside."},
    {"owner killed", "Has no owner: it stays taken, and anyone may release it."},
    {"waiter killed",
     "Harmless; one killed on the way out of a wait may leave it taken, by nobody, and nobody can release it "
     "then."},
    {"foreign release", "Anyone may release it; a free one fails EPERM."},
    {"interruptible",
     "EINTR, but a signal between announcing and sleeping does not end the wait (POSIX's own window)."},
    {"time-outs", "sem_clockwait on CLOCK_MONOTONIC (Boost's own: CLOCK_REALTIME)."},
    {"order of points", "Taken while it is held: exact."},
};

constexpr bool always(const PrimitiveOptions&) { return true; }

constexpr Backend kBackends[] = {
    {.name = "native", .offers = always, .points = true, .interrupts = true, .promises = kNativePromises},
    {.name = "posix",
     .offers = always,
     .points = true,
     .interrupts = true,
     .promises = kPosixPromises,
     .create = Real<posix_semaphore>::create,
     .perform = Real<posix_semaphore>::perform,
     .after_fork = Real<posix_semaphore>::after_fork},
    {.name = "boost",
     .offers = always,
     .points = true,
     .interrupts = true,
     .promises = kBoostPromises,
     .create = Real<boost_semaphore>::create,
     .perform = Real<boost_semaphore>::perform,
     .after_fork = Real<boost_semaphore>::after_fork},
};

}  // namespace

std::span<const Backend> lock_backends() { return kBackends; }

}  // namespace rehearse
