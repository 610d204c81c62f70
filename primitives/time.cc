// Time and the order of other actors' events.
#include "primitives/verbs.h"

namespace rehearse {
namespace {

constexpr Symbol kSleepErrors[] = {symbols::eintr};
constexpr Parameter kAwaitParameters[] = {
    {"times", ParameterKind::expression, false, "how many occurrences, in total over the actors named"}};

constexpr Verb kVerbs[] = {
    {.name = "sleep",
     .errors = kSleepErrors,
     .line = "Sleep for at least this time.",
     .help =
         "After a handler it goes on with the time that was left; with `interruptible: true` it fails EINTR.",
     .example = "- sleep: 10ms",
     .waits = true,
     .interruptible = true},
    {.name = "yield", .line = "Let others move first, if the scheduler likes.", .example = "- yield"},
    {.name = "await",
     .parameters = kAwaitParameters,
     .result = ResultKind::boolean,
     .late = Late::is_false,
     .line = "Wait for an event that has occurred since the scenario began.",
     .help = "Of several copies once each. A `….blocks` is a state: all of them are asleep there now. It is "
             "a device "
             "of the test: it orders time, not memory.",
     .example = "- await: server.ready"},
};

}  // namespace

Room time_room() {
  return {.id = RoomId::time, .name = "", .summary = "Time, and awaiting events.", .verbs = kVerbs};
}

}  // namespace rehearse
