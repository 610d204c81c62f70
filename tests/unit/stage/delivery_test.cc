// When and how handlers run: nesting, masks, restart, threads; and `always`.
#include <sys/wait.h>
#include <unistd.h>
#include <csignal>

#include <algorithm>

#include "tests/unit/stage/play.h"

namespace rehearse {
namespace {

constexpr int64_t kLimit = 10'000'000'000;
constexpr int64_t kMillisecond = 1'000'000;
const ActorId kMain(0);

Trace run(Play& play, int64_t limit = kLimit) {
  Runs runs(play.finished());
  return runs.run({}, limit, nullptr);
}

std::string said(const Trace& trace) { return trace.raised.empty() ? trace.trouble : trace.raised[0].text; }

long at(const std::vector<std::string>& names, const std::string& name) {
  return std::find(names.begin(), names.end(), name) - names.begin();
}

TEST(Delivery, SeveralLetThroughNestBeforeTheFirstStep) {
  Play play;
  const int low = play.handler(kMain, SIGRTMIN);
  play.mark("low");
  const int high = play.handler(kMain, SIGRTMIN + 1);
  play.mark("high");
  const uint64_t both = Play::bit(SIGRTMIN) | Play::bit(SIGRTMIN + 1);
  play.of(kMain).sigaction(SIGRTMIN, 0, low).sigaction(SIGRTMIN + 1, 0, high).mask(0, both);
  play.raise(SIGRTMIN).raise(SIGRTMIN + 1).raise(SIGRTMIN).mask(1, both).mark("after");
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << said(trace);
  const auto names = names_of(play.program(), trace);
  // Lowest first, each beginning before the first step of the one before it: bodies run highest first.
  EXPECT_LT(at(names, "main.handler(SIGRTMIN)"), at(names, "main.handler(SIGRTMIN+1)"));
  EXPECT_LT(at(names, "main.high"), at(names, "main.low"));
  EXPECT_LT(at(names, "main.low"), at(names, "main.after"));
  EXPECT_EQ(count_of(play.program(), trace, "main.low"), 2);
}

TEST(Delivery, DeeperThanEightIsAnError) {
  Play play;
  std::vector<int> handlers;
  for (int i = 0; i < 9; ++i) {
    handlers.push_back(play.handler(kMain, SIGRTMIN + i));
    play.raise(SIGRTMIN + i + 1).mark("inside");
  }
  play.of(kMain);
  for (int i = 0; i < 9; ++i) play.sigaction(SIGRTMIN + i, 0, handlers[static_cast<std::size_t>(i)]);
  play.raise(SIGRTMIN);
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::raised);
  EXPECT_EQ(said(trace), "handlers nested deeper than 8");
}

TEST(Delivery, SigsuspendHandlesWhatWasPending) {
  Play play;
  const int handler = play.handler(kMain, SIGUSR1);
  play.mark("handled");
  play.of(kMain).sigaction(SIGUSR1, 0, handler).mask(0, Play::bit(SIGUSR1)).raise(SIGUSR1).mark("still");
  play.wait_signal(Op::sigsuspend, "sigsuspend", 0).ok().raise(SIGUSR1).mark("after");
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << said(trace);
  // The old mask is back: the second one stays pending.
  EXPECT_EQ(count_of(play.program(), trace, "main.handled"), 1);
  const auto names = names_of(play.program(), trace);
  EXPECT_LT(at(names, "main.still"), at(names, "main.handled"));
}

TEST(Delivery, SleepGoesOnOrIsInterrupted) {
  for (const bool interruptible : {false, true}) {
    Play play;
    const ActorId other = play.process("other");
    const int handler = play.handler(other, SIGUSR1);
    play.mark("handled");
    const int sleeping = play.awaits_blocks(other, "sleep");
    play.of(other).sigaction(SIGUSR1, 0, handler, true).sleep(100 * kMillisecond);
    if (interruptible)
      play.flag(kInterruptible).fails(symbols::eintr);
    else
      play.ok();
    play.of(kMain).await(sleeping).kill(other, SIGUSR1).ok();
    const Trace trace = run(play);
    ASSERT_EQ(trace.ending, Trace::Ending::complete) << said(trace);
    if (!interruptible) {
      EXPECT_GE(find_event(play.program(), trace, "other.sleep")->time, 100 * kMillisecond);
    }
  }
}

TEST(Delivery, RestartKeepsAnUntimedWaitGoing) {
  Play play;
  const ActorId other = play.process("other");
  const ObjectId s = play.semaphore("s", 0);
  const int handler = play.handler(other, SIGUSR1);
  play.mark("handled");
  const int blocked = play.awaits_blocks(other, "acquire"), handled = play.awaits_label(other, "handled");
  play.of(other).sigaction(SIGUSR1, 0, handler, true).verb(s, "acquire").flag(kInterruptible).ok();
  play.of(kMain).await(blocked).kill(other, SIGUSR1).ok().await(handled).release(s);
  EXPECT_EQ(run(play).ending, Trace::Ending::complete);
}

TEST(Delivery, AHandlerThatWaitsInAWait) {
  Play play;
  const ActorId other = play.process("other");
  const ObjectId s = play.semaphore("s", 0), t = play.semaphore("t", 0);
  const int handler = play.handler(other, SIGUSR1);
  play.acquire(t).mark("handled");
  const int blocked = play.awaits_blocks(other, "acquire"), handled = play.awaits_label(other, "handled");
  play.of(other).sigaction(SIGUSR1, 0, handler).acquire(s).mark("after");
  play.of(kMain).await(blocked).kill(other, SIGUSR1).ok().release(s).release(t).await(handled);
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << said(trace);
  const auto names = names_of(play.program(), trace);
  EXPECT_LT(at(names, "other.handled"), at(names, "other.after"));
}

TEST(Delivery, AThreadActorGetsItsOwnSignal) {
  Play play;
  const ActorId thread = play.thread("thread", kMain);
  const int handler = play.handler(thread, SIGUSR1);
  play.mark("handled");
  const int paused = play.awaits_blocks(thread, "pause");
  play.of(thread).sigaction(SIGUSR1, 0, handler).wait_signal(Op::pause, "pause");
  play.of(kMain).await(paused).kill(thread, SIGUSR1).ok().join(thread);
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << said(trace);
  EXPECT_EQ(count_of(play.program(), trace, "thread.handled"), 1);
}

TEST(Delivery, DefaultStopSignalsStop) {
  Play play;
  const ActorId child = play.process("child", true);
  const ObjectId s = play.semaphore("s", 0);
  play.of(child).acquire(s);
  play.of(kMain).start(child).kill(child, SIGTSTP).ok();
  EventKey key;
  key.kind = EventKey::Kind::stopped;
  AwaitInfo stopped;
  stopped.pattern.actors = {child};
  stopped.pattern.keys = {key};
  play.program().awaits.push_back(stopped);
  play.await(0).kill(child, SIGCONT).ok().release(s).join(child);
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << said(trace);
  EXPECT_EQ(count_of(play.program(), trace, "child.stopped"), 1);
}

TEST(Delivery, ASignalSentWhileIgnoredIsDropped) {
  Play play;
  const int handler = play.handler(kMain, SIGUSR1);
  play.mark("handled");
  play.of(kMain)
      .sigaction(SIGUSR1, 1)
      .raise(SIGUSR1)
      .sigaction(SIGUSR1, 0, handler)
      .mark("after")
      .raise(SIGUSR1);
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << said(trace);
  EXPECT_EQ(count_of(play.program(), trace, "main.handled"), 1);
}

TEST(Delivery, SomebodyElsesKillEndsTheRun) {
  Play play;
  const ActorId victim = play.process("victim");
  play.of(victim).sleep(kLimit);
  const int parent = getpid();
  Runs runs(play.finished());
  // Kills the first actor that it finds below this process's stage.
  const int killer = fork();
  if (killer == 0) {
    for (int tries = 0; tries < 3000; ++tries, usleep(1000)) {
      const std::string command =
          "for s in $(cat /proc/" + std::to_string(parent) + "/task/" + std::to_string(parent) +
          "/children); do for a in $(cat /proc/$s/task/$s/children); do "
          "grep -q victim /proc/$a/comm 2>/dev/null && kill -9 $a && exit 0; done; done; exit 1";
      if (std::system(command.c_str()) == 0) _exit(0);
    }
    _exit(1);
  }
  const Trace trace = runs.run({}, kLimit, nullptr);
  waitpid(killer, nullptr, 0);
  EXPECT_EQ(trace.ending, Trace::Ending::killed_outside);
  EXPECT_EQ(trace.trouble, "victim died without a step, handler or request of the scenario as the cause");
}

TEST(Delivery, AlwaysIsJudgedAfterEachStore) {
  Play play;
  const ObjectId x = play.word("x");
  play.of(kMain).store(x, play.integer(1)).store(x, play.integer(5)).store(x, play.integer(2));
  Program& program = play.finished();
  Rule rule;
  rule.expectation.kind = Expectation::Kind::always;
  rule.condition.begin = static_cast<int32_t>(program.code.size());
  rule.condition.temporaries = 1;
  rule.condition.words = {x};
  Instruction load, less;
  load.op = Op::load;
  load.number = x.value;
  load.to = less.a = less.to = {Operand::Kind::temporary, 0};
  less.op = Op::binary;
  less.sub = static_cast<uint8_t>(BinaryOp::less);
  less.b = play.integer(3);
  program.code.push_back(load);
  program.code.push_back(less);
  rule.condition.end = static_cast<int32_t>(program.code.size());
  program.rules.push_back(rule);
  Runs runs(program);
  const Trace trace = runs.run({}, kLimit, nullptr);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << said(trace);
  EXPECT_EQ(std::count_if(trace.events.begin(), trace.events.end(),
                          [](const Event& e) { return e.kind == Event::Kind::always; }),
            1);
}

}  // namespace
}  // namespace rehearse
