// How runs end: complete, blocked, in a cycle, by a finding, by time.
#include <csignal>

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

// Two actors take two locks in opposite order, each having seen the other hold its first.
void make_abba(Play& play, ActorId a, ActorId b, const char* backend) {
  const ObjectId m = play.object("m", RoomId::mutex, {}, backend),
                 n = play.object("n", RoomId::mutex, {}, backend);
  const int a_has = play.awaits_label(a, "a_has"), b_has = play.awaits_label(b, "b_has");
  play.of(a).acquire(m).mark("a_has").await(b_has).acquire(n);
  play.of(b).acquire(n).mark("b_has").await(a_has).acquire(m);
}

TEST(Endings, AbbaIsBlockedAndSaysWhoWaitsForWhat) {
  for (const char* backend : {"native", "boost", "posix"}) {
    Play play;
    const ActorId a = play.process("a"), b = play.process("b");
    make_abba(play, a, b, backend);
    const Trace trace = run(play);
    ASSERT_TRUE(trace.ending == Trace::Ending::blocked || trace.ending == Trace::Ending::cycle) << backend;
    for (const ActorId actor : {a, b}) {
      const ActorEnd& end = trace.actors[actor.index()];
      EXPECT_TRUE(end.waiting);
      EXPECT_FALSE(end.ended);
      EXPECT_EQ(play.program().steps[end.step.index()].text, "acquire");
    }
    EXPECT_EQ(trace.actors[a.index()].waits_for, 1);
    EXPECT_EQ(trace.objects[1].owner, b);
    EXPECT_LT(trace.wall, 1'000 * kMillisecond);
  }
}

TEST(Endings, ACycleIsFoundBesideOneWhoMoves) {
  Play play;
  const ActorId a = play.process("a"), b = play.process("b"), busy = play.process("busy");
  make_abba(play, a, b, "boost");
  play.of(busy).sleep(kLimit);
  const Trace trace = run(play);
  EXPECT_EQ(trace.ending, Trace::Ending::cycle);
  EXPECT_EQ(trace.cycle.size(), 2u);
}

TEST(Endings, AJoinThatNeverEndsIsBlocked) {
  Play play;
  const ActorId child = play.process("child", true);
  const ObjectId m = play.object("m", RoomId::mutex, {}, "boost");
  play.of(child).acquire(m);
  play.of(kMain).acquire(m).start(child).join(child);
  const Trace trace = run(play);
  ASSERT_TRUE(trace.ending == Trace::Ending::blocked || trace.ending == Trace::Ending::cycle);
  EXPECT_EQ(trace.actors[0].waits_for, child.value);
}

TEST(Endings, TheJoiningAtTheEndIsNoStep) {
  Play play;
  const ActorId child = play.process("child", true);
  const ObjectId s = play.semaphore("s", 0);
  play.of(child).acquire(s);
  play.of(kMain).start(child);
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::blocked);
  EXPECT_TRUE(trace.actors[0].waiting);
  EXPECT_FALSE(trace.actors[0].step.valid());
  EXPECT_EQ(trace.actors[0].waits_for, child.value);
}

TEST(Endings, ATimeoutTellsWhatEverybodyDid) {
  Play play;
  const ActorId sleeper = play.process("sleeper"), busy = play.process("busy");
  play.of(sleeper).sleep(kLimit);
  const Operand t = play.of(busy).temporary();
  play.plain(Op::yield, "yield");
  const auto at = static_cast<int32_t>(play.program().code.size());
  play.plain(Op::move, "move").program().code.back().to = t;
  play.program().code.back().a = play.integer(1);
  play.plain(Op::jump, "jump").program().code.back().target = at;
  const Trace trace = run(play, 100 * kMillisecond);
  EXPECT_EQ(trace.ending, Trace::Ending::timeout);
  EXPECT_TRUE(trace.actors[1].waiting);
  EXPECT_EQ(play.program().steps[trace.actors[1].step.index()].text, "sleep");
  EXPECT_FALSE(trace.actors[2].waiting);
  EXPECT_LT(trace.wall, 2'000 * kMillisecond);
}

TEST(Endings, AFindingCutsTheRunShort) {
  Play play;
  const ActorId a = play.process("a");
  const ObjectId m = play.object("m", RoomId::mutex, {}, "boost"), l = play.object("l", RoomId::lock);
  play.of(a).release(l);
  play.of(kMain).release(m).join(a);
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::raised);
  ASSERT_FALSE(trace.raised.empty());
  const Raised& raised = trace.raised[0];
  EXPECT_TRUE(raised.kind == Raised::Kind::not_owner || raised.text == "fails with EPERM") << raised.text;
}

TEST(Endings, AMillionEventsAreAnError) {
  Play play;
  const ActorId a = play.process("a");
  play.of(a).repeat(2'000'000, [&] { play.mark("again"); });
  Runs runs(play.finished());
  const Trace trace = runs.run({}, 60'000 * kMillisecond, nullptr);
  ASSERT_EQ(trace.ending, Trace::Ending::raised);
  EXPECT_EQ(trace.raised[0].kind, Raised::Kind::error);
  EXPECT_EQ(trace.raised[0].text, "more than a million events of one actor");
}

TEST(Endings, AutoDaemonsRunUntilOnlyTheyAreLeft) {
  Play play;
  const ActorId server = play.process("server");
  play.daemon(server);
  const ObjectId s = play.semaphore("s", 0), t = play.semaphore("t", 0);
  play.of(server).repeat(1000, [&] { play.acquire(s).release(t); });
  play.of(kMain).repeat(5, [&] { play.release(s).acquire(t); });
  const Trace trace = run(play);
  EXPECT_EQ(trace.ending, Trace::Ending::complete);
  EXPECT_TRUE(trace.actors[1].ended_by_runner);
  EXPECT_TRUE(trace.actors[1].ended);
  EXPECT_EQ(trace.actors[1].exitcode, Value::integer(-SIGKILL));
}

TEST(Endings, ADaemonChildIsTerminatedByItsParentsEnd) {
  Play play;
  const ActorId child = play.process("child", true);
  play.daemon(child);
  play.program().named_signals |= Play::bit(SIGTERM);
  play.of(child).wait_signal(Op::pause, "pause");
  play.of(kMain).start(child);
  const Trace trace = run(play);
  EXPECT_EQ(trace.ending, Trace::Ending::complete);
  EXPECT_TRUE(trace.actors[1].ended_by_parent);
  EXPECT_TRUE(trace.actors[1].reaped_at_end);
  EXPECT_FALSE(trace.actors[1].reaped);
  EXPECT_EQ(trace.actors[1].exitcode, Value::integer(-SIGTERM));
}

TEST(Endings, DaemonThreadsVanishWithTheirProcess) {
  Play play;
  const ActorId thread = play.thread("thread", kMain);
  play.daemon(thread);
  const ObjectId s = play.semaphore("s", 0);
  play.of(thread).acquire(s);
  play.of(kMain).mark("short");
  const Trace trace = run(play);
  EXPECT_EQ(trace.ending, Trace::Ending::complete);
  EXPECT_TRUE(trace.actors[1].ended_with_process);
}

TEST(Endings, AStopIsHeard) {
  Play play;
  const ActorId a = play.process("a");
  play.of(a).sleep(kLimit);
  Runs runs(play.finished());
  const volatile bool stop = true;
  EXPECT_EQ(runs.run({}, kLimit, &stop).ending, Trace::Ending::interrupted);
  const volatile bool no = false;
  EXPECT_EQ(runs.run({}, 50 * kMillisecond, &no).ending, Trace::Ending::timeout);
}

TEST(Endings, NativeRobustMutexSurvivesAKill) {
  for (const char* backend : {"native", "posix"}) {
    Play play;
    PrimitiveOptions options;
    options.robust = true;
    const ActorId child = play.process("child", true), thread = play.thread("thread", kMain, true);
    const ObjectId m = play.object("m", RoomId::mutex, options, backend);
    const int has = play.awaits_label(child, "has");
    play.of(child).acquire(m).mark("has").wait_signal(Op::pause, "pause");
    play.of(thread).acquire(m);
    play.of(kMain)
        .start(child)
        .await(has)
        .kill(child, SIGKILL)
        .ok()
        .verb(m, "acquire")
        .fails(symbols::eownerdead);
    play.verb(m, "consistent").ok().release(m).waitpid(child);
    // A thread that ends holding it, too.
    play.start(thread).join(thread).verb(m, "acquire").flag(kNonBlocking).fails(symbols::eownerdead);
    const Trace trace = run(play);
    EXPECT_EQ(trace.ending, Trace::Ending::complete)
        << backend << (trace.raised.empty() ? "" : trace.raised[0].text);
  }
}

TEST(Endings, ForkCopiesProcessMemory) {
  Play play;
  const ActorId child = play.process("child", true);
  const ObjectId x = play.word("x", WordKind::local);
  PrimitiveOptions options;
  options.recursive = true;
  const ObjectId m = play.object("m", RoomId::mutex, options, "boost", Scope::process);
  play.of(child).load(x, {Operand::Kind::temporary, 1});
  play.store(x, play.integer(9)).release(m).mark("seen", {Operand::Kind::temporary, 1});
  play.of(kMain)
      .store(x, play.integer(5))
      .acquire(m)
      .start(child)
      .join(child)
      .load(x, {Operand::Kind::temporary, 1});
  play.mark("kept", {Operand::Kind::temporary, 1}).release(m);
  const Trace trace = run(play);
  ASSERT_EQ(trace.ending, Trace::Ending::complete) << (trace.raised.empty() ? "" : trace.raised[0].text);
  EXPECT_EQ(find_event(play.program(), trace, "child.seen")->value, Value::integer(5));
  EXPECT_EQ(find_event(play.program(), trace, "main.kept")->value, Value::integer(5));
}

}  // namespace
}  // namespace rehearse
