#include "primitives/semaphore.h"

#include <cstddef>

#include "primitives/real_semaphore.h"

namespace rehearse {
namespace {

SemaphoreState& of(void* state) { return *static_cast<SemaphoreState*>(state); }
const SemaphoreState& of(const void* state) { return *static_cast<const SemaphoreState*>(state); }

Effect acquire(void* state, const Call&) {
  if (of(state).value == 0) return Effect::must_wait();
  --of(state).value;
  return Effect::done(Value::boolean(true));
}

// Over the bound nothing changes, not even in part.
Effect release(void* state, const Call& call) {
  SemaphoreState& semaphore = of(state);
  const Value n = call.argument.kind == ValueKind::unset ? Value::integer(1) : call.argument;
  if (!n.is_number() || n.bits < 1) return Effect::failed(symbols::einval);
  if (n.bits > semaphore.bound - semaphore.value) return Effect::failed(symbols::eoverflow);
  semaphore.value += n.bits;
  return Effect::done().waking(Effect::Wake::look_again);
}

Value look_value(const void* state) { return Value::integer(of(state).value); }

Effect get_value(void* state, const Call&) { return Effect::done(look_value(state)); }

void init(void* state, const PrimitiveOptions& options) {
  of(state) = {options.value, options.bound < 0 ? kSemaphoreMost : options.bound};
}

constexpr Symbol kAcquireErrors[] = {symbols::eintr};
constexpr Symbol kReleaseErrors[] = {symbols::einval, symbols::eoverflow};
constexpr Symbol kWithErrors[] = {symbols::eintr, symbols::eoverflow};
constexpr Parameter kReleaseParameters[] = {
    {"n", ParameterKind::expression, false, "how many to give back at once; 1 where it is not written"}};
constexpr Parameter kWithParameters[] = {
    {"do", ParameterKind::steps, true, "the steps to do while holding one"}};

constexpr Verb kVerbs[] = {
    {.name = "acquire",
     .result = ResultKind::boolean,
     .late = Late::is_false,
     .errors = kAcquireErrors,
     .line = "Take one from the semaphore; wait while its value is 0.",
     .help = "True when it got one; false after a time-out or, without blocking, where the value was 0. A "
             "release "
             "hands nothing over: a newcomer may be faster than the waiter that it woke.",
     .example = "- acquire: s",
     .attempt = acquire,
     .interruptible = true},
    {.name = "release",
     .parameters = kReleaseParameters,
     .errors = kReleaseErrors,
     .line = "Add one to the semaphore, or `n:` at once.",
     .help = "Over its bound it fails EOVERFLOW, and nothing changes. An `n:` below 1 fails EINVAL.",
     .example = "- release: s\n  n: 2",
     .attempt = release},
    {.name = "get_value",
     .result = ResultKind::integer,
     .line = "The semaphore's value at this moment.",
     .example = "- get_value: s\n  returns: 0",
     .attempt = get_value},
    {.name = "with",
     .parameters = kWithParameters,
     .result = ResultKind::boolean,
     .late = Late::is_false,
     .errors = kWithErrors,
     .line = "Take one, do the steps, give it back on every way out.",
     .help =
         "`return`, `break`, `continue` and `fail` release it on their way; `exit` and death do not. With a "
         "`timeout:` that ran out, the steps are skipped.",
     .example = "- with: s\n  do:\n    - mark: inside",
     .interruptible = true},
};

constexpr Attribute kAttributes[] = {{"value", ResultKind::integer, look_value}};

constexpr Field kFields[] = {
    {"value", FieldKind::count, offsetof(SemaphoreState, value), sizeof(SemaphoreState::value)}};
static_assert(sizeof(SemaphoreState) <= kStateBytes);

}  // namespace

Room semaphore_room() {
  return {.id = RoomId::semaphore,
          .name = "semaphore",
          .summary = "A counting semaphore, with or without a bound.",
          .verbs = kVerbs,
          .attributes = kAttributes,
          .fields = kFields,
          .backends = semaphore_backends(),
          .default_backend = [](const PrimitiveOptions&) -> std::string_view { return "native"; },
          .init = init};
}

}  // namespace rehearse
