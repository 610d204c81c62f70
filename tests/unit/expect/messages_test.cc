// What people read: one sentence that names what happened instead.
#include <gtest/gtest.h>

#include "tests/unit/expect/sample.h"

namespace rehearse {
namespace {

using testing::Sample;
using Kind = Expectation::Kind;
using ScopeKind = Expectation::ScopeKind;
using State = RuleResult::State;

struct Told {
  Kind kind;
  std::vector<std::string> events;
  std::vector<std::string> happened;
  std::string message;
};

class Messages : public ::testing::TestWithParam<Told> {};

TEST_P(Messages, NameWhatHappenedInstead) {
  Sample s;
  s.section("s");
  for (const char* name : {"a", "b", "c"}) s.actor(name);
  for (const auto& event : GetParam().happened) s.happens(event);
  Expectation& rule = s.rule(GetParam().kind, GetParam().events);
  if (rule.kind == Kind::inside) rule.at_most = 1;
  EXPECT_EQ(s.result().message, GetParam().message);
}

INSTANTIATE_TEST_SUITE_P(
    Rules, Messages,
    ::testing::Values(
        Told{Kind::any_order, {"a.x", "b.y", "c.z"}, {"b.y"}, "a.x and c.z never occurred"},
        Told{Kind::sequence,
             {"a.x", "b.y", "a.x"},
             {"a.x", "a.x"},
             "a.x#2 came where b.y should have (after a.x#1)"},
        Told{Kind::sequence, {"a.x", "b.y"}, {"a.x"}, "after 1 event b.y was still to come"},
        Told{Kind::sequence, {"a.x"}, {"a.x", "a.x"}, "a.x#2 came after the sequence was over"},
        Told{Kind::precedes, {"a.x", "b.y"}, {"b.y", "a.x"}, "b.y came before a.x"},
        Told{Kind::precedes, {"a.x", "b.y"}, {"b.y"}, "b.y came, but a.x never occurred"},
        Told{Kind::leads_to, {"a.x", "b.y"}, {"a.x", "b.y", "a.x"}, "no b.y came after a.x#2"},
        Told{Kind::nonblocking, {"a.acquire(m)"}, {"a.acquire(m).blocks"}, "a.acquire(m).blocks occurred"},
        Told{Kind::occurs, {"*.x"}, {}, "*.x never occurred"},
        Told{Kind::pairs, {"a.x", "b.y"}, {"a.x", "a.x", "b.y"}, "a.x#2 was never answered by b.y"},
        Told{Kind::pairs, {"a.x", "b.y"}, {"b.y", "a.x"}, "b.y came before a.x"},
        Told{Kind::pairs, {"a.x", "b.y"}, {"a.x", "b.y", "b.y"}, "b.y#2 has no a.x that it could belong to"},
        Told{Kind::exclusive, {"*.s"}, {"a.s.begin", "b.s.begin"}, "b.s began while a.s had not ended"},
        Told{Kind::inside,
             {"*.s"},
             {"a.s.begin", "b.s.begin"},
             "a and b were inside together: 2, more than 1"},
        Told{Kind::blocks,
             {"a.acquire(m)", "b.release(m)"},
             {"a.acquire(m)"},
             "a.acquire(m) did not have to wait"},
        Told{Kind::blocks,
             {"a.acquire(m)", "b.release(m)"},
             {"a.acquire(m).blocks", "a.acquire(m)"},
             "a.acquire(m) got on before b.release(m)"},
        Told{Kind::blocks,
             {"a.acquire(m)", "b.release(m)"},
             {"a.acquire(m).blocks", "b.release(m)"},
             "after a.acquire(m).blocks it never got on"}));

TEST(Scopes, AreNamedInTheMessage) {
  Sample s;
  for (const char* event : {"a.open", "b.x", "a.shut"}) s.happens(event);
  Expectation& rule = s.rule(Kind::never, {"b.x"});
  rule.scope = ScopeKind::between;
  const int begin = s.pattern("a.open"), end = s.pattern("a.shut");
  s.program.rules[0].expectation.scope_begin = begin;
  s.program.rules[0].expectation.scope_end = end;
  EXPECT_EQ(s.result().message, "b.x occurred between a.open and a.shut");
}

TEST(Vacuity, IsAScopeThatNeverBegan) {
  Sample s;
  s.actor("a");
  s.happens("b.x");
  s.rule(Kind::never, {"b.x"}).scope = ScopeKind::after;
  const int begin = s.pattern("a.open");
  s.program.rules[0].expectation.scope_begin = begin;
  EXPECT_EQ(s.result().state, State::holds);
  EXPECT_FALSE(s.result().triggered);
}

TEST(Vacuity, IsATriggerThatNeverCame) {
  const std::pair<Kind, std::vector<std::string>> rules[] = {
      {Kind::leads_to, {"a.x", "b.y"}}, {Kind::pairs, {"a.x", "c.z"}},
      {Kind::precedes, {"b.y", "a.x"}}, {Kind::exclusive, {"*.s"}},
      {Kind::inside, {"*.s"}},          {Kind::blocks, {"a.acquire(m)", "b.y"}}};
  for (const auto& [kind, events] : rules) {
    Sample s;
    s.section("s");
    s.actor("a");
    s.actor("c");
    s.happens("b.y");
    s.rule(kind, events);
    EXPECT_EQ(s.result().state, State::holds);
    EXPECT_FALSE(s.result().triggered) << static_cast<int>(kind);
  }
}

TEST(Vacuity, NeverAndOccursWithoutAScopeAreNot) {
  Sample s;
  s.actor("a");
  s.rule(Kind::never, {"a.x"});
  s.rule(Kind::occurs, {"a.x"}).at_most = 1;
  EXPECT_TRUE(s.judged().rules[0].triggered);
  EXPECT_TRUE(s.judged().rules[1].triggered);
}

TEST(Pairs, GoByValueAndInTheOrderSent) {
  Sample s;
  const auto sent = [&](const char* event, int value) { s.happens(event).value = Value::integer(value); };
  sent("a.x", 1), sent("a.x", 2), sent("b.y", 2), sent("b.y", 1);
  s.rule(Kind::pairs, {"a.x", "b.y"});
  EXPECT_EQ(s.result().state, State::holds);
  s.program.rules[0].expectation.fifo = true;
  EXPECT_EQ(s.result().message, "b.y#1 of 2 came before what was sent earlier");
}

TEST(Bounds, AreMissedByTheClockAlone) {
  Sample s;
  s.happens("a.x").time = 1'000'000;
  s.happens("b.y").time = 61'000'000;
  s.rule(Kind::leads_to, {"a.x", "b.y"}).within = 50'000'000;
  const RuleResult result = s.result();
  EXPECT_EQ(result.state, State::broken);
  EXPECT_TRUE(result.bound_missed);
  EXPECT_EQ(result.message, "b.y came 60ms after a.x, not within 50ms");
}

TEST(Spans, EndWithTheirActor) {
  Sample s;
  s.section("s");
  for (const char* event : {"a.s.begin", "a.exit", "b.s.begin", "b.s.end"}) s.happens(event);
  s.rule(Kind::exclusive, {"*.s"});
  s.rule(Kind::occurs, {"*.s.end"}).times = 2;
  EXPECT_EQ(s.judged().rules[0].state, State::holds);
  EXPECT_EQ(s.judged().rules[1].state, State::holds);
}

TEST(Always, NamesTheStepAtWhichItWasFalse) {
  Sample s;
  s.rule(Kind::always);
  s.happens("a.x", 1, 5);
  Event& found = s.happens("a.y", 2, 3);
  found.kind = Event::Kind::always;
  found.target = 0;
  EXPECT_EQ(s.result().message, "it was false at a.x");
}

TEST(Maybes, AreTriedBothWays) {
  Sample s;
  s.happens("a.x").maybe = true;
  s.rule(Kind::never, {"a.x"});
  EXPECT_EQ(s.result().state, State::undetermined);
}

}  // namespace
}  // namespace rehearse
