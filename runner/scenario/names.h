// The names that an actor or a task instance writes become entries of its environment.
#pragma once
#include "runner/scenario/step_context.h"

namespace rehearse {

// All that the actor's steps and handlers write.
void declare_actor_names(const Node& steps, StepContext& context);
// Those of one call: its parameters that are values, and what its steps write; entered in the actor's table
// under the instance's name, "enter#2.x". `context` has no names yet but the aliases. Returns the names that
// are no parameters.
std::vector<int> declare_instance_names(const Task& task, const std::string& instance,
                                        const std::vector<std::string>& values, StepContext& context);
// What its parameters stand for is not known: texts that mention them are not read.
void declare_names_of_uncalled_task(const Task& task, StepContext& context);
// Whether the actor's process has threads beside its first one: then its handlers have no names.
[[nodiscard]] bool has_threads(const StepContext& context);

}  // namespace rehearse
