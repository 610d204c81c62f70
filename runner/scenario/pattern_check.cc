// Every event that the file names must be one that some written step can make.
#include <signal.h>

#include <algorithm>
#include <array>
#include <set>

#include "runner/scenario/lexer.h"
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
  [[nodiscard]] std::string reason(const EventPattern& pattern) const;
  [[nodiscard]] std::string elsewhere(const EventPattern& pattern) const;
  [[nodiscard]] static std::size_t name_begin(const EventPattern& pattern);
  [[nodiscard]] static std::string written_name(const EventPattern& pattern);

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

// Only what can be stays in the pattern: so a span is told from a label of the same shape, and an `await` of
// "*.ready" does not wait for actors that have no such step. A copy that has the step counts, reached or not.
void PatternCheck::check(EventPattern& pattern) {
  std::vector<EventKey> left;
  for (EventKey& key : pattern.keys)
    if (possible(key, pattern)) left.push_back(key);
  if (left.empty()) refuse(pattern);
  if (left.empty()) return;
  pattern.keys = std::move(left);
  std::erase_if(pattern.actors, [&](ActorId id) {
    const Copy copy = copy_of(id);
    return copy.actor < 0 || std::none_of(pattern.keys.begin(), pattern.keys.end(), [&](const EventKey& key) {
             return possible(key, pattern.suffix, copy);
           });
  });
}

// Where the event's name begins, behind its actor, index and dot.
std::size_t PatternCheck::name_begin(const EventPattern& pattern) {
  const std::string& text = pattern.text;
  const std::size_t dot = text.find('.'), bracket = text.find('[');
  const std::size_t from = bracket < dot ? find_closing(text, bracket + 1, '[', ']') : 0;
  return text.find('.', from) + 1;
}

// The event without its actor, suffix and occurrence.
std::string PatternCheck::written_name(const EventPattern& pattern) {
  std::string_view text = pattern.text;
  text = text.substr(name_begin(pattern));
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

// What stands in the way where the event's shape says it.
std::string PatternCheck::reason(const EventPattern& pattern) const {
  EventPattern plain = pattern;
  plain.suffix = Suffix::plain;
  const bool without = std::any_of(plain.keys.begin(), plain.keys.end(),
                                   [&](const EventKey& key) { return possible(key, plain); });
  if (without && pattern.suffix == Suffix::blocks) return "that step never has to wait";
  if (without && pattern.suffix == Suffix::fails) return "that step never fails";
  const Kind last = pattern.keys.back().kind;
  if (last == Kind::stopped) return "nobody sends it a signal that stops, such as SIGSTOP";
  if (last == Kind::continued) return "nobody sends it SIGCONT";
  return {};
}

// "`a.eating` exists": the same name in another actor.
std::string PatternCheck::elsewhere(const EventPattern& pattern) const {
  for (std::size_t i = 0; i < scenario_.actors.size(); ++i) {
    const Actor& actor = scenario_.actors[i];
    EventPattern other = pattern;
    other.actors.clear();
    for (int copy = 0; copy < actor.count; ++copy) other.actors.emplace_back(actor.first.value + copy);
    if (std::any_of(other.keys.begin(), other.keys.end(),
                    [&](const EventKey& key) { return possible(key, other); }))
      return "`" + actor.name + pattern.text.substr(name_begin(pattern) - 1) + "` exists";
  }
  return {};
}

void PatternCheck::refuse(const EventPattern& pattern) {
  const EventKey& key = pattern.keys.front();
  if (key.kind == Kind::handler) {
    const std::string signal = signal_name(key.signals.front());
    diagnostics_.push_back(
        {pattern.place,
         "`" + pattern.text.substr(0, name_begin(pattern) - 1) + "` can have no handler of " + signal,
         "there is no `sigaction: " + signal + "` in its process, and nobody sends it " + signal});
    return;
  }
  std::string why = reason(pattern);
  if (why.empty()) why = elsewhere(pattern);
  if (why.empty()) why = hint(pattern);
  diagnostics_.push_back(
      {pattern.place, "no step can make the event `" + pattern.text + "`", std::move(why)});
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
