// Actors begin, end, are joined and reaped.
#include "tests/unit/stage/play.h"

namespace rehearse {
namespace {

constexpr int64_t kLimit = 10'000'000'000;

TEST(Lifecycle, TwoProcessesRunAndEnd) {
  Play play;
  const ActorId a = play.process("a"), b = play.process("b");
  play.of(a).mark("one").of(b).mark("two");
  Runs runs(play.finished());
  const Trace trace = runs.run({}, kLimit, nullptr);
  EXPECT_EQ(trace.ending, Trace::Ending::complete) << trace.trouble;
  EXPECT_EQ(count_of(play.program(), trace, "a.one"), 1);
  EXPECT_EQ(count_of(play.program(), trace, "b.two"), 1);
  EXPECT_EQ(count_of(play.program(), trace, "a.exit"), 1);
  EXPECT_EQ(trace.actors[1].exitcode, Value::integer(0));
}

TEST(Lifecycle, StartForksAndJoinReaps) {
  Play play;
  const ActorId child = play.process("child", true);
  play.of(child).mark("here").plain(Op::exit_process, "exit", play.integer(7));
  play.of(ActorId(0)).start(child).waitpid(child).returns(play.integer(7));
  Runs runs(play.finished());
  const Trace trace = runs.run({}, kLimit, nullptr);
  EXPECT_EQ(trace.ending, Trace::Ending::complete) << trace.trouble;
  EXPECT_TRUE(trace.raised.empty());
  EXPECT_TRUE(trace.actors[1].reaped);
  EXPECT_EQ(trace.actors[1].exitcode, Value::integer(7));
}

TEST(Lifecycle, ThreadsShareAndAreJoined) {
  Play play;
  const ActorId thread = play.thread("worker", ActorId(0));
  const ObjectId s = play.semaphore("s", 0);
  play.of(thread).release(s);
  play.of(ActorId(0)).acquire(s).join(thread).returns(play.boolean(true));
  Runs runs(play.finished());
  const Trace trace = runs.run({}, kLimit, nullptr);
  EXPECT_EQ(trace.ending, Trace::Ending::complete) << trace.trouble;
  EXPECT_TRUE(trace.raised.empty());
}

TEST(Lifecycle, ManyRunsInOneStage) {
  Play play;
  const ActorId a = play.process("a"), b = play.process("b");
  const ObjectId s = play.semaphore("s", 0), t = play.semaphore("t", 0);
  play.of(a).repeat(20, [&] { play.acquire(s).release(t); });
  play.of(b).repeat(20, [&] { play.release(s).acquire(t); });
  Runs runs(play.finished());
  for (uint64_t i = 0; i < 50; ++i) {
    const Schedule schedule{i % 2 == 0 ? Schedule::Kind::free : Schedule::Kind::noise, i};
    const Trace trace = runs.run(schedule, kLimit, nullptr);
    ASSERT_EQ(trace.ending, Trace::Ending::complete) << trace.trouble << " in run " << i;
    ASSERT_EQ(count_of(play.program(), trace, "a.acquire(s)"), 20);
  }
}

}  // namespace
}  // namespace rehearse
