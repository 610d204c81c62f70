#include "runner/expect/judge.h"

#include <gtest/gtest.h>

#include "tests/unit/expect/sample.h"

namespace rehearse {
namespace {

using testing::Sample;
using Kind = Expectation::Kind;
using State = RuleResult::State;

TEST(OrderRule, HoldsWhereAllOfOneComeBeforeAllOfTheNext) {
  Sample s;
  for (const char* event : {"a.x", "b.y"}) s.happens(event);
  s.rule(Kind::order, {"a.x", "b.y"});
  EXPECT_EQ(s.result().state, State::holds);
}

TEST(OrderRule, SaysWhatCameFirstInstead) {
  Sample s;
  for (const char* event : {"b.y", "a.x"}) s.happens(event);
  s.rule(Kind::order, {"a.x", "b.y"});
  EXPECT_EQ(s.result().state, State::broken);
  EXPECT_EQ(s.result().message, "b.y came before a.x");
}

TEST(OrderRule, SaysWhatNeverOccurred) {
  Sample s;
  s.actor("a");
  s.happens("b.y");
  s.rule(Kind::order, {"a.x", "b.y"});
  EXPECT_EQ(s.result().state, State::broken);
  EXPECT_EQ(s.result().message, "a.x never occurred");
}

TEST(OrderRule, IsUndeterminedWhereTheTwoOverlap) {
  Sample s;
  s.happens("a.x", 1, 3);
  s.happens("b.y", 2, 4);
  s.rule(Kind::order, {"a.x", "b.y"});
  EXPECT_EQ(s.result().state, State::undetermined);
  EXPECT_EQ(s.result().message, "a.x and b.y overlapped in this run, so that their order is not known");
}

TEST(OrderRule, NamesTheRoundOfWhatCameTooLate) {
  Sample s;
  for (const char* event : {"a.x", "b.y", "a.x"}) s.happens(event);
  s.rule(Kind::order, {"a.x", "b.y"});
  EXPECT_EQ(s.result().message, "b.y came before a.x#2");
  s.program.rules.clear();
  s.rule(Kind::order, {"a.x#1", "b.y"});
  EXPECT_EQ(s.result().state, State::holds);
}

TEST(OrderRule, OfSpansTakesAllOfThem) {
  Sample s;
  s.section("critical");
  for (const char* event : {"a.critical.begin", "b.critical.begin", "a.critical.end", "b.critical.end"})
    s.happens(event);
  s.rule(Kind::order, {"a.critical", "b.critical"});
  EXPECT_EQ(s.result().state, State::broken);
  EXPECT_EQ(s.result().message, "b.critical.begin came before a.critical.end");
}

TEST(NeverRule, BreaksWithTheEvent) {
  Sample s;
  s.happens("a.x");
  s.rule(Kind::never, {"a.x"});
  EXPECT_EQ(s.result().message, "a.x occurred");
  EXPECT_EQ(s.result().events, std::vector<std::size_t>{0});
}

TEST(OccursRule, CountsInTotalOverTheActors) {
  Sample s;
  for (const char* event : {"w[0].x", "w[1].x", "w[1].x"}) s.happens(event);
  s.rule(Kind::occurs, {"w[*].x"}).times = 3;
  EXPECT_EQ(s.result().state, State::holds);
  s.program.rules[0].expectation.times = 2;
  EXPECT_EQ(s.result().message, "w[*].x occurred 3 times, not twice");
  s.program.rules[0].expectation.times = 4;
  EXPECT_EQ(s.result().message, "w[*].x occurred 3 times, not 4 times");
}

TEST(Deadlock, NamesWhoWaitsForWhatHeldByWhom) {
  Sample s;
  for (const char* name : {"main", "worker"}) s.actor(name);
  s.happens("main.acquire(m)");
  s.happens("worker.acquire(m).blocks");
  s.happens("main.join(worker).blocks");
  s.trace.ending = Trace::Ending::blocked;
  for (const char* name : {"main", "worker"}) s.end(name).ended = false, s.end(name).waiting = true;
  s.end("worker").step = s.step("acquire(m)");
  s.end("worker").waits_for = s.object("m").value;
  s.end("main").step = s.step("join(worker)");
  s.end("main").waits_for = s.actor("worker").value;
  const RunJudgement judgement = s.judged();
  ASSERT_EQ(judgement.findings.size(), 1u);
  EXPECT_EQ(judgement.findings[0].kind, "deadlock");
  EXPECT_EQ(judgement.findings[0].message, "worker waits for m, held by main; main waits for worker to end");
  EXPECT_EQ(judgement.findings[0].details,
            (std::vector<std::string>{"worker waits for m, held by main", "main waits for worker to end"}));
  EXPECT_TRUE(judgement.cut_short);
}

TEST(RunsCutShort, AreJudgedOnWhatHadGoneWrongByThen) {
  Sample s;
  s.happens("a.x");
  s.end("a").ended = false;
  s.end("a").waiting = true;
  s.end("a").step = s.step("pause", Op::pause);
  s.trace.ending = Trace::Ending::blocked;
  s.rule(Kind::order, {"a.x", "a.y"});
  s.rule(Kind::never, {"a.x"});
  s.rule(Kind::never, {"a.y"});
  const RunJudgement judgement = s.judged();
  EXPECT_FALSE(judgement.rules[0].judged);
  EXPECT_EQ(judgement.rules[0].state, State::holds);
  EXPECT_EQ(judgement.rules[1].state, State::broken);
  EXPECT_TRUE(judgement.rules[2].judged);
}

TEST(ExitRule, TakesOneOfTheWaysGiven) {
  Sample s;
  Expectation& rule = s.rule(Kind::exit);
  rule.exits.push_back(
      {s.actor("a"),
       {},
       {{ExitExpectation::Way::Kind::code, 0}, {ExitExpectation::Way::Kind::signal, SIGTERM}}});
  s.end("a").exitcode = Value::integer(-SIGTERM);
  EXPECT_EQ(s.result().state, State::holds);
  s.end("a").exitcode = Value::integer(3);
  EXPECT_EQ(s.result().message, "a exited with 3, not 0 or SIGTERM");
  EXPECT_TRUE(s.judged().findings.empty());
}

TEST(UnexpectedExit, IsFoundForWhoeverIsNotDeclared) {
  Sample s;
  s.actor("a");
  s.end("a").exitcode = Value::integer(-SIGKILL);
  const auto findings = s.judged().findings;
  ASSERT_EQ(findings.size(), 1u);
  EXPECT_EQ(findings[0].kind, "unexpected exit");
  EXPECT_EQ(findings[0].message, "a was killed by SIGKILL");
}

TEST(Raised, SaysWhoWhereAndWhat) {
  Sample s;
  s.happens("a.acquire(m)");
  s.trace.ending = Trace::Ending::raised;
  s.end("a").ended = false;
  s.trace.raised.push_back(
      {Raised::Kind::assertion, s.actor("a"), s.step("acquire(m)"), 0, {}, {}, {}, "returned 3, not 2"});
  const RunJudgement judgement = s.judged();
  ASSERT_EQ(judgement.findings.size(), 1u);
  EXPECT_EQ(judgement.findings[0].kind, "assertion");
  EXPECT_EQ(judgement.findings[0].message, "a: `acquire` returned 3, not 2");
  EXPECT_TRUE(judgement.cut_short);
}

}  // namespace
}  // namespace rehearse
