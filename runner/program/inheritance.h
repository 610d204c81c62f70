// Which handlers an actor may have to run: those that its process's actors install, and those that its
// process inherits by fork from whoever begins it.
#pragma once
#include <vector>

#include "runner/program/build.h"

namespace rehearse {

// Fills Build::handlers and Program::handlers.
void collect_handlers(Build& build);
// By index into Scenario::actors: ascending indices into Program::handlers.
[[nodiscard]] std::vector<std::vector<int>> runnable_handlers(const Build& build);

}  // namespace rehearse
