// Every event that the file names must be one that some written step can make.
#include <signal.h>

#include <algorithm>
#include <array>
#include <set>

#include "runner/scenario/makes_event.h"
#include "runner/scenario/nearest.h"
#include "runner/scenario/reach.h"
#include "runner/syntax/scalar.h"

namespace rehearse {
namespace {

using Kind = EventKey::Kind;
using Suffix = EventPattern::Suffix;

constexpr std::array kStops = {SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU};

struct Copy {
  int actor = -1;
  int number = 0;
};

class PatternCheck {
 public:
  PatternCheck(Scenario& scenario, Diagnostics& diagnostics)
      : scenario_(scenario), diagnostics_(diagnostics), reach_(scenario) {}

  void check();

 private:
  void check(EventPattern& pattern);
  void want_span(int pattern, std::string_view what);
  void want_spans();
  [[nodiscard]] Copy copy_of(ActorId id) const;
  [[nodiscard]] bool possible(const EventKey& key, const EventPattern& pattern) const;
  [[nodiscard]] bool possible(const EventKey& key, Suffix suffix, Copy copy) const;
  void refuse(const EventPattern& pattern);
  [[nodiscard]] std::string hint(const EventPattern& pattern) const;
  [[nodiscard]] std::string written_name(const EventPattern& pattern) const;

  Scenario& scenario_;
  Diagnostics& diagnostics_;
  Reach reach_;
};

Copy PatternCheck::copy_of(ActorId id) const {
  for (std::size_t i = 0; i < scenario_.actors.size(); ++i) {
    const Actor& actor = scenario_.actors[i];
    const int number = id.value - actor.first.value;
    if (number >= 0 && number < actor.count) return {static_cast<int>(i), number};
  }
  return {};
}

bool PatternCheck::possible(const EventKey& key, Suffix suffix, Copy copy) const {
  switch (key.kind) {
    case Kind::start:
    case Kind::exit: return true;
    case Kind::handler: return reach_.may_handle(copy.actor, key.signals.front());
    case Kind::stopped:
      return std::any_of(kStops.begin(), kStops.end(),
                         [&](int signal) { return reach_.is_sent(copy.actor, signal); });
    case Kind::continued: return reach_.is_sent(copy.actor, SIGCONT);
    default: break;
  }
  const Actor& actor = scenario_.actors[static_cast<std::size_t>(copy.actor)];
  bool made = false;
  reach_.for_each_step_of(copy.actor, [&](const Step& step) {
    made = made || makes_event(step, key, suffix, copy.number, actor, scenario_);
  });
  return made;
}

bool PatternCheck::possible(const EventKey& key, const EventPattern& pattern) const {
  return std::any_of(pattern.actors.begin(), pattern.actors.end(), [&](ActorId id) {
    const Copy copy = copy_of(id);
    return copy.actor >= 0 && possible(key, pattern.suffix, copy);
  });
}

// Only what can be stays in the pattern: so a span is told from a label of the same shape.
void PatternCheck::check(EventPattern& pattern) {
  std::vector<EventKey> left;
  for (EventKey& key : pattern.keys)
    if (possible(key, pattern)) left.push_back(key);
  if (left.empty()) refuse(pattern);
  if (!left.empty()) pattern.keys = std::move(left);
}

// The event without its actor, suffix and occurrence.
std::string PatternCheck::written_name(const EventPattern& pattern) const {
  std::string_view text = pattern.text;
  text.remove_prefix(
      std::min(text.size(), text.find('.', text.find(']') < text.find('.') ? text.find(']') : 0) + 1));
  text = text.substr(0, text.find('#'));
  for (std::string_view suffix : {".fails", ".blocks", ".begin", ".end"})
    if (text.ends_with(suffix)) text.remove_suffix(suffix.size());
  return std::string(text);
}

std::string PatternCheck::hint(const EventPattern& pattern) const {
  std::set<std::string> names;
  for (ActorId id : pattern.actors) {
    const Copy copy = copy_of(id);
    if (copy.actor < 0) continue;
    reach_.for_each_step_of(copy.actor, [&](const Step& step) {
      for (std::string& name :
           names_of_events(step, scenario_.actors[static_cast<std::size_t>(copy.actor)], scenario_))
        names.insert(std::move(name));
    });
  }
  names.erase(written_name(pattern));
  const Candidates candidates(names.begin(), names.end());
  return nearest_or_all(written_name(pattern), candidates, "there are");
}

void PatternCheck::refuse(const EventPattern& pattern) {
  const EventKey& key = pattern.keys.front();
  const std::string who = pattern.text.substr(0, pattern.text.find('.'));
  std::string message = "no step can make the event `" + pattern.text + "`";
  std::string why = hint(pattern);
  if (key.kind == Kind::handler) {
    const std::string signal = signal_name(key.signals.front());
    message = "`" + who + "` can have no handler of " + signal;
    why = "there is no `sigaction: " + signal + "` in its process, and nobody sends it " + signal;
  }
  EventPattern plain = pattern;
  plain.suffix = Suffix::plain;
  const bool without = std::any_of(plain.keys.begin(), plain.keys.end(),
                                   [&](const EventKey& each) { return possible(each, plain); });
  if (without && pattern.suffix == Suffix::blocks) why = "that step never has to wait";
  if (without && pattern.suffix == Suffix::fails) why = "that step never fails";
  diagnostics_.push_back({pattern.place, std::move(message), std::move(why)});
}

void PatternCheck::want_span(int number, std::string_view what) {
  if (number < 0) return;
  EventPattern& pattern = scenario_.patterns[static_cast<std::size_t>(number)];
  std::vector<EventKey> spans;
  for (const EventKey& key : pattern.keys)
    if (key.kind == Kind::span && possible(key, pattern)) spans.push_back(key);
  if (!spans.empty() && pattern.suffix == Suffix::plain) {
    pattern.keys = std::move(spans);
    return;
  }
  if (std::none_of(pattern.keys.begin(), pattern.keys.end(),
                   [&](const EventKey& key) { return possible(key, pattern); }))
    return;  // it is no event at all, which has been said
  diagnostics_.push_back({pattern.place,
                          "`" + std::string(what) + "` wants a span, and `" + pattern.text + "` is a point",
                          "a span is made by `section: name`, and named without `.begin` or `.end`"});
}

void PatternCheck::want_spans() {
  for (const Expectation& expectation : scenario_.expectations) {
    if (expectation.kind == Expectation::Kind::exclusive)
      for (int pattern : expectation.events) want_span(pattern, "exclusive");
    if (expectation.kind == Expectation::Kind::inside && !expectation.events.empty())
      want_span(expectation.events.front(), "inside");
    for_each_expression(expectation.condition, [&](const Expression& e) {
      if (e.op == Expression::Op::inside) want_span(e.pattern, "inside");
    });
  }
}

void PatternCheck::check() {
  for (EventPattern& pattern : scenario_.patterns) check(pattern);
  want_spans();
}

}  // namespace

void check_patterns(Scenario& scenario, Diagnostics& diagnostics) {
  PatternCheck(scenario, diagnostics).check();
}

}  // namespace rehearse
