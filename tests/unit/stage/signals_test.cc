// Signals: handlers, masks, waits, default actions, kills and stops.
#include <csignal>

#include "tests/unit/stage/play.h"

namespace rehearse {
namespace {

constexpr int64_t kLimit = 10'000'000'000;
const ActorId kMain(0);

Trace run(Play& play, Schedule schedule = {}) {
  Runs runs(play.finished());
  return runs.run(schedule, kLimit, nullptr);
}

std::string dump(const Program& program, const Trace& trace) {
  std::string text = trace.trouble + "\n";
  for (const Event& e : trace.events)
    text += std::to_string(e.begin) + "-" + std::to_string(e.end) + " " + event_name(program, e) + "\n";
  for (const Raised& r : trace.raised) text += "raised: " + r.text + "\n";
  return text;
}

TEST(Signals, RaiseRunsTheHandlerBeforeTheNextStep) {
  Play play;
  const int handler = play.handler(kMain, SIGUSR1);
  play.mark("handled");
  play.of(kMain).sigaction(SIGUSR1, 0, handler).raise(SIGUSR1).mark("after");
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << dump(play.program(), trace);
  const std::vector<std::string> expected{
      "main.start",   "main.sigaction(SIGUSR1)",   "main.raise(SIGUSR1)", "main.handler(SIGUSR1)",
      "main.handled", "main.handler(SIGUSR1).end", "main.after",          "main.exit"};
  EXPECT_EQ(names_of(play.program(), trace), expected);
  const Event* begun = find_event(play.program(), trace, "main.handler(SIGUSR1)");
  EXPECT_EQ(begun->cause.actor, kMain);
  EXPECT_EQ(begun->cause.sequence, find_event(play.program(), trace, "main.raise(SIGUSR1)")->sequence);
}

TEST(Signals, PauseIsEndedByAKillThatAwaitedIt) {
  Play play;
  const ActorId other = play.process("other");
  const int handler = play.handler(other, SIGUSR1);
  play.mark("handled");
  const int paused = play.awaits_blocks(other, "pause");
  play.of(other).sigaction(SIGUSR1, 0, handler).wait_signal(Op::pause, "pause").mark("after");
  play.of(kMain).await(paused).kill(other, SIGUSR1).ok().join(other).returns(play.boolean(true));
  Runs runs(play.finished());
  for (int i = 0; i < 30; ++i) {
    const Trace trace = runs.run({i % 2 ? Schedule::Kind::noise : Schedule::Kind::free, 7}, kLimit, nullptr);
    ASSERT_EQ(trace.ending, Trace::Ending::complete) << dump(play.program(), trace);
    ASSERT_EQ(count_of(play.program(), trace, "other.handled"), 1);
  }
}

TEST(Signals, PauseWithoutASignalIsReportedAsBlocked) {
  Play play;
  const ActorId other = play.process("other");
  play.of(other).wait_signal(Op::pause, "pause");
  const Trace trace = run(play);
  EXPECT_EQ(trace.ending, Trace::Ending::blocked);
  EXPECT_TRUE(trace.actors[1].waiting);
  EXPECT_LT(trace.wall, 1'000'000'000);
}

TEST(Signals, BlockedOnesWaitAndAreHandledWithinUnblock) {
  Play play;
  const int handler = play.handler(kMain, SIGUSR1);
  play.mark("handled");
  play.of(kMain)
      .sigaction(SIGUSR1, 0, handler)
      .mask(0, Play::bit(SIGUSR1))
      .raise(SIGUSR1)
      .raise(SIGUSR1)
      .mark("still");
  Instruction& pending = play.plain(Op::sigpending, "sigpending").program().code.back();
  pending.number = SIGUSR1;
  play.returns(play.boolean(true)).mask(1, Play::bit(SIGUSR1)).mark("after");
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << dump(play.program(), trace);
  const std::vector<std::string> names = names_of(play.program(), trace);
  const auto at = [&](const std::string& n) {
    return std::find(names.begin(), names.end(), n) - names.begin();
  };
  EXPECT_LT(at("main.still"), at("main.handled"));
  EXPECT_LT(at("main.handled"), at("main.after"));
  EXPECT_EQ(count_of(play.program(), trace, "main.handled"), 1);
  // The unblocking step's own event comes after the handler.
  EXPECT_LT(at("main.handler(SIGUSR1).end"), static_cast<long>(names.size()) - 3);
}

TEST(Signals, DefaultActionEndsTheProcess) {
  Play play;
  const ActorId child = play.process("child", true);
  play.of(child).wait_signal(Op::pause, "pause");
  play.of(kMain).start(child).kill(child, SIGTERM).ok().waitpid(child).returns(play.integer(-SIGTERM));
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << dump(play.program(), trace);
  const Event* exit = find_event(play.program(), trace, "child.exit");
  EXPECT_EQ(exit->cause.actor, kMain);
  EXPECT_EQ(exit->cause.sequence, find_event(play.program(), trace, "main.kill(child)")->sequence);
}

TEST(Signals, SigkillStrikesBeforeKillReturns) {
  Play play;
  const ActorId child = play.process("child", true);
  play.of(child).repeat(1'000'000, [&] { play.plain(Op::yield, "yield"); });
  play.of(kMain).start(child).kill(child, SIGKILL).ok();
  play.on_actor(Op::is_alive, child, "is_alive").returns(play.boolean(false));
  play.waitpid(child).returns(play.integer(-SIGKILL));
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << dump(play.program(), trace);
  EXPECT_LT(find_event(play.program(), trace, "child.exit")->end,
            find_event(play.program(), trace, "main.kill(child)")->end);
}

TEST(Signals, StopAndContinueAreEvents) {
  Play play;
  const ActorId child = play.process("child", true);
  const ObjectId s = play.semaphore("s", 0);
  play.of(child).acquire(s);
  play.of(kMain).start(child).kill(child, SIGSTOP).ok().kill(child, SIGCONT).ok().release(s).join(child);
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << dump(play.program(), trace);
  EXPECT_EQ(count_of(play.program(), trace, "child.stopped"), 1);
  EXPECT_EQ(count_of(play.program(), trace, "child.continued"), 1);
}

TEST(Signals, StoppedForEverIsBlocked) {
  Play play;
  const ActorId child = play.process("child");
  play.of(child).wait_signal(Op::pause, "pause");
  play.of(kMain).kill(child, SIGSTOP).ok();
  EXPECT_EQ(run(play).ending, Trace::Ending::blocked);
}

TEST(Signals, SigwaitTakesAndNamesTheSender) {
  Play play;
  const ActorId child = play.process("child", true);
  play.of(child).wait_signal(Op::sigwait, "sigwait", Play::bit(SIGUSR2)).returns(play.integer(SIGUSR2));
  play.of(kMain)
      .mask(0, Play::bit(SIGUSR2))
      .start(child)
      .kill(child, SIGUSR2)
      .ok()
      .join(child)
      .returns(play.boolean(true));
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << dump(play.program(), trace);
  EXPECT_EQ(find_event(play.program(), trace, "child.sigwait")->cause.actor, kMain);
}

TEST(Signals, SigwaitOfUnblockedFails) {
  Play play;
  play.of(kMain).wait_signal(Op::sigwait, "sigwait", Play::bit(SIGUSR2)).fails(symbols::einval);
  EXPECT_EQ(run(play).ending, Trace::Ending::complete);
}

TEST(Signals, SigchldOfAStartedChildNamesIt) {
  Play play;
  const ActorId child = play.process("child", true);
  const int handler = play.handler(kMain, SIGCHLD);
  play.mark("told");
  play.of(child).mark("short");
  play.of(kMain).sigaction(SIGCHLD, 0, handler).start(child).wait_signal(Op::pause, "pause").waitpid(child);
  Runs runs(play.finished());
  for (int i = 0; i < 20; ++i) {
    const Trace trace = runs.run({}, kLimit, nullptr);
    // The signal may come before the pause: then nobody moves any more.
    const Event* begun = find_event(play.program(), trace, "main.handler(SIGCHLD)");
    ASSERT_NE(begun, nullptr) << dump(play.program(), trace);
    EXPECT_EQ(begun->cause.actor, child);
    EXPECT_EQ(begun->cause.sequence, find_event(play.program(), trace, "child.exit")->sequence);
  }
}

TEST(Signals, IgnoredSigchldReapsByItself) {
  Play play;
  const ActorId child = play.process("child", true);
  play.of(child).mark("short");
  play.of(kMain).sigaction(SIGCHLD, 1).start(child).waitpid(child).program().code.pop_back();
  play.fails(symbols::echild).kill(child, 0).fails(symbols::esrch);
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << dump(play.program(), trace);
  EXPECT_TRUE(trace.actors[1].parent_ignored_sigchld);
}

TEST(Signals, EintrWhereItIsAskedFor) {
  Play play;
  const ActorId other = play.process("other");
  const ObjectId s = play.semaphore("s", 0);
  const int handler = play.handler(other, SIGUSR1);
  play.mark("handled");
  const int blocked = play.awaits_blocks(other, "acquire");
  play.of(other)
      .sigaction(SIGUSR1, 0, handler)
      .verb(s, "acquire")
      .flag(kInterruptible)
      .fails(symbols::eintr)
      .mark("after");
  play.of(kMain).await(blocked).kill(other, SIGUSR1).ok();
  const Trace trace = run(play);
  EXPECT_EQ(trace.ending, Trace::Ending::complete) << dump(play.program(), trace);
}

TEST(Signals, AWaitGoesOnAfterAHandler) {
  Play play;
  const ActorId other = play.process("other");
  const ObjectId s = play.semaphore("s", 0, "posix");
  const int handler = play.handler(other, SIGUSR1);
  play.mark("handled");
  const int blocked = play.awaits_blocks(other, "acquire");
  const int handled = play.awaits_label(other, "handled");
  play.of(other).sigaction(SIGUSR1, 0, handler).verb(s, "acquire").ok().mark("after");
  play.of(kMain).await(blocked).kill(other, SIGUSR1).ok().await(handled).release(s);
  const Trace trace = run(play);
  EXPECT_EQ(trace.ending, Trace::Ending::complete) << dump(play.program(), trace);
}

TEST(Signals, AlarmRings) {
  Play play;
  const int handler = play.handler(kMain, SIGALRM);
  play.mark("rang");
  play.of(kMain)
      .sigaction(SIGALRM, 0, handler)
      .plain(Op::alarm, "alarm", play.integer(5'000'000'000))
      .returns(play.integer(0));
  play.plain(Op::alarm, "alarm", play.integer(20'000'000)).returns(play.integer(5));
  play.wait_signal(Op::pause, "pause");
  const Trace trace = run(play);
  EXPECT_EQ(trace.ending, Trace::Ending::complete) << dump(play.program(), trace);
  EXPECT_EQ(count_of(play.program(), trace, "main.rang"), 1);
}

TEST(Signals, ManualKillsFailAsWritten) {
  Play play;
  const ActorId child = play.process("child", true);
  play.of(child).mark("short");
  play.of(kMain)
      .kill(child, SIGTERM)
      .fails(symbols::esrch)
      .on_actor(Op::join, child, "join")
      .fails(symbols::esrch);
  play.on_actor(Op::join, kMain, "join").fails(symbols::edeadlk).start(child);
  play.on_actor(Op::start, child, "start").fails(symbols::einval);
  play.waitpid(child).returns(play.integer(0)).kill(child, SIGTERM).fails(symbols::esrch);
  play.on_actor(Op::waitpid, child, "waitpid").fails(symbols::echild).join(child).returns(play.boolean(true));
  const Trace trace = run(play);
  EXPECT_EQ(trace.ending, Trace::Ending::complete) << dump(play.program(), trace);
}

}  // namespace
}  // namespace rehearse
