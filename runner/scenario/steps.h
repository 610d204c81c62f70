// The steps of an actor or of a task.
#pragma once
#include "runner/scenario/reading.h"

namespace rehearse {

// Also fills Actor::names.
[[nodiscard]] Steps read_steps_of_actor(const Node& list, int actor, Reading& reading);
// For its errors alone; nothing of it stays in the scenario.
void read_steps_of_uncalled_task(const std::string& name, Task& task, Reading& reading);

}  // namespace rehearse
