#include "primitives/lock.h"

#include <cstddef>

#include "primitives/real_lock.h"

namespace rehearse {
namespace {

LockState& of(void* state) { return *static_cast<LockState*>(state); }
const LockState& of(const void* state) { return *static_cast<const LockState*>(state); }

Effect acquire(void* state, const Call& call) {
  LockState& lock = of(state);
  if (lock.locked != 0) return Effect::must_wait();
  lock = {call.actor.value, 1};
  return Effect::done(Value::boolean(true));
}

Effect release(void* state, const Call&) {
  LockState& lock = of(state);
  if (lock.locked == 0) return Effect::failed(symbols::eperm);
  lock = {};
  return Effect::done().waking(Effect::Wake::look_again);
}

// Also looked at where no guard is held (real backends), hence the atomic read.
Value look_locked(const void* state) {
  return Value::boolean(__atomic_load_n(&of(state).locked, __ATOMIC_ACQUIRE) != 0);
}

Effect locked(void* state, const Call&) { return Effect::done(look_locked(state)); }

void init(void* state, const PrimitiveOptions&) { of(state) = {}; }

// The token is as it was; only a lock taken by somebody else than the forking thread is now held by nobody.
void on_fork(void* state, ActorId parent, ActorId child) {
  LockState& lock = of(state);
  lock.holder = lock.holder == parent.value ? child.value : -1;
}

ActorId holder(const void* state) { return ActorId(__atomic_load_n(&of(state).holder, __ATOMIC_ACQUIRE)); }

constexpr Symbol kAcquireErrors[] = {symbols::eintr};
constexpr Symbol kReleaseErrors[] = {symbols::eperm};
constexpr Symbol kWithErrors[] = {symbols::eintr, symbols::eperm};
constexpr Parameter kWithParameters[] = {
    {"do", ParameterKind::steps, true, "the steps to do while holding it"}};

constexpr Verb kVerbs[] = {
    {.name = "acquire",
     .result = ResultKind::boolean,
     .late = Late::is_false,
     .errors = kAcquireErrors,
     .line = "Take the lock; wait while it is taken.",
     .help = "True when it was taken; false after a time-out or, without blocking, where it was not free. A "
             "release "
             "hands nothing over: a newcomer may take the lock before the waiter that the release woke, "
             "which then "
             "waits again.",
     .example = "- acquire: l",
     .attempt = acquire,
     .interruptible = true},
    {.name = "release",
     .errors = kReleaseErrors,
     .line = "Give the lock back; anyone may, whoever took it.",
     .help = "Releasing a free lock fails EPERM.",
     .example = "- release: l",
     .attempt = release},
    {.name = "with",
     .parameters = kWithParameters,
     .result = ResultKind::boolean,
     .late = Late::is_false,
     .errors = kWithErrors,
     .line = "Take the lock, do the steps, give it back on every way out.",
     .help =
         "`return`, `break`, `continue` and `fail` release it on their way; `exit` and death do not. With a "
         "`timeout:` that ran out, the steps are skipped.",
     .example = "- with: l\n  do:\n    - mark: inside",
     .interruptible = true},
    {.name = "locked",
     .result = ResultKind::boolean,
     .line = "Whether somebody has it at this moment.",
     .example = "- locked: l\n  returns: true",
     .attempt = locked},
};

constexpr Attribute kAttributes[] = {{"locked", ResultKind::boolean, look_locked}};

constexpr Field kFields[] = {
    {"holder", FieldKind::actor, offsetof(LockState, holder), sizeof(LockState::holder)},
    {"locked", FieldKind::flag, offsetof(LockState, locked), sizeof(LockState::locked)},
};
static_assert(sizeof(LockState) <= kStateBytes);

}  // namespace

Room lock_room() {
  return {.id = RoomId::lock,
          .name = "lock",
          .summary = "Python's Lock: a token without owner; anyone may release it.",
          .verbs = kVerbs,
          .attributes = kAttributes,
          .fields = kFields,
          .backends = lock_backends(),
          .default_backend = [](const PrimitiveOptions&) -> std::string_view { return "native"; },
          .init = init,
          .on_fork = on_fork,
          .holder = holder};
}

}  // namespace rehearse
