// One rule with an automaton, from its letters to a result.
#include <algorithm>

#include "runner/expect/evidence.h"

namespace rehearse {
namespace {

constexpr std::size_t kMaxMaybes = 6;

// All letters, and which of them may not have happened.
struct Reading {
  Automaton automaton;
  std::vector<Item> items;
  std::vector<uint32_t> maybes;
};

Reading read(const Evidence& evidence, std::size_t rule, bool peak) {
  Reading reading{automaton_of(evidence.program, rule, peak), {}, {}};
  reading.items = letters_of(evidence.program, evidence.trace, evidence.order, rule, reading.automaton, {});
  for (const Item& item : reading.items)
    if (evidence.event(item).maybe) reading.maybes.push_back(item.event);
  return reading;
}

struct Combined {
  bool holds = false, broken = false, undetermined = false, incomplete = false;
  void add(const LatticeResult& result) {
    holds |= result.judged == Answer::holds;
    broken |= result.judged == Answer::broken;
    undetermined |= result.judged == Answer::undetermined;
    incomplete |= result.incomplete;
  }
  [[nodiscard]] RuleResult::State state() const {
    if (undetermined || (holds && broken)) return RuleResult::State::undetermined;
    return broken ? RuleResult::State::broken : RuleResult::State::holds;
  }
};

// Each event that may have happened is tried both ways.
Combined judge_all(const Evidence& evidence, std::size_t rule, const Reading& reading) {
  Combined combined;
  if (reading.maybes.size() > kMaxMaybes) combined.undetermined = true;
  const std::size_t tried = std::min(reading.maybes.size(), kMaxMaybes);
  for (std::size_t choice = 0; choice < (std::size_t{1} << tried); ++choice) {
    std::vector<uint32_t> skipped;
    for (std::size_t i = 0; i < tried; ++i)
      if ((choice >> i) & 1) skipped.push_back(reading.maybes[i]);
    if (choice == 0) {
      combined.add(
          judge_orders(reading.automaton.monitor, reading.items, evidence.order, evidence.cut_short));
      continue;
    }
    Automaton automaton = reading.automaton;
    const auto items = letters_of(evidence.program, evidence.trace, evidence.order, rule, automaton, skipped);
    combined.add(judge_orders(automaton.monitor, items, evidence.order, evidence.cut_short));
  }
  return combined;
}

// Can the item lie in a stretch of the scope? Only the first beginning and, without `each`, the first end
// count.
bool may_be_in_scope(const Evidence& evidence, const Reading& reading, const Item& item) {
  const Monitor& monitor = reading.automaton.monitor;
  if (monitor.scope == Expectation::ScopeKind::whole) return true;
  bool begun = monitor.scope == Expectation::ScopeKind::before;
  for (const Item& other : reading.items) {
    if (monitor.means(other.letter, monitor.scope_begin()) && !evidence.order.before(item.event, other.event))
      begun = true;
    if (monitor.scope == Expectation::ScopeKind::before && monitor.means(other.letter, monitor.scope_end()) &&
        evidence.order.before(other.event, item.event))
      return false;
  }
  return begun;
}

bool scope_occurred(const Reading& reading) {
  const Monitor& monitor = reading.automaton.monitor;
  if (monitor.scope == Expectation::ScopeKind::whole || monitor.scope == Expectation::ScopeKind::before)
    return true;
  return std::any_of(reading.items.begin(), reading.items.end(),
                     [&](const Item& item) { return monitor.means(item.letter, monitor.scope_begin()); });
}

bool triggered(const Evidence& evidence, const Reading& reading) {
  if (!scope_occurred(reading)) return false;
  const auto occurred = [&](const std::vector<int32_t>& group) {
    return std::any_of(reading.items.begin(), reading.items.end(), [&](const Item& item) {
      return std::any_of(
                 group.begin(), group.end(),
                 [&](int32_t entry) { return reading.automaton.monitor.means(item.letter, entry); }) &&
             may_be_in_scope(evidence, reading, item);
    });
  };
  return std::all_of(reading.automaton.triggers.begin(), reading.automaton.triggers.end(), occurred);
}

void explain(const Evidence& evidence, std::size_t rule, const Reading& reading, RuleResult& result) {
  if (result.state == RuleResult::State::undetermined) {
    result.message = explain_open(evidence, reading.items, result.events);
    return;
  }
  const int64_t at = first_break(reading.automaton.monitor, reading.items);
  if (at >= 0)
    result.message = explain_break(evidence, rule, reading.automaton, reading.items,
                                   static_cast<std::size_t>(at), result.events);
}

void judge_bound(const Evidence& evidence, std::size_t rule, const Reading& reading, RuleResult& result) {
  const auto missed = missed_bound(evidence, rule, reading.automaton, reading.items);
  if (!missed || result.state != RuleResult::State::holds) return;
  result.state = RuleResult::State::broken;
  result.bound_missed = true;
  result.message = missed->message;
  result.events = missed->events;
}

}  // namespace

RuleResult judge_events(const Evidence& evidence, std::size_t rule) {
  RuleResult result;
  const Reading reading = read(evidence, rule, false);
  const Combined combined = judge_all(evidence, rule, reading);
  result.state = combined.state();
  result.judged = result.state != RuleResult::State::holds || !combined.incomplete;
  result.triggered = triggered(evidence, reading);
  if (result.state != RuleResult::State::holds) explain(evidence, rule, reading, result);
  judge_bound(evidence, rule, reading, result);
  if (evidence.rule(rule).peak) {
    // Only what was reached whatever the order of the events is a proof that it can be.
    Evidence whole{evidence.program, evidence.trace, evidence.order, false};
    result.peak_met = judge_all(whole, rule, read(evidence, rule, true)).state() == RuleResult::State::holds;
  }
  return result;
}

}  // namespace rehearse
