#include "primitives/event.h"

#include <cstddef>

#include "primitives/promises.h"

namespace rehearse {
namespace {

EventState& of(void* state) { return *static_cast<EventState*>(state); }
const EventState& of(const void* state) { return *static_cast<const EventState*>(state); }

Effect wait(void* state, const Call& call) {
  if (of(state).set == 0 && !call.granted) return Effect::must_wait();
  return Effect::done(Value::boolean(true));
}

Effect set(void* state, const Call&) {
  of(state).set = 1;
  return Effect::done().waking(Effect::Wake::grant, -1);
}

Effect clear(void* state, const Call&) {
  of(state).set = 0;
  return Effect::done();
}

Value look_set(const void* state) { return Value::boolean(of(state).set != 0); }

Effect is_set(void* state, const Call&) { return Effect::done(look_set(state)); }

void init(void* state, const PrimitiveOptions& options) { of(state).set = options.set ? 1 : 0; }

constexpr Symbol kWaitErrors[] = {symbols::eintr};

constexpr Verb kVerbs[] = {
    {.name = "wait",
     .result = ResultKind::boolean,
     .late = Late::is_false,
     .errors = kWaitErrors,
     .line = "Wait until the event is set.",
     .help = "True at once where it is set, and true for everyone who waits while somebody sets it, even if "
             "`clear` "
             "follows at once. False after a time-out or, without blocking, where it is not set.",
     .example = "- wait: e\n  timeout: 100ms",
     .attempt = wait,
     .interruptible = true},
    {.name = "set",
     .line = "Set the event and free everyone who waits for it.",
     .help = "Setting it again changes nothing.",
     .example = "- set: e",
     .attempt = set},
    {.name = "clear",
     .line = "Clear the event: from now on `wait` waits.",
     .help = "Whoever waited when it was last set is free nevertheless.",
     .example = "- clear: e",
     .attempt = clear},
    {.name = "is_set",
     .result = ResultKind::boolean,
     .line = "Whether the event is set at this moment.",
     .example = "- is_set: e\n  returns: false",
     .attempt = is_set},
};

constexpr Attribute kAttributes[] = {{"is_set", ResultKind::boolean, look_set}};

constexpr Field kFields[] = {{"set", FieldKind::flag, offsetof(EventState, set), sizeof(EventState::set)}};

constexpr Promise kPromises[] = {
    {"waiter killed", kNativeWaiterKilled},
    {"owner killed", "Has no owner."},
    {"interruptible", kNativeInterruptible},
    {"time-outs", kNativeTimeOuts},
    {"order of points", kNativePoints},
    {"set and clear", "A set frees everyone who waits at that moment."},
};
constexpr Backend kBackends[] = {{.name = "native",
                                  .offers = [](const PrimitiveOptions&) { return true; },
                                  .points = true,
                                  .interrupts = true,
                                  .promises = kPromises}};

}  // namespace

Room event_room() {
  return {.id = RoomId::event,
          .name = "event",
          .summary = "threading.Event, across processes too.",
          .verbs = kVerbs,
          .attributes = kAttributes,
          .fields = kFields,
          .backends = kBackends,
          .default_backend = [](const PrimitiveOptions&) -> std::string_view { return "native"; },
          .init = init};
}

}  // namespace rehearse
