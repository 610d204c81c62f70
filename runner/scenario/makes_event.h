// Whether one written step can make an event of a pattern.
#pragma once
#include "runner/scenario/scenario.h"

namespace rehearse {

// `copy`: which copy of its actor runs the step. Where only the run knows (an index from a variable), yes.
[[nodiscard]] bool makes_event(const Step& step, const EventKey& key, EventPattern::Suffix suffix, int copy,
                               const Actor& actor, const Scenario& scenario);
// What the step's events are called after their actor: "acquire(m)", "release(m)", a label. For hints.
[[nodiscard]] std::vector<std::string> names_of_events(const Step& step, const Actor& actor,
                                                       const Scenario& scenario);

}  // namespace rehearse
