// Deadlocks, and wake-ups that came too early.
#include <gtest/gtest.h>

#include "tests/unit/expect/sample.h"

namespace rehearse {
namespace {

using testing::Sample;

// The actor sleeps for ever in this step.
void stuck(Sample& s, const std::string& actor, const std::string& step) {
  s.happens(actor + "." + step + ".blocks");
  ActorEnd& end = s.end(actor);
  end.ended = false;
  end.waiting = true;
  end.step = s.step(step);
  end.waits_for = s.program.code[end.step.index()].number;
  s.trace.ending = Trace::Ending::blocked;
}

// `sigaction: SIGUSR1` with a handler (0), ignore (1) or default (2).
void sigaction(Sample& s, const std::string& actor, int how) {
  const Event event = s.happens(actor + ".sigaction(SIGUSR1)");
  Instruction& instruction = s.program.code[event.step.index()];
  instruction.number = SIGUSR1;
  instruction.sub = static_cast<uint8_t>(how);
}

Event::Cause kill(Sample& s, const std::string& from, const std::string& to) {
  const Event event = s.happens(from + ".kill(" + to + ")");
  s.program.constants.assign(1, Value::integer(SIGUSR1));
  s.program.code[event.step.index()].a = {Operand::Kind::constant, 0};
  return Sample::because(event);
}

Finding only_finding(Sample& s) {
  const auto findings = s.judged().findings;
  return findings.size() == 1 ? findings[0] : Finding{"not one finding", {}, {}, {}, {}};
}

TEST(LostWakeup, IsASignalHandledBeforeThePause) {
  Sample s;
  s.actor("b");
  s.actor("a");
  sigaction(s, "a", 0);
  const Event::Cause cause = kill(s, "b", "a");
  s.happens("a.handler(SIGUSR1)").cause = cause;
  s.happens("a.handler(SIGUSR1).end");
  stuck(s, "a", "pause");
  const Finding finding = only_finding(s);
  EXPECT_EQ(finding.kind, "lost wakeup");
  EXPECT_EQ(finding.message, "a sleeps in pause for ever, but SIGUSR1 was handled before that");
}

TEST(LostWakeup, IsNoneWhereThePauseBeforeWasEndedByIt) {
  Sample s;
  s.actor("b");
  s.actor("a");
  sigaction(s, "a", 0);
  s.happens("a.pause.blocks");
  const Event::Cause cause = kill(s, "b", "a");
  s.happens("a.handler(SIGUSR1)").cause = cause;
  s.happens("a.pause");
  stuck(s, "a", "pause");
  EXPECT_EQ(only_finding(s).kind, "deadlock");
}

TEST(LostWakeup, IsASignalThatMerged) {
  Sample s;
  s.actor("b");
  s.actor("a");
  sigaction(s, "a", 0);
  const Event::Cause first = kill(s, "b", "a");
  s.happens("a.pause.blocks");
  s.happens("a.handler(SIGUSR1)", 3, 9).cause = first;
  s.happens("a.pause");
  kill(s, "b", "a");
  stuck(s, "a", "pause");
  EXPECT_EQ(
      only_finding(s).message,
      "a sleeps in pause for ever, but SIGUSR1 was sent before that, and merged with one that was pending");
}

TEST(LostWakeup, IsASignalIgnoredWhenItCame) {
  Sample s;
  s.actor("b");
  s.actor("a");
  sigaction(s, "a", 1);
  kill(s, "b", "a");
  const StepId handle = s.another("sigaction(SIGUSR1)");
  s.program.code[handle.index()].number = SIGUSR1;
  s.program.code[handle.index()].sub = 0;
  Event& second = s.happens("a.sigaction(SIGUSR1)");
  second.step = handle;
  second.instruction = handle.value;
  stuck(s, "a", "pause");
  EXPECT_EQ(only_finding(s).message,
            "a sleeps in pause for ever, but SIGUSR1 was sent before that, and ignored");
}

TEST(LostWakeup, IsAnEventSetAndClearedBeforeTheWait) {
  Sample s;
  s.object("e", RoomId::event);
  for (const char* event : {"a.start", "b.set(e)", "b.clear(e)"}) s.happens(event);
  stuck(s, "a", "wait(e)");
  const Finding finding = only_finding(s);
  EXPECT_EQ(finding.kind, "lost wakeup");
  EXPECT_EQ(finding.message, "a waits for e, which b had set before the wait began; it was cleared again");
}

TEST(Deadlock, IsAnEventThatNobodySet) {
  Sample s;
  s.object("e", RoomId::event);
  s.happens("a.start");
  s.happens("b.clear(e)");
  stuck(s, "a", "wait(e)");
  const Finding finding = only_finding(s);
  EXPECT_EQ(finding.kind, "deadlock");
  EXPECT_EQ(finding.message, "a waits for e to be set");
}

TEST(Deadlock, OfTwoInACycleNamesBoth) {
  Sample s;
  for (const char* event : {"a.acquire(m)", "b.acquire(n)"}) s.happens(event);
  stuck(s, "a", "acquire(n)");
  stuck(s, "b", "acquire(m)");
  EXPECT_EQ(only_finding(s).message, "a waits for n, held by b; b waits for m, held by a");
}

TEST(Deadlock, OfACycleDoesNotNameWhoMayStillMove) {
  Sample s;
  for (const char* event : {"a.acquire(m)", "b.acquire(n)"}) s.happens(event);
  stuck(s, "a", "acquire(n)");
  stuck(s, "b", "acquire(m)");
  stuck(s, "c", "pause");
  s.trace.ending = Trace::Ending::cycle;
  s.trace.cycle = {s.actor("a"), s.actor("b")};
  EXPECT_EQ(only_finding(s).details.size(), 2u);
}

TEST(NotOwner, NamesTheHolder) {
  Sample s;
  s.happens("a.acquire(m)");
  stuck(s, "b", "release(m)");
  s.trace.ending = Trace::Ending::raised;
  s.trace.raised.push_back({Raised::Kind::not_owner, s.actor("b"), s.step("release(m)"), 0, {}, {}, {}, ""});
  EXPECT_EQ(only_finding(s).message, "b: `release` but m is held by a");
}

TEST(Deadlock, SaysThatAHolderHasEnded) {
  Sample s;
  s.happens("b.acquire(m)");
  s.happens("b.exit");
  stuck(s, "a", "acquire(m)");
  EXPECT_EQ(only_finding(s).message, "a waits for m, held by b (which has ended)");
}

TEST(Blocked, AsExpectedIsNoDeadlock) {
  Sample s;
  s.happens("b.acquire(m)");
  stuck(s, "a", "acquire(m)");
  Expectation& rule = s.rule(Expectation::Kind::blocked);
  const int pattern = s.pattern("a.acquire(m)");
  rule.blocked.push_back({pattern, 1});
  s.rule(Expectation::Kind::occurs, {"b.x"});
  const RunJudgement judgement = s.judged();
  EXPECT_TRUE(judgement.findings.empty());
  EXPECT_FALSE(judgement.cut_short);
  EXPECT_EQ(judgement.rules[0].state, RuleResult::State::holds);
  EXPECT_EQ(judgement.rules[1].state, RuleResult::State::broken);  // so what was still to come is judged
}

TEST(Blocked, OthersThanExpectedAreADeadlock) {
  Sample s;
  s.happens("b.acquire(m)");
  stuck(s, "a", "acquire(m)");
  Expectation& rule = s.rule(Expectation::Kind::blocked);
  const int pattern = s.pattern("b.acquire(m)");
  rule.blocked.push_back({pattern, 1});
  const RunJudgement judgement = s.judged();
  ASSERT_EQ(judgement.findings.size(), 1u);
  EXPECT_EQ(judgement.findings[0].kind, "deadlock");
  EXPECT_EQ(judgement.rules[0].message, "nobody was blocked in b.acquire(m) at the end, not 1");
}

TEST(UnreapedChild, IsOneForWhichNoStepWaited) {
  Sample s;
  s.actor("b");
  s.happens("a.start(b)");
  s.end("b").parent = s.actor("a");
  EXPECT_EQ(only_finding(s).message, "no step of a waited for its child b");
  s.end("b").reaped = true;
  EXPECT_TRUE(s.judged().findings.empty());
}

TEST(UnreapedChild, IsOneFindingForAllThatOneStepBegan) {
  Sample s;
  s.actor("b[0]");
  s.actor("b[1]");
  s.happens("a.start(b[0])");
  const StepId step = s.trace.events[0].step;
  s.happens("a.start(b[1])").step = step;
  for (const char* child : {"b[0]", "b[1]"}) s.end(child).parent = s.actor("a");
  s.program.steps[s.step("start(b[1])").index()].place = s.program.steps[step.index()].place;
  EXPECT_EQ(only_finding(s).message, "no step of a waited for its child b[0], nor for b[1]");
}

TEST(Timeout, SaysWhatEverybodyWasDoing) {
  Sample s;
  s.program.timeout = 1'500'000'000;
  s.happens("b.acquire(m)");
  stuck(s, "a", "acquire(m)");
  s.trace.ending = Trace::Ending::timeout;
  const Finding finding = only_finding(s);
  EXPECT_EQ(finding.message, "the run was not over after 1.5s");
  EXPECT_EQ(finding.details,
            (std::vector<std::string>{
                "b has ended; its last event was b.acquire(m)",
                "a waits for m, held by b (which has ended); its last event was a.acquire(m).blocks"}));
}

TEST(Took, IsAFindingOfItsOwn) {
  Sample s;
  s.happens("a.x").took_missed = true;
  const Finding finding = only_finding(s);
  EXPECT_EQ(finding.kind, "took");
}

}  // namespace
}  // namespace rehearse
