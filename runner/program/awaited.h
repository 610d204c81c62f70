// Which awaited (or counted) patterns an event can satisfy, known before the run: an actor's copies are
// apart, and so are elements but for those that a variable names.
#pragma once
#include <vector>

#include "runner/program/build.h"

namespace rehearse {

// Fills Program::awaits from the `await` steps and from what an `always` counts.
void collect_awaits(Build& build);
// For a step of `actor` that is about objects, actors or signals `first` … `first + count - 1` (or a name).
[[nodiscard]] std::vector<int> awaited_by(const Build& build, ActorId actor, const StepInfo& info,
                                          int32_t first, int32_t count);
// For the events that are no step's: an actor's start, exit, stop, continuing, handlers.
[[nodiscard]] std::vector<int> awaited_of(const Build& build, ActorId actor);

}  // namespace rehearse
