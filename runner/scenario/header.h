// The keys of a document that are neither resources, tasks, actors nor expectations.
#pragma once
#include "runner/scenario/reading.h"

namespace rehearse {

// timeout, timing, about, tags, allow, require, skip, needs, settings.
void read_header(const Node& document, Reading& reading);
// How many actors a scenario may have: fewer where they are explored.
[[nodiscard]] int most_actors(const Scenario& scenario);

}  // namespace rehearse
