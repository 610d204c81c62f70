// One real run against its expectations. Three-valued: a rule fails in a real run if it is broken in every order that
// the intervals leave open, holds if it is kept in every one, else it is undetermined.
#pragma once
#include <string>
#include <vector>

#include "runner/trace/trace.h"

namespace rehearse {

struct Finding {
  std::string kind;                  // as in the language: "deadlock", "order", "unreaped child"
  Place place;
  std::string message;               // one sentence: what happened instead
  std::vector<std::string> details;  // further lines: who waits for what, hints
  std::vector<std::size_t> events;   // of the trace, that show it
};

struct RuleResult {
  enum class State : uint8_t { holds, broken, undetermined };
  State state = State::holds;
  bool triggered = true;             // false: its scope or trigger never occurred in this run
  bool bound_missed = false;         // broken only in a real-time bound (within, not_before, took)
  bool judged = true;                // false: the run was cut short before the rule could be decided
  bool peak_met = true;              // inside + peak: this run reached it
  std::string message;               // when broken: what happened instead
  std::vector<std::size_t> events;
};

struct RunJudgement {
  std::vector<RuleResult> rules;     // by Program::rules
  std::vector<Finding> findings;     // all but those of rules, first those that cut the run short
  bool cut_short = false;
};

[[nodiscard]] RunJudgement judge(const Program& program, const Trace& trace);

}  // namespace rehearse
