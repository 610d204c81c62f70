// Which automaton judges a rule, and what its letters are.
#include <algorithm>

#include "runner/expect/letters.h"

namespace rehearse {
namespace {

using Kind = Expectation::Kind;
using Suffix = EventPattern::Suffix;

class Builder {
 public:
  Builder(const Program& program, const Expectation& rule) : program_(program), rule_(rule) {}

  Automaton build(bool peak) {
    switch (rule_.kind) {
      case Kind::order: list(Monitor::Kind::order); break;
      case Kind::any_order: list(Monitor::Kind::any_order); break;
      case Kind::sequence: sequence(); break;
      case Kind::precedes: two(Monitor::Kind::precedes), trigger({1}); break;
      case Kind::leads_to: two(Monitor::Kind::leads_to), trigger({0}); break;
      case Kind::pairs: pairs(); break;
      case Kind::never: one(Monitor::Kind::never, begins_with(0)); break;
      case Kind::occurs: occurs(); break;
      case Kind::nonblocking: one(Monitor::Kind::never, Suffix::blocks); break;
      case Kind::always: entry(0, -1, Suffix::plain), monitor().kind = Monitor::Kind::never; break;
      case Kind::exclusive: spans(Monitor::Kind::exclusive); break;
      case Kind::inside: inside(peak); break;
      case Kind::blocks: blocks(); break;
      case Kind::blocked:
      case Kind::finally:
      case Kind::exit: break;
    }
    scope();
    return std::move(automaton_);
  }

 private:
  Monitor& monitor() { return automaton_.monitor; }
  int pattern(std::size_t i) const { return rule_.events[i]; }
  const EventPattern& written(std::size_t i) const {
    return program_.patterns[static_cast<std::size_t>(pattern(i))];
  }

  bool span_alone(std::size_t i) const {
    const EventPattern& event = written(i);
    return event.suffix == Suffix::plain && !event.keys.empty() && event.keys[0].kind == EventKey::Kind::span;
  }
  // A span alone counts from its beginning where the rule asks whether it was there at all.
  Suffix begins_with(std::size_t i) const { return span_alone(i) ? Suffix::begin : written(i).suffix; }

  void entry(int32_t number, int index, Suffix suffix) {
    automaton_.entries.push_back({index, suffix, number, false});
  }
  void plain_entry(std::size_t i) { entry(static_cast<int32_t>(i), pattern(i), written(i).suffix); }
  void trigger(std::vector<int32_t> group) { automaton_.triggers.push_back(std::move(group)); }

  void one(Monitor::Kind kind, Suffix suffix) {
    monitor().kind = kind;
    entry(0, pattern(0), suffix);
  }

  // Of a span in an `order` both ends count: all of it comes before what follows.
  void list(Monitor::Kind kind) {
    monitor().kind = kind;
    monitor().entries = static_cast<int32_t>(rule_.events.size());
    for (std::size_t i = 0; i < rule_.events.size(); ++i) {
      plain_entry(i);
      if (kind == Monitor::Kind::order && span_alone(i))
        entry(static_cast<int32_t>(i), pattern(i), Suffix::begin);
    }
  }

  void sequence() {
    monitor().kind = Monitor::Kind::sequence;
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < rule_.events.size(); ++i) {
      const auto found = std::find(texts.begin(), texts.end(), written(i).text);
      monitor().sequence.push_back(static_cast<int32_t>(found - texts.begin()));
      if (found != texts.end()) continue;
      entry(static_cast<int32_t>(texts.size()), pattern(i), written(i).suffix);
      texts.push_back(written(i).text);
    }
    monitor().entries = static_cast<int32_t>(texts.size());
  }

  void two(Monitor::Kind kind) {
    monitor().kind = kind;
    monitor().entries = 2;
    plain_entry(0);
    entry(1, pattern(1), kind == Monitor::Kind::precedes ? begins_with(1) : written(1).suffix);
  }

  void pairs() {
    two(Monitor::Kind::pairs);
    monitor().fifo = rule_.fifo;
    monitor().lossy = rule_.lossy;
    trigger({0});
  }

  void occurs() {
    one(Monitor::Kind::occurs, written(0).suffix);
    monitor().at_most = rule_.at_most.value_or(INT64_MAX);
    monitor().at_least = rule_.at_least.value_or(rule_.at_most ? 0 : 1);
    if (rule_.times) monitor().at_least = monitor().at_most = *rule_.times;
  }

  void spans(Monitor::Kind kind) {
    monitor().kind = kind;
    monitor().entries = static_cast<int32_t>(2 * rule_.events.size());
    for (std::size_t i = 0; i < rule_.events.size(); ++i) {
      const auto number = static_cast<int32_t>(2 * i);
      entry(number, pattern(i), Suffix::begin);
      entry(number + 1, pattern(i), Suffix::end);
      trigger({number});
    }
  }

  void inside(bool peak) {
    spans(peak ? Monitor::Kind::peak : Monitor::Kind::inside);
    monitor().at_most = rule_.at_most.value_or(INT64_MAX);
    monitor().at_least = rule_.peak.value_or(0);
  }

  void blocks() {
    monitor().kind = Monitor::Kind::blocks;
    monitor().entries = 3;
    plain_entry(0);
    automaton_.entries.push_back({pattern(0), Suffix::blocks, 1, true});
    entry(2, pattern(1), written(1).suffix);
    trigger({0, 1});
  }

  void scope() {
    monitor().scope = rule_.scope;
    monitor().each = rule_.each;
    scope_entry(monitor().scope_begin(), rule_.scope_begin);
    scope_entry(monitor().scope_end(), rule_.scope_end);
  }
  void scope_entry(int32_t number, int index) {
    if (index >= 0) entry(number, index, program_.patterns[static_cast<std::size_t>(index)].suffix);
  }

  const Program& program_;
  const Expectation& rule_;
  Automaton automaton_;
};

}  // namespace

Automaton automaton_of(const Program& program, std::size_t rule, bool peak) {
  return Builder(program, program.rules[rule].expectation).build(peak);
}

}  // namespace rehearse
