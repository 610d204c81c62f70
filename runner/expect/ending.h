// How a run and its actors ended: the rules `blocked` and `exit`, and the findings that need no rule.
#pragma once
#include <string>
#include <vector>

#include "runner/expect/judge.h"

namespace rehearse {

// Every non-daemon actor ended by itself, or `blocked:` holds. Only then what was still to come is missed.
struct RunEnd {
  bool reached = false;
  bool blocked_as_expected = false;
};
[[nodiscard]] RunEnd run_end(const Program& program, const Trace& trace);

[[nodiscard]] RuleResult judge_blocked(const Program& program, const Trace& trace, std::size_t rule);
[[nodiscard]] RuleResult judge_exit(const Program& program, const Trace& trace, std::size_t rule);

// Is it asleep in a step that the pattern means?
[[nodiscard]] bool waits_in(const Program& program, const Trace& trace, ActorId actor,
                            const EventPattern& pattern);
// It only joins its children after its last step.
[[nodiscard]] bool joins_at_end(const ActorEnd& end);

void find_unexpected_exits(const Program& program, const Trace& trace, std::vector<Finding>& findings);
// `took:` not kept: one finding a step, of the kind "took". A real-time bound, so it decides only if every
// run misses it.
void find_missed_durations(const Program& program, const Trace& trace, std::vector<Finding>& findings);
void find_unreaped_children(const Program& program, const Trace& trace, std::vector<Finding>& findings);

}  // namespace rehearse
