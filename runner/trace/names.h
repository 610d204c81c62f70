// What things in a trace are called when people read of them.
#pragma once
#include <string>

#include "runner/syntax/scalar.h"  // signal_name
#include "runner/trace/trace.h"

namespace rehearse {

[[nodiscard]] std::string actor_name(const Program& program, ActorId actor);
[[nodiscard]] std::string object_name(const Program& program, ObjectId object);
// What the step's verb names, worked out: "fork[2]", "worker", "SIGUSR1"; empty for a verb without one.
[[nodiscard]] std::string target_name(const Program& program, StepId step, int32_t target);
// As in an event without its actor: "acquire(fork[2])", a label, a section's name.
[[nodiscard]] std::string step_name(const Program& program, StepId step, int32_t target);

}  // namespace rehearse
