// What only leaves a trace.
#include "primitives/verbs.h"

namespace rehearse {
namespace {

constexpr Parameter kMarkParameters[] = {
    {"value", ParameterKind::expression, false, "a value that the event carries, for `pairs`"}};
constexpr Parameter kSectionParameters[] = {{"do", ParameterKind::steps, true, "the steps of the span"}};

constexpr Verb kVerbs[] = {
    {.name = "mark",
     .parameters = kMarkParameters,
     .line = "An event of this name: a point of the trace.",
     .example = "- mark: eating"},
    {.name = "section",
     .parameters = kSectionParameters,
     .line = "A span of this name, from its first step to its last.",
     .help = "Its events are `….begin` and `….end`; it ends on every way out, and with its actor.",
     .example = "- section: critical\n  do:\n    - let: {x: x + 1}"},
};

}  // namespace

Room trace_room() {
  return {.id = RoomId::trace, .name = "", .summary = "Marks and spans of the trace.", .verbs = kVerbs};
}

}  // namespace rehearse
