// What stands beside a step's verb: the uses of its result and the ways to wait.
#pragma once
#include "runner/scenario/step_context.h"

namespace rehearse {

// What the check knows of the step at hand, beside its verb's table.
struct Uses {
  const Verb& verb;
  bool any_error = false;         // `call`: a task fails with names of its own
  std::string not_interruptible;  // why `interruptible:` means nothing here; empty: it does
  ResultKind result = verb.result;
};

// `as`, `into`, `returns` …: what may stand beside any verb that allows it.
[[nodiscard]] bool is_modifier(std::string_view key);
// Reads all modifiers into the step, and refuses every other key that is no parameter of the verb.
void read_modifiers(const WrittenStep& written, const Uses& uses, Step& step, StepContext& context);

}  // namespace rehearse
