// The search over a partial order against the definition by lists, over every order that the intervals leave
// open.
#include <gtest/gtest.h>

#include <numeric>
#include <random>

#include "runner/expect/judge.h"
#include "tests/unit/expect/definition.h"
#include "tests/unit/expect/sample.h"

namespace rehearse {
namespace {

using testing::Definition;
using testing::List;
using testing::Point;
using testing::Sample;
using Kind = Expectation::Kind;
using ScopeKind = Expectation::ScopeKind;
using State = RuleResult::State;

// A small run: every event has an instant, and an interval around it that its neighbours in the same actor
// bound.
class RandomRun {
 public:
  RandomRun(uint32_t seed, Kind kind) : random_(seed), kind_(kind) {
    for (const char* name : {"a", "b", "c"}) sample.actor(name);
    sample.section("s");
    sample.section("r");
    const int count = number(2, 7);
    for (int i = 0; i < count; ++i) add(i);
    if (spans()) add_exits(count);
    widen();
    add_causes();
    if (number(0, 3) == 0) add_maybe();
  }

  int number(int least, int most) { return std::uniform_int_distribution<int>(least, most)(random_); }

  Sample sample;
  std::vector<std::pair<int, int>> causes;  // of events, by index

 private:
  [[nodiscard]] bool spans() const { return kind_ == Kind::exclusive || kind_ == Kind::inside; }

  void add(int i) {
    const int actor = number(0, 2);
    const std::string name(1, static_cast<char>('a' + actor));
    std::string event = std::string(1, "xyxyz"[number(0, 4)]);
    if (spans()) {
      std::string section = number(0, 2) == 0 ? "r" : "s";
      auto& open = open_[static_cast<std::size_t>(actor)];
      const bool ends = !open.empty() && number(0, 3) != 0;
      event = ends ? open.back() + ".end" : section + ".begin";
      if (ends)
        open.pop_back();
      else
        open.push_back(section);
    } else if ((kind_ == Kind::blocks || kind_ == Kind::nonblocking) && number(0, 2) == 0) {
      event += ".blocks";
    }
    happen(name + "." + event, i);
  }
  void add_exits(int count) {
    for (int actor = 0; actor < 3; ++actor)
      if (number(0, 2) == 0) happen(std::string(1, static_cast<char>('a' + actor)) + ".exit", count + actor);
  }
  void happen(const std::string& text, int i) {
    const auto instant = static_cast<uint64_t>(i + 1) * 1000;
    Event& event = sample.happens(text, instant, instant);
    event.value = Value::integer(number(1, 2));
  }

  // The tickets are made different by a digit of their own.
  void widen() {
    auto& events = sample.trace.events;
    const int reach = number(0, 1) * number(500, 8000);
    for (std::size_t i = 0; i < events.size(); ++i) {
      uint64_t low = 1, high = 100'000;
      for (const Event& other : events) {
        if (other.actor != events[i].actor || &other == &events[i]) continue;
        if (other.point == kNoTicket && other.end < events[i].end) low = std::max(low, other.end + 10);
        if (other.begin > events[i].begin) high = std::min(high, other.begin - 10);
      }
      const auto instant = events[i].begin;
      events[i].begin =
          std::max(low, instant - std::min<uint64_t>(instant - 1, static_cast<uint64_t>(number(0, reach)))) /
              10 * 10 +
          i % 10;
      events[i].end = std::min(high, instant + static_cast<uint64_t>(number(0, reach))) / 10 * 10 + i % 10;
      if (events[i].begin > events[i].end) std::swap(events[i].begin, events[i].end);
      instants_.push_back(instant);
      // A point is an instant: it says all that there is to know.
      if (number(0, 4) == 0) events[i].point = std::clamp(instant, events[i].begin, events[i].end);
    }
  }
  void add_causes() {
    auto& events = sample.trace.events;
    for (int tries = number(0, 2); tries > 0; --tries) {
      const int a = number(0, static_cast<int>(events.size()) - 1),
                b = number(0, static_cast<int>(events.size()) - 1);
      Event& from = events[static_cast<std::size_t>(a)];
      Event& to = events[static_cast<std::size_t>(b)];
      if (a >= b || from.actor == to.actor || to.cause.actor.valid()) continue;
      to.cause = Sample::because(from);
      causes.emplace_back(a, b);
    }
  }
  // The last event of an actor that was killed in it.
  void add_maybe() {
    auto& events = sample.trace.events;
    Event& last = events.back();
    if (last.kind != Event::Kind::step || sample.program.steps[last.step.index()].span.valid()) return;
    last.maybe = true;
    last.point = kNoTicket;
    last.end = 200'000;
  }

  std::mt19937 random_;
  Kind kind_;
  std::vector<std::string> open_[3];
  std::vector<uint64_t> instants_;
};

// Which events come before which: intervals, one actor's own order, causes, and chains of these.
std::vector<std::vector<bool>> relation(const RandomRun& run) {
  const auto& events = run.sample.trace.events;
  const std::size_t n = events.size();
  std::vector<std::vector<bool>> before(n, std::vector<bool>(n, false));
  for (std::size_t a = 0; a < n; ++a)
    for (std::size_t b = 0; b < n; ++b) {
      if (a == b) continue;
      const uint64_t late = events[a].point != 0 ? events[a].point : events[a].end;
      const uint64_t early = events[b].point != 0 ? events[b].point : events[b].begin;
      before[a][b] = (!events[a].maybe && late < early) || (events[a].actor == events[b].actor && a < b);
    }
  for (const auto& [a, b] : run.causes)
    before[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)] = true;
  for (std::size_t k = 0; k < n; ++k)
    for (std::size_t a = 0; a < n; ++a)
      for (std::size_t b = 0; b < n; ++b)
        if (before[a][k] && before[k][b]) before[a][b] = true;
  return before;
}

// Calls f with every order of `events` that respects the relation.
template <class F>
void each_order(const std::vector<std::vector<bool>>& before, std::vector<std::size_t>& left,
                std::vector<std::size_t>& order, F f) {
  if (left.empty()) return f(order);
  for (std::size_t i = 0; i < left.size(); ++i) {
    const std::size_t event = left[i];
    if (std::any_of(left.begin(), left.end(),
                    [&](std::size_t other) { return other != event && before[other][event]; }))
      continue;
    left.erase(left.begin() + static_cast<std::ptrdiff_t>(i));
    order.push_back(event);
    each_order(before, left, order, f);
    order.pop_back();
    left.insert(left.begin() + static_cast<std::ptrdiff_t>(i), event);
  }
}

// A rule as it is written, and the entries of each event by the words of the language.
struct Written {
  std::vector<std::string> events;
  std::string scope_begin, scope_end;
};

bool names(const std::string& pattern, const std::string& event) {
  const std::string name = pattern.substr(pattern.find('.'));
  if (pattern[0] != '*' && pattern[0] != event[0]) return false;
  return event.substr(1) == name;
}

std::string plain(const std::string& pattern) { return pattern.substr(0, pattern.find('#')); }

class Entries {
 public:
  Entries(const RandomRun& run, const std::vector<bool>& happened) : happened_(happened) {
    for (const Event& event : run.sample.trace.events) {
      texts_.push_back(event_name(run.sample.program, event));
      points_.push_back({event.actor.value, event.value.bits, {}, 0, false, false});
    }
  }
  // Marks every occurrence of the pattern that is meant, counted for each actor.
  template <class Mark>
  void mark(const std::string& pattern, Mark mark) {
    const std::size_t hash = pattern.find('#');
    const std::string number = hash == std::string::npos ? "" : pattern.substr(hash + 1);
    for (int actor = 0; actor < 3; ++actor) {
      std::vector<std::size_t> found;
      for (std::size_t i = 0; i < texts_.size(); ++i)
        if (happened_[i] && points_[i].actor == actor && names(plain(pattern), texts_[i])) found.push_back(i);
      for (std::size_t k = 0; k < found.size(); ++k)
        if (number.empty() || (number == "last" ? k + 1 == found.size() : std::stoul(number) == k + 1))
          mark(points_[found[k]]);
    }
  }
  void entry(const std::string& pattern, int number) {
    mark(pattern, [&](Point& point) { point.is.insert(number); });
  }
  void exits() {
    for (std::size_t i = 0; i < texts_.size(); ++i)
      if (texts_[i].ends_with(".exit")) points_[i].ends = 1;
  }
  [[nodiscard]] const std::vector<Point>& points() const { return points_; }

 private:
  const std::vector<bool>& happened_;
  std::vector<std::string> texts_;
  std::vector<Point> points_;
};

struct Case {
  Kind kind;
  ScopeKind scope = ScopeKind::whole;
  bool each = false;
};

class Oracle {
 public:
  Oracle(const Case& what, uint32_t seed) : what_(what), run_(seed, what.kind) { write_rule(); }

  State wanted() {
    const auto before = relation(run_);
    const std::size_t n = before.size();
    std::vector<bool> happened(n, true);
    bool held = false, broke = false;
    for (int skip = 0; skip < 2; ++skip) {
      std::vector<std::size_t> left;
      for (std::size_t i = 0; i < n; ++i) {
        happened[i] = skip == 0 || !run_.sample.trace.events[i].maybe;
        if (happened[i]) left.push_back(i);
      }
      if (skip == 1 && left.size() == n) break;
      const auto points = entries(happened);
      std::vector<std::size_t> order;
      each_order(before, left, order, [&](const std::vector<std::size_t>& indices) {
        List list;
        for (const std::size_t i : indices) list.push_back(points[i]);
        (Definition(rule(), entry_count()).holds(list) ? held : broke) = true;
        peak_missed |= peak_ > 0 && !Definition(rule(), entry_count()).reaches(list, peak_);
      });
    }
    return !broke ? State::holds : held ? State::undetermined : State::broken;
  }

  RuleResult got() { return run_.sample.result(); }
  [[nodiscard]] int64_t peak() const { return peak_; }
  bool peak_missed = false;

 private:
  const Expectation& rule() { return run_.sample.program.rules[0].expectation; }
  int entry_count() {
    const int events = static_cast<int>(written_.events.size());
    return what_.kind == Kind::exclusive || what_.kind == Kind::inside ? 2 * events : events;
  }

  std::string random_event() {
    static const std::string kWho[] = {"a", "b", "c", "*"};
    std::string text = kWho[run_.number(0, 3)] + "." + "xyxyz"[run_.number(0, 4)];
    const int occurrence = run_.number(0, 7);
    if (occurrence == 0) text += "#1";
    if (occurrence == 1) text += "#2";
    if (occurrence == 2) text += "#last";
    return text;
  }

  std::vector<std::string> random_events() {
    switch (what_.kind) {
      case Kind::order:
      case Kind::any_order:
      case Kind::sequence: {
        std::vector<std::string> events;
        for (int i = run_.number(1, 2) + run_.number(0, 2) / 2; i > 0; --i) events.push_back(random_event());
        return events;
      }
      case Kind::precedes:
      case Kind::leads_to: return {random_event(), random_event()};
      case Kind::pairs: return {"*.x", run_.number(0, 1) != 0 ? "*.y" : "b.y"};
      case Kind::exclusive:
        return run_.number(0, 1) != 0 ? std::vector<std::string>{"*.s"}
                                      : std::vector<std::string>{"*.s", "*.r"};
      case Kind::inside: return {"*.s"};
      case Kind::blocks: return {"*.x", random_event()};
      default: return {random_event()};
    }
  }

  void write_rule() {
    written_.events = random_events();
    Expectation& rule = run_.sample.rule(what_.kind, written_.events);
    rule.scope = what_.scope;
    rule.each = what_.each;
    rule.fifo = what_.kind == Kind::pairs && run_.number(0, 1) != 0;
    rule.lossy = what_.kind == Kind::pairs && run_.number(0, 1) != 0;
    if (what_.kind == Kind::occurs) {
      const int how = run_.number(0, 3);
      if (how == 0) rule.times = run_.number(0, 3);
      if (how == 1) rule.at_least = run_.number(1, 3);
      if (how == 2) rule.at_most = run_.number(0, 3);
    }
    if (what_.kind == Kind::inside) {
      rule.at_most = run_.number(1, 3);
      rule.peak = peak_ = run_.number(1, 3);
    }
    if (what_.scope == ScopeKind::after || what_.scope == ScopeKind::between) {
      written_.scope_begin = random_event();
      const int index = run_.sample.pattern(written_.scope_begin);
      run_.sample.program.rules[0].expectation.scope_begin = index;
    }
    if (what_.scope == ScopeKind::before || what_.scope == ScopeKind::between) {
      written_.scope_end = random_event();
      const int index = run_.sample.pattern(written_.scope_end);
      run_.sample.program.rules[0].expectation.scope_end = index;
    }
  }

  std::vector<Point> entries(const std::vector<bool>& happened) {
    Entries entries(run_, happened);
    int number = 0;
    for (const std::string& event : written_.events) {
      switch (what_.kind) {
        case Kind::exclusive:
        case Kind::inside:
          entries.entry(event + ".begin", number++);
          entries.entry(event + ".end", number++);
          break;
        case Kind::nonblocking:
          entries.entry(plain(event) + ".blocks" + (event.size() > 3 ? event.substr(3) : ""), number++);
          break;
        default:
          entries.entry(event, number == 1 && what_.kind == Kind::blocks ? 2 : number);
          ++number;
          break;
      }
    }
    if (what_.kind == Kind::blocks) entries.entry("*.x.blocks", 1);
    entries.exits();
    if (!written_.scope_begin.empty())
      entries.mark(written_.scope_begin, [](Point& point) { point.scope_begin = true; });
    if (!written_.scope_end.empty())
      entries.mark(written_.scope_end, [](Point& point) { point.scope_end = true; });
    return entries.points();
  }

  Case what_;
  RandomRun run_;
  Written written_;
  int64_t peak_ = 0;
};

class AgainstTheDefinition : public ::testing::TestWithParam<Case> {};

TEST_P(AgainstTheDefinition, EveryOrderIsTried) {
  constexpr uint32_t kRuns = 4000;
  int seen[3] = {};
  for (uint32_t seed = 1; seed <= kRuns; ++seed) {
    Oracle oracle(GetParam(), seed);
    const State wanted = oracle.wanted();
    const RuleResult got = oracle.got();
    ++seen[static_cast<int>(wanted)];
    ASSERT_EQ(static_cast<int>(got.state), static_cast<int>(wanted))
        << "seed " << seed << ": " << got.message;
    ASSERT_EQ(got.message.empty(), wanted == State::holds) << "seed " << seed;
    if (oracle.peak() > 0) {
      ASSERT_EQ(got.peak_met, !oracle.peak_missed) << "seed " << seed;
    }
  }
  // The random runs must be able to tell: each of the three comes up.
  EXPECT_GT(seen[0], 50);
  EXPECT_GT(seen[1], 50);
  if (GetParam().kind != Kind::any_order && GetParam().kind != Kind::never &&
      GetParam().kind != Kind::nonblocking) {
    EXPECT_GT(seen[2], 40);
  }
}

INSTANTIATE_TEST_SUITE_P(Rules, AgainstTheDefinition,
                         ::testing::Values(Case{Kind::order}, Case{Kind::any_order}, Case{Kind::sequence},
                                           Case{Kind::precedes}, Case{Kind::leads_to}, Case{Kind::never},
                                           Case{Kind::occurs}, Case{Kind::pairs}, Case{Kind::exclusive},
                                           Case{Kind::inside}, Case{Kind::blocks}, Case{Kind::nonblocking}));

std::vector<Case> scoped_cases() {
  std::vector<Case> cases;
  for (const Kind kind : {Kind::never, Kind::occurs, Kind::precedes, Kind::leads_to}) {
    for (const ScopeKind scope : {ScopeKind::before, ScopeKind::after, ScopeKind::between})
      cases.push_back({kind, scope, false});
    cases.push_back({kind, ScopeKind::between, true});
  }
  return cases;
}
INSTANTIATE_TEST_SUITE_P(ScopedRules, AgainstTheDefinition, ::testing::ValuesIn(scoped_cases()));

}  // namespace
}  // namespace rehearse
