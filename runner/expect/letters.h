// From a rule and a trace to the rule's automaton and the letters that it eats.
#pragma once
#include <cstdint>
#include <vector>

#include "runner/expect/lattice.h"
#include "runner/expect/monitor.h"
#include "runner/expect/order.h"

namespace rehearse {

// One of the rule's entries, and which events are it.
struct RuleEntry {
  int pattern = -1;  // index into Program::patterns; -1: `always` events of the rule
  EventPattern::Suffix suffix = EventPattern::Suffix::plain;
  int32_t number = 0;    // of the automaton
  bool wait_of = false;  // the `.blocks` that belongs to each occurrence of the pattern (rule `blocks`)
};

struct Automaton {
  Monitor monitor;
  std::vector<RuleEntry> entries;
  // The rule is vacuous unless of each of these groups some entry occurs. Empty: it never is.
  std::vector<std::vector<int32_t>> triggers;
};

// For every kind that has one: not for blocked, exit, finally. `peak`: the automaton of inside's `peak:`.
[[nodiscard]] Automaton automaton_of(const Program& program, std::size_t rule, bool peak = false);

// `skipped`: events `maybe` that are taken not to have happened. Sets the monitor's meanings, and by_value.
[[nodiscard]] std::vector<Item> letters_of(const Program& program, const Trace& trace, const Order& order,
                                           std::size_t rule, Automaton& automaton,
                                           const std::vector<uint32_t>& skipped);

// How often the pattern, with this suffix, has occurred in the whole run; spans that an exit ended included.
[[nodiscard]] int64_t count_occurrences(const Program& program, const Trace& trace, const Order& order, int pattern,
                                        EventPattern::Suffix suffix);

}  // namespace rehearse
