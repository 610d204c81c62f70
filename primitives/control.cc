// Variables and the way from step to step.
#include "primitives/verbs.h"

namespace rehearse {
namespace {

constexpr Parameter kAtomicParameters[] = {{"when", ParameterKind::expression, false,
                                            "do it only where this is true, in the same indivisible step"}};
constexpr Parameter kIfParameters[] = {
    {"then", ParameterKind::steps, true, "the steps where it is true"},
    {"elif", ParameterKind::steps, false, "a list of `{if: …, then: […]}`, tried in turn"},
    {"else", ParameterKind::steps, false, "the steps where nothing was true"},
};
constexpr Parameter kWhileParameters[] = {{"do", ParameterKind::steps, true, "the steps of each round"}};
constexpr Parameter kRepeatParameters[] = {
    {"do", ParameterKind::steps, true, "the steps of each round"},
    {"counter", ParameterKind::name, false, "a name that counts the rounds, from 0"},
};
constexpr Parameter kCallParameters[] = {
    {"args", ParameterKind::expression, false, "values or resources, by the names of the task's parameters"}};

constexpr Verb kVerbs[] = {
    {.name = "let",
     .line = "Set variables and names, in written order.",
     .help = "Each read and each write of a `shared`, `atomic` or `local` variable is a step of its own: "
             "`let: {x: x + 1}` is a read, then a write, with room between them.",
     .example = "- let: {x: x + 1}"},
    {.name = "atomic",
     .parameters = kAtomicParameters,
     .result = ResultKind::value,
     .line = "Set variables in one indivisible step; gives the old value.",
     .help = "It may look at words, names, actors, events and `native` primitives, nothing else.",
     .example = "- atomic: {x: x + 1}\n  into: old"},
    {.name = "assert",
     .line = "End the scenario with the finding `assertion` unless this is true.",
     .example = "- assert: x == 2"},
    {.name = "if",
     .parameters = kIfParameters,
     .line = "Do steps where an expression is true.",
     .example = "- if: x > 0\n  then:\n    - mark: positive"},
    {.name = "while",
     .parameters = kWhileParameters,
     .line = "Do steps as long as an expression is true.",
     .example = "- while: not done\n  do:\n    - yield"},
    {.name = "repeat",
     .parameters = kRepeatParameters,
     .line = "Do steps so many times.",
     .example = "- repeat: 3\n  counter: i\n  do:\n    - release: s"},
    {.name = "break", .line = "Leave the innermost loop.", .example = "- break"},
    {.name = "continue", .line = "Go on with the innermost loop's next round.", .example = "- continue"},
    {.name = "call",
     .parameters = kCallParameters,
     .result = ResultKind::value,
     .line = "Do a task's steps; gives what it returned, or `none`.",
     .help = "A task sees its parameters, its own names, params, `index` and `self`. Calls do not recur.",
     .example = "- call: enter\n  args: {room: m}"},
    {.name = "return",
     .line = "End the task, handler or actor; a task gives this to its `call`.",
     .example = "- return: x + 1"},
    {.name = "fail", .line = "End the task with this error.", .example = "- fail: TooLate"},
};

}  // namespace

Room control_room() {
  return {.id = RoomId::control,
          .name = "",
          .summary = "Variables and the way from step to step.",
          .verbs = kVerbs};
}

}  // namespace rehearse
