// What the tickets promise: intervals that never contradict what really came first.
#include <map>

#include "tests/unit/stage/play.h"

namespace rehearse {
namespace {

constexpr int64_t kLimit = 20'000'000'000;
const ActorId kMain(0);

TEST(Order, PointsOfALockNeverOverlap) {
  for (const char* backend : {"native", "posix", "boost"}) {
    Play play;
    const ObjectId m = play.object("m", RoomId::mutex, {}, backend);
    std::vector<ActorId> actors{play.process("a"), play.process("b"), play.thread("c", kMain)};
    for (const ActorId actor : actors)
      play.of(actor).repeat(200, [&] { play.acquire(m).mark("inside").release(m); });
    Runs runs(play.finished());
    const Trace trace = runs.run({Schedule::Kind::noise, 3}, kLimit, nullptr);
    ASSERT_EQ(trace.ending, Trace::Ending::complete);
    std::map<uint64_t, const Event*> by_point;
    for (const Event& event : trace.events)
      if (event.kind == Event::Kind::step && event.point != kNoTicket) by_point[event.point] = &event;
    ActorId holder;
    for (const auto& [point, event] : by_point) {
      const std::string name = event_name(play.program(), *event);
      if (name.find("acquire") != std::string::npos) {
        EXPECT_FALSE(holder.valid()) << backend << " " << name;
        holder = event->actor;
      } else if (name.find("release") != std::string::npos) {
        EXPECT_EQ(holder, event->actor) << backend << " " << name;
        holder = {};
      }
    }
  }
}

TEST(Order, EventsOfOneActorAreInItsOwnOrder) {
  Play play;
  const ActorId a = play.process("a"), b = play.process("b");
  const ObjectId s = play.semaphore("s", 0);
  play.of(a).repeat(500, [&] { play.release(s); });
  play.of(b).repeat(500, [&] { play.acquire(s); });
  Runs runs(play.finished());
  const Trace trace = runs.run({}, kLimit, nullptr);
  ASSERT_EQ(trace.ending, Trace::Ending::complete);
  std::map<int32_t, uint64_t> last;
  uint64_t end = 0;
  for (const Event& event : trace.events) {
    EXPECT_GT(event.end, end);
    end = event.end;
    EXPECT_LE(event.begin, event.end);
    if (event.kind != Event::Kind::step) continue;
    EXPECT_GT(event.begin, last[event.actor.value]);
    last[event.actor.value] = event.end;
  }
}

TEST(Order, AtomicStepsLoseNothing) {
  Play play;
  std::vector<ActorId> actors{play.process("a"), play.process("b"), play.thread("c", kMain)};
  const ObjectId x = play.word("x", WordKind::atomic);
  for (const ActorId actor : actors) {
    play.of(actor).repeat(300, [&] {
      play.plain(Op::atomic, "atomic").program().code.back().number = x.value;
      Program& program = play.program();
      const std::size_t at = program.code.size() - 1;
      const Operand t{Operand::Kind::temporary, 2};
      Instruction load, add, store;
      load.op = Op::load;
      load.number = store.number = x.value;
      load.to = add.a = add.to = store.a = t;
      load.step = add.step = store.step = program.code[at].step;
      add.op = Op::binary;
      add.sub = static_cast<uint8_t>(BinaryOp::add);
      add.b = play.integer(1);
      store.op = Op::store;
      for (const Instruction& i : {load, add, store}) program.code.push_back(i);
      program.code[at].target = static_cast<int32_t>(program.code.size());
    });
  }
  Runs runs(play.finished());
  const Trace trace = runs.run({Schedule::Kind::noise, 1}, kLimit, nullptr);
  ASSERT_EQ(trace.ending, Trace::Ending::complete);
  EXPECT_EQ(*reinterpret_cast<const Value*>(trace.objects[0].state.data()), Value::integer(900));
}

TEST(Order, AnAwaitComesAfterWhatItAwaited) {
  Play play;
  const ActorId a = play.process("a"), b = play.process("b");
  const int ready = play.awaits_label(a, "ready"), gone = play.awaits_exit(a);
  play.of(a).mark("ready");
  play.of(b).await(ready).mark("after").await(gone);
  Runs runs(play.finished());
  for (int i = 0; i < 20; ++i) {
    const Trace trace = runs.run(
        {i % 2 ? Schedule::Kind::noise : Schedule::Kind::free, static_cast<uint64_t>(i)}, kLimit, nullptr);
    ASSERT_EQ(trace.ending, Trace::Ending::complete);
    EXPECT_LT(find_event(play.program(), trace, "a.ready")->latest(),
              find_event(play.program(), trace, "b.after")->earliest());
  }
}

}  // namespace
}  // namespace rehearse
