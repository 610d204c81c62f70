#include "primitives/real_mutex.h"

#include <atomic>
#include <cerrno>

#include "primitives/check.h"
#include "primitives/promises.h"
#include "primitives/waiters.h"

namespace rehearse {
namespace {

MutexState& of(Object& object) { return *reinterpret_cast<MutexState*>(object.state); }
std::atomic_ref<int32_t> owner(MutexState& mutex) { return std::atomic_ref<int32_t>(mutex.owner); }
std::atomic_ref<int32_t> depth(MutexState& mutex) { return std::atomic_ref<int32_t>(mutex.depth); }
std::atomic_ref<int32_t> health(MutexState& mutex) { return std::atomic_ref<int32_t>(mutex.health); }

bool owns(MutexState& mutex, const Call& call) { return owner(mutex).load() == call.actor.value; }

// The lock call has returned. A handler that ran before the gate shut may have taken a recursive one as well.
void take(MutexState& mutex, Port& port, const Call& call) {
  port.point();
  depth(mutex).store(owns(mutex, call) ? depth(mutex).load() + 1 : 1);
  owner(mutex).store(call.actor.value);
}

Effect acquire(const RealMutex& real, Object& object, Port& port, const Call& call, const Wait& wait) {
  MutexState& mutex = of(object);
  const bool deadlocks = mutex.errorcheck && wait.timeout > 0 && owns(mutex, call);
  const int outcome =
      deadlocks ? real.calls.block(object.real, kForever) : wait_for_real(real.calls, object, port, wait);
  switch (outcome) {
    case 0: take(mutex, port, call); return Effect::done(Value::boolean(true));
    case EOWNERDEAD:
      health(mutex).store(MutexState::inconsistent);
      owner(mutex).store(-1);
      take(mutex, port, call);
      return Effect::failed(symbols::eownerdead);
    case ETIMEDOUT: return too_late(Late::is_false);
    case EDEADLK: return Effect::failed(symbols::edeadlk);
    case ENOTRECOVERABLE: return Effect::failed(symbols::enotrecoverable);
    default: break;
  }
  UNREACHABLE("a mutex's wait failed");
}

// The owner word goes first, the point while it is still held.
Effect release(const RealMutex& real, Object& object, Port& port, const Call& call) {
  MutexState& mutex = of(object);
  if (!owns(mutex, call)) return not_the_owner(mutex);
  port.point();
  const int32_t left = depth(mutex).load() - 1;
  if (left == 0) {
    if (health(mutex).load() == MutexState::inconsistent) health(mutex).store(MutexState::unrecoverable);
    owner(mutex).store(-1);
  }
  depth(mutex).store(left);
  const int outcome = real.unlock(object.real);
  // glibc says so of an inconsistent recursive one that is given back but still held.
  CHECK(outcome == 0 || outcome == ENOTRECOVERABLE);
  return Effect::done();
}

Effect consistent(const RealMutex& real, Object& object, Port& port, const Call& call) {
  MutexState& mutex = of(object);
  if (!owns(mutex, call) || health(mutex).load() != MutexState::inconsistent)
    return Effect::failed(symbols::einval);
  port.point();
  CHECK(real.consistent(object.real) == 0);
  health(mutex).store(MutexState::consistent);
  return Effect::done();
}

Effect perform_verb(const RealMutex& real, Object& object, int verb, Port& port, const Call& call,
                    const Wait& wait) {
  switch (static_cast<MutexVerb>(verb)) {
    case MutexVerb::acquire: return acquire(real, object, port, call, wait);
    case MutexVerb::release: return release(real, object, port, call);
    case MutexVerb::locked: return Effect::done(Value::boolean(mutex_claimed(object)));
    case MutexVerb::consistent: return consistent(real, object, port, call);
    case MutexVerb::with: break;
  }
  UNREACHABLE("a verb that mutexes have not");
}

// glibc's unlock of an inherited recursive, errorcheck or robust mutex is EPERM: it must be taken anew.
void take_anew(const RealMutex& real, Object& object, const PrimitiveOptions& options) {
  MutexState& mutex = of(object);
  real.create(object.real, options);
  const bool inconsistent = mutex.health == MutexState::inconsistent;
  if (inconsistent) real.lose_owner(object.real);
  for (int32_t i = 0; i < mutex.depth; ++i)
    CHECK(real.calls.try_now(object.real) == (inconsistent && i == 0 ? EOWNERDEAD : 0));
}

// Free by our words, or found free: the fork came just before another thread took it, or just after it gave
// it back. Otherwise the copied bytes stay: they name an owner that this process has not. A dead owner's too.
void make_anew(const RealMutex& real, Object& object, const PrimitiveOptions& options, bool mine) {
  MutexState& mutex = of(object);
  if (mine) return take_anew(real, object, options);
  if (mutex.depth == 0 && mutex.health == MutexState::consistent) return real.create(object.real, options);
  if (options.robust || real.calls.try_now(object.real) != 0) return;
  real.create(object.real, options);
  mutex.depth = 0;
}

const RealMutex& posix_of(const Object& object) {
  return of(const_cast<Object&>(object)).robust ? posix_robust_mutex() : posix_mutex();
}
const RealMutex& boost_of(const Object& object) {
  return of(const_cast<Object&>(object)).recursive ? boost_recursive_mutex() : boost_mutex();
}

// One backend's functions.
template <const RealMutex& (*CallsOf)(const Object&)>
struct Real {
  static void create(Object& object, const PrimitiveOptions& options) {
    CallsOf(object).create(object.real, options);
  }
  static Effect perform(Object& object, int verb, Port& port, const Call& call, const Wait& wait) {
    return perform_verb(CallsOf(object), object, verb, port, call, wait);
  }
  static void after_fork(Object& object, const PrimitiveOptions& options, bool mine) {
    make_anew(CallsOf(object), object, options, mine);
  }
};

constexpr std::string_view kForeignRelease =
    "Caught by our owner word before it reaches the mutex: `not owner`, or EPERM where the kind says so.";
constexpr std::string_view kNoInterrupt = "Never: a handler runs, and the wait goes on.";
constexpr std::string_view kRealWaiterKilled =
    "Harmless; one killed on the way out of a wait may leave it taken, with nobody named as its owner.";
constexpr std::string_view kRealPoints = "Taken while it is held: exact. A try that failed has none.";

constexpr Promise kNativePromises[] = {
    {"owner killed", "Stays held; robust: the next acquire fails EOWNERDEAD and holds it."},
    {"waiter killed", kNativeWaiterKilled},
    {"foreign release", "`not owner`, or EPERM where the kind says so."},
    {"interruptible", kNoInterrupt},
    {"time-outs", kNativeTimeOuts},
    {"order of points", kNativePoints},
};
constexpr Promise kPosixPromises[] = {
    {"what it is", "pthread_mutex_t, shared between processes: normal, recursive, errorcheck, robust."},
    {"owner killed", "Stays held; robust: the next acquire fails EOWNERDEAD and holds it."},
    {"waiter killed", kRealWaiterKilled},
    {"foreign release", kForeignRelease},
    {"interruptible", kNoInterrupt},
    {"time-outs", "pthread_mutex_clocklock on CLOCK_MONOTONIC."},
    {"order of points", kRealPoints},
};
constexpr Promise kBoostPromises[] = {
    {"what it is",
     "boost::interprocess::interprocess_mutex and interprocess_recursive_mutex, process-shared pthread "
     "mutexes."},
    {"owner killed",
     "Stays held (Boost 1.74). A newer Boost may make it robust but not recoverable: then ENOTRECOVERABLE."},
    {"waiter killed", kRealWaiterKilled},
    {"foreign release", kForeignRelease},
    {"interruptible", kNoInterrupt},
    {"time-outs", "CLOCK_REALTIME, as Boost has it; that the time is up is checked by CLOCK_MONOTONIC."},
    {"order of points", kRealPoints},
};
constexpr std::string_view kBoostLacks[] = {"errorcheck", "robust", "consistent"};

constexpr bool always(const PrimitiveOptions&) { return true; }

constexpr Backend kBackends[] = {
    {.name = "native", .offers = always, .points = true, .interrupts = false, .promises = kNativePromises},
    {.name = "posix",
     .offers = always,
     .points = true,
     .interrupts = false,
     .promises = kPosixPromises,
     .create = Real<posix_of>::create,
     .perform = Real<posix_of>::perform,
     .after_fork = Real<posix_of>::after_fork},
    {.name = "boost",
     .offers = [](const PrimitiveOptions& options) { return !options.errorcheck && !options.robust; },
     .points = true,
     .interrupts = false,
     .promises = kBoostPromises,
     .lacks = kBoostLacks,
     .create = Real<boost_of>::create,
     .perform = Real<boost_of>::perform,
     .after_fork = Real<boost_of>::after_fork},
};

}  // namespace

bool mutex_claimed(const Object& object) { return depth(of(const_cast<Object&>(object))).load() != 0; }

std::span<const Backend> mutex_backends() { return kBackends; }

}  // namespace rehearse
