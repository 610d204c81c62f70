// What a rule is judged on.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "runner/expect/judge.h"
#include "runner/expect/lattice.h"
#include "runner/expect/letters.h"
#include "runner/expect/order.h"

namespace rehearse {

struct Evidence {
  const Program& program;
  const Trace& trace;
  const Order& order;
  bool cut_short = false;  // what was still to come is not judged

  [[nodiscard]] const Event& event(const Item& item) const { return trace.events[item.event]; }
  [[nodiscard]] const Expectation& rule(std::size_t i) const { return program.rules[i].expectation; }
  [[nodiscard]] const EventPattern& pattern(int i) const {
    return program.patterns[static_cast<std::size_t>(i)];
  }
};

// A rule with an automaton.
[[nodiscard]] RuleResult judge_events(const Evidence& evidence, std::size_t rule);
// `finally:` on how everything was when the run was over.
[[nodiscard]] RuleResult judge_finally(const Evidence& evidence, std::size_t rule);
// leads_to's `within` and `not_before`, by the clock. Empty: kept. `items` are all letters of the rule.
struct BoundMissed {
  std::string message;
  std::vector<std::size_t> events;
};
[[nodiscard]] std::optional<BoundMissed> missed_bound(const Evidence& evidence, std::size_t rule,
                                                      const Automaton& automaton,
                                                      const std::vector<Item>& items);
// One sentence: what happened instead. `at`: where the automaton broke (first_break). Adds the events that
// show it.
[[nodiscard]] std::string explain_break(const Evidence& evidence, std::size_t rule,
                                        const Automaton& automaton, const std::vector<Item>& items,
                                        std::size_t at, std::vector<std::size_t>& events);
// For an undetermined rule: which two events this run left unordered.
[[nodiscard]] std::string explain_open(const Evidence& evidence, const std::vector<Item>& items,
                                       std::vector<std::size_t>& events);

}  // namespace rehearse
