#include "primitives/mutex.h"

#include <cstddef>

#include "primitives/real_mutex.h"

namespace rehearse {

Effect not_the_owner(const MutexState& mutex) {
  const bool checked = mutex.recursive || mutex.errorcheck || mutex.robust;
  return checked ? Effect::failed(symbols::eperm) : Effect::misuse();
}

namespace {

MutexState& of(void* state) { return *static_cast<MutexState*>(state); }
const MutexState& of(const void* state) { return *static_cast<const MutexState*>(state); }

bool owns(const MutexState& mutex, const Call& call) {
  return mutex.depth > 0 && mutex.owner == call.actor.value && mutex.health != MutexState::owner_dead;
}

Effect acquire_again(MutexState& mutex, const Call& call) {
  if (mutex.recursive) {
    ++mutex.depth;
    return Effect::done(Value::boolean(true));
  }
  // pthread_mutex_trylock says EBUSY where pthread_mutex_lock says EDEADLK.
  return mutex.errorcheck && !call.try_only ? Effect::failed(symbols::edeadlk) : Effect::must_wait();
}

Effect acquire(void* state, const Call& call) {
  MutexState& mutex = of(state);
  if (mutex.health == MutexState::unrecoverable) return Effect::failed(symbols::enotrecoverable);
  if (owns(mutex, call)) return acquire_again(mutex, call);
  const bool inherits = mutex.health == MutexState::owner_dead;
  if (mutex.depth > 0 && !inherits) return Effect::must_wait();
  mutex.owner = call.actor.value;
  mutex.depth = 1;
  if (!inherits) return Effect::done(Value::boolean(true));
  mutex.health = MutexState::inconsistent;
  return Effect::failed(symbols::eownerdead);
}

Effect release(void* state, const Call& call) {
  MutexState& mutex = of(state);
  if (!owns(mutex, call)) return not_the_owner(mutex);
  if (--mutex.depth > 0) return Effect::done();
  mutex.owner = -1;
  if (mutex.health == MutexState::inconsistent) mutex.health = MutexState::unrecoverable;
  return Effect::done().waking(Effect::Wake::look_again);
}

Effect consistent(void* state, const Call& call) {
  MutexState& mutex = of(state);
  if (!owns(mutex, call) || mutex.health != MutexState::inconsistent) return Effect::failed(symbols::einval);
  mutex.health = MutexState::consistent;
  return Effect::done();
}

// Also looked at where no guard is held (real backends), hence the atomic reads. A robust mutex whose owner
// died counts as locked until somebody inherits it.
Value look_locked(const void* state) {
  return Value::boolean(__atomic_load_n(&of(state).depth, __ATOMIC_ACQUIRE) != 0);
}

Effect locked(void* state, const Call&) { return Effect::done(look_locked(state)); }

ActorId owner(const void* state) { return ActorId(__atomic_load_n(&of(state).owner, __ATOMIC_ACQUIRE)); }

void init(void* state, const PrimitiveOptions& options) {
  of(state) = {.recursive = options.recursive, .errorcheck = options.errorcheck, .robust = options.robust};
}

// The dead owner stays written down: messages name it, and it counts as locked.
Effect on_end(void* state, ActorId actor) {
  MutexState& mutex = of(state);
  if (!mutex.robust || mutex.depth == 0 || mutex.owner != actor.value) return Effect::done();
  mutex.health = MutexState::owner_dead;
  return Effect::done().waking(Effect::Wake::look_again);
}

void on_fork(void* state, ActorId parent, ActorId child) {
  MutexState& mutex = of(state);
  if (mutex.depth == 0 || mutex.health == MutexState::owner_dead) return;
  mutex.owner = mutex.owner == parent.value ? child.value : -1;
}

constexpr Symbol kAcquireErrors[] = {symbols::edeadlk, symbols::eownerdead, symbols::enotrecoverable};
constexpr Symbol kReleaseErrors[] = {symbols::eperm};
constexpr Symbol kWithErrors[] = {symbols::edeadlk, symbols::eownerdead, symbols::enotrecoverable,
                                  symbols::eperm};
constexpr Symbol kConsistentErrors[] = {symbols::einval};
constexpr Parameter kWithParameters[] = {
    {"do", ParameterKind::steps, true, "the steps to do while holding it"}};

constexpr Verb kVerbs[] = {
    {.name = "acquire",
     .result = ResultKind::boolean,
     .late = Late::is_false,
     .errors = kAcquireErrors,
     .line = "Take the mutex; wait while another holds it.",
     .help =
         "True when it was taken; false after a time-out or, without blocking, where it was not free. "
         "Relocked by "
         "its owner: a recursive one is taken once more, an errorcheck one fails EDEADLK, others block for "
         "ever. "
         "Robust: after its owner ended holding it, `acquire` fails EOWNERDEAD and holds it; after a release "
         "without `consistent` it fails ENOTRECOVERABLE for ever.",
     .example = "- acquire: m",
     .attempt = acquire},
    {.name = "release",
     .errors = kReleaseErrors,
     .line = "Give the mutex back; only its owner may.",
     .help = "Free or another's: the finding `not owner`; recursive, errorcheck and robust ones fail EPERM.",
     .example = "- release: m",
     .attempt = release},
    {.name = "with",
     .parameters = kWithParameters,
     .result = ResultKind::boolean,
     .late = Late::is_false,
     .errors = kWithErrors,
     .line = "Take the mutex, do the steps, give it back on every way out.",
     .help =
         "`return`, `break`, `continue` and `fail` release it on their way; `exit` and death do not. With a "
         "`timeout:` that ran out, the steps are skipped.",
     .example = "- with: m\n  do:\n    - let: {x: x + 1}"},
    {.name = "locked",
     .result = ResultKind::boolean,
     .line = "Whether somebody holds it at this moment.",
     .example = "- locked: m\n  returns: true",
     .attempt = locked},
    {.name = "consistent",
     .errors = kConsistentErrors,
     .line = "Say that what a robust mutex guards is in order again after EOWNERDEAD.",
     .help = "EINVAL for anyone who does not hold the mutex after EOWNERDEAD.",
     .example = "- consistent: m",
     .attempt = consistent},
};

constexpr Attribute kAttributes[] = {{"locked", ResultKind::boolean, look_locked}};

constexpr Field kFields[] = {
    {"owner", FieldKind::actor, offsetof(MutexState, owner), sizeof(MutexState::owner)},
    {"depth", FieldKind::count, offsetof(MutexState, depth), sizeof(MutexState::depth)},
    {"health", FieldKind::count, offsetof(MutexState, health), sizeof(MutexState::health)},
};
static_assert(sizeof(MutexState) <= kStateBytes);

std::string_view default_backend(const PrimitiveOptions& options) {
  return options.errorcheck || options.robust ? "posix" : "boost";
}

}  // namespace

Room mutex_room() {
  return {.id = RoomId::mutex,
          .name = "mutex",
          .summary = "POSIX mutex, owned: plain, recursive, errorcheck or robust.",
          .verbs = kVerbs,
          .attributes = kAttributes,
          .fields = kFields,
          .backends = mutex_backends(),
          .default_backend = default_backend,
          .init = init,
          .on_end = on_end,
          .on_fork = on_fork,
          .owner = owner,
          .holder = owner};
}

}  // namespace rehearse
