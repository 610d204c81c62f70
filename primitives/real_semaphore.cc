#include "primitives/real_semaphore.h"

#include <cerrno>

#include "primitives/check.h"
#include "primitives/promises.h"
#include "primitives/semaphore.h"
#include "primitives/waiters.h"

namespace rehearse {
namespace {

Effect acquire(const RealSemaphore& semaphore, Object& object, Port& port, const Wait& wait) {
  switch (wait_for_real(semaphore.calls, object, port, wait)) {
    case 0: return Effect::done(Value::boolean(true));
    case EINTR: return interrupted_wait();
    case ETIMEDOUT: return too_late(Late::is_false);
    default: break;
  }
  UNREACHABLE("a semaphore's wait failed");
}

// One post: an `n:` above 1 would be n posts, with others moving between them, and is an error of the check.
Effect release(const RealSemaphore& semaphore, Object& object, const Call& call) {
  const bool one = call.argument.kind == ValueKind::unset || call.argument == Value::integer(1);
  if (!one) return Effect::failed(symbols::einval);
  return semaphore.post(object.real) == 0 ? Effect::done() : Effect::failed(symbols::eoverflow);
}

Effect perform_verb(const RealSemaphore& semaphore, Object& object, int verb, Port& port, const Call& call,
                    const Wait& wait) {
  switch (static_cast<SemaphoreVerb>(verb)) {
    case SemaphoreVerb::acquire: return acquire(semaphore, object, port, wait);
    case SemaphoreVerb::release: return release(semaphore, object, call);
    case SemaphoreVerb::get_value: return Effect::done(Value::integer(semaphore.value(object.real)));
    case SemaphoreVerb::with: break;
  }
  UNREACHABLE("a verb that semaphores have not");
}

void observe_value(const RealSemaphore& semaphore, const Object& object, void* state) {
  static_cast<SemaphoreState*>(state)->value = semaphore.value(object.real);
}

// Anew, as nobody waits in the child: the copied bytes count the parent's waiters.
void make_anew(const RealSemaphore& semaphore, Object& object) {
  semaphore.create(object.real, semaphore.value(object.real));
}

// One backend's functions; `Calls` is posix_semaphore or boost_semaphore.
template <const RealSemaphore& (*Calls)()>
struct Real {
  static void create(Object& object, const PrimitiveOptions& options) {
    Calls().create(object.real, static_cast<unsigned>(options.value));
  }
  static Effect perform(Object& object, int verb, Port& port, const Call& call, const Wait& wait) {
    return perform_verb(Calls(), object, verb, port, call, wait);
  }
  static void observe(const Object& object, void* state) { observe_value(Calls(), object, state); }
  static void after_fork(Object& object, const PrimitiveOptions&, bool) { make_anew(Calls(), object); }
};

constexpr Promise kNativePromises[] = {
    {"owner killed", "Has no owner: what a killed actor had taken stays taken."},
    {"waiter killed", kNativeWaiterKilled},
    {"foreign release", "Anyone may release."},
    {"interruptible", kNativeInterruptible},
    {"time-outs", kNativeTimeOuts},
    {"order of points", kNativePoints},
};
constexpr Promise kPosixPromises[] = {
    {"what it is", "sem_t, shared between processes."},
    {"owner killed", "Has no owner: what a killed actor had taken stays taken."},
    {"waiter killed", "Harmless; one killed on the way out of a wait may take what it had just got with it."},
    {"foreign release", "Anyone may release."},
    {"interruptible",
     "EINTR, but a signal between announcing and sleeping does not end the wait (POSIX's own window)."},
    {"time-outs", "sem_clockwait on CLOCK_MONOTONIC."},
    {"order of points", "None: a post may return after the acquire that it freed has ended."},
    {"bound", "None: EOVERFLOW only above 2147483647."},
};
constexpr Promise kBoostPromises[] = {
    {"what it is",
     "boost::interprocess::interprocess_semaphore, a sem_t. Boost's own wait throws when a handler ran, "
     "which no "
     "handler survives that throws itself; so it waits by sem_clockwait on the sem_t inside."},
    {"owner killed", "Has no owner: what a killed actor had taken stays taken."},
    {"waiter killed", "Harmless; one killed on the way out of a wait may take what it had just got with it."},
    {"foreign release", "Anyone may release."},
    {"interruptible",
     "EINTR, but a signal between announcing and sleeping does not end the wait (POSIX's own window)."},
    {"time-outs", "sem_clockwait on CLOCK_MONOTONIC (Boost's own: CLOCK_REALTIME)."},
    {"order of points", "None: a post may return after the acquire that it freed has ended."},
    {"value", "Cannot be asked for."},
};
constexpr std::string_view kPosixLacks[] = {"bound", "n"};
constexpr std::string_view kBoostLacks[] = {"bound", "n", "get_value", "value"};

bool unbounded(const PrimitiveOptions& options) { return options.bound < 0; }

constexpr Backend kBackends[] = {
    {.name = "native",
     .offers = [](const PrimitiveOptions&) { return true; },
     .points = true,
     .interrupts = true,
     .promises = kNativePromises},
    {.name = "posix",
     .offers = unbounded,
     .points = false,
     .interrupts = true,
     .promises = kPosixPromises,
     .lacks = kPosixLacks,
     .create = Real<posix_semaphore>::create,
     .perform = Real<posix_semaphore>::perform,
     .observe = Real<posix_semaphore>::observe,
     .after_fork = Real<posix_semaphore>::after_fork},
    {.name = "boost",
     .offers = unbounded,
     .points = false,
     .interrupts = true,
     .promises = kBoostPromises,
     .lacks = kBoostLacks,
     .create = Real<boost_semaphore>::create,
     .perform = Real<boost_semaphore>::perform,
     .observe = Real<boost_semaphore>::observe,
     .after_fork = Real<boost_semaphore>::after_fork},
};

}  // namespace

std::span<const Backend> semaphore_backends() { return kBackends; }

}  // namespace rehearse
