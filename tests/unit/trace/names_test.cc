#include <gtest/gtest.h>

#include "tests/unit/expect/sample.h"

namespace rehearse {
namespace {

using testing::Sample;

TEST(EventNames, SayActorVerbTargetAndHowItEnded) {
  Sample s;
  EXPECT_EQ(event_name(s.program, s.happens("p[1].acquire(fork[2])")), "p[1].acquire(fork[2])");
  EXPECT_EQ(event_name(s.program, s.happens("p[1].acquire(fork[2]).blocks")), "p[1].acquire(fork[2]).blocks");
  EXPECT_EQ(event_name(s.program, s.happens("p[1].acquire(fork[2]).fails")), "p[1].acquire(fork[2]).fails");
  EXPECT_EQ(event_name(s.program, s.happens("p[1].eating")), "p[1].eating");
  EXPECT_EQ(event_name(s.program, s.happens("p[1].exit")), "p[1].exit");
  EXPECT_EQ(event_name(s.program, s.happens("p[1].handler(SIGUSR1)")), "p[1].handler(SIGUSR1)");
  EXPECT_EQ(event_name(s.program, s.happens("p[1].handler(SIGUSR1).end")), "p[1].handler(SIGUSR1).end");
}

TEST(EventNames, OfSections) {
  Sample s;
  s.section("critical");
  EXPECT_EQ(event_name(s.program, s.happens("a.critical.begin")), "a.critical.begin");
  EXPECT_EQ(event_name(s.program, s.happens("a.critical.end")), "a.critical.end");
}

TEST(SignalNames, AreThoseOfTheManual) {
  EXPECT_EQ(signal_name(SIGTERM), "SIGTERM");
  EXPECT_EQ(signal_name(SIGRTMIN), "SIGRTMIN");
  EXPECT_EQ(signal_name(SIGRTMIN + 2), "SIGRTMIN+2");
}

TEST(Values, PrintAsPeopleWriteThem) {
  Sample s;
  const ActorId a = s.actor("a");
  EXPECT_EQ(to_text(s.program, Value::integer(-3)), "-3");
  EXPECT_EQ(to_text(s.program, Value::boolean(true)), "true");
  EXPECT_EQ(to_text(s.program, Value::none()), "none");
  EXPECT_EQ(to_text(s.program, Value::text(symbols::stopped)), "stopped");
  EXPECT_EQ(to_text(s.program, Value::pid(a)), "a");
}

struct Match {
  const char* pattern;
  const char* event;
  bool wanted;
};

class Matches : public ::testing::TestWithParam<Match> {};

TEST_P(Matches, AsWritten) {
  Sample s;
  s.section("critical");
  for (const char* name : {"a", "b", "w[0]", "w[1]"}) s.actor(name);
  const int index = s.pattern(GetParam().pattern);
  const Event event = s.happens(GetParam().event);
  EXPECT_EQ(matches(s.program, s.program.patterns[static_cast<std::size_t>(index)], event),
            GetParam().wanted);
}

INSTANTIATE_TEST_SUITE_P(
    Events, Matches,
    ::testing::Values(
        Match{"a.x", "a.x", true}, Match{"a.x", "b.x", false}, Match{"a.x", "a.y", false},
        Match{"*.x", "b.x", true}, Match{"w[*].x", "w[1].x", true}, Match{"w.x", "w[0].x", true},
        Match{"w[0].x", "w[1].x", false}, Match{"a.acquire(m)", "a.acquire(m)", true},
        Match{"a.acquire(m)", "a.acquire(n)", false}, Match{"a.acquire", "a.acquire(n)", true},
        Match{"a.acquire(m)", "a.acquire(m).fails", false},
        Match{"a.acquire(m).fails", "a.acquire(m).fails", true},
        Match{"a.acquire(m).fails", "a.acquire(m)", false},
        Match{"a.acquire(m)", "a.acquire(m).blocks", false},
        Match{"a.acquire(m).blocks", "a.acquire(m).blocks", true}, Match{"a.join(b)", "a.join(b)", true},
        Match{"b.join(a)", "a.join(b)", false}, Match{"a.x", "a.x.fails", true},
        Match{"a.x.fails", "a.x.fails", true}, Match{"a.x.blocks", "a.x.blocks", true},
        Match{"a.start", "a.start", true}, Match{"a.exit", "a.start", false},
        Match{"a.stopped", "a.stopped", true}, Match{"a.handler(SIGUSR1)", "a.handler(SIGUSR1)", true},
        Match{"a.handler(SIGUSR1)", "a.handler(SIGUSR2)", false},
        Match{"a.handler(SIGUSR1)", "a.handler(SIGUSR1).end", false},
        Match{"a.handler(SIGUSR1).end", "a.handler(SIGUSR1).end", true},
        Match{"a.critical.begin", "a.critical.begin", true},
        Match{"a.critical.begin", "a.critical.end", false}, Match{"a.critical", "a.critical.end", true},
        Match{"a.critical", "a.critical.begin", false}));

TEST(Matching, AnErrorThatNothingProvidesForIsNoOccurrenceOfALabel) {
  Sample s;
  Event event = s.happens("a.x");
  event.error = symbols::eperm;
  const int plain = s.pattern("a.x"), fails = s.pattern("a.x.fails");
  EXPECT_FALSE(matches(s.program, s.program.patterns[static_cast<std::size_t>(plain)], event));
  EXPECT_TRUE(matches(s.program, s.program.patterns[static_cast<std::size_t>(fails)], event));
  s.program.code[event.step.index()].flags |= kTolerated;
  EXPECT_TRUE(matches(s.program, s.program.patterns[static_cast<std::size_t>(plain)], event));
}

}  // namespace
}  // namespace rehearse
