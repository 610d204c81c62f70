// Signals, kills and stops at any moment: each test asserts what every legal run gives. REHEARSE_HAMMER=500
// for more runs.
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <random>
#include <thread>

#include "runner/stage/widen.h"
#include "tests/unit/stage/play.h"

namespace rehearse {
namespace {

constexpr int64_t kLimit = 10'000'000'000;
const ActorId kMain(0);

int rounds(int in_ci) {
  const char* text = std::getenv("REHEARSE_HAMMER");
  return text != nullptr ? std::atoi(text) : in_ci;
}

Schedule schedule_of(int run) {
  return {run % 2 == 0 ? Schedule::Kind::free : Schedule::Kind::noise, static_cast<uint64_t>(run)};
}

// A part that takes some microseconds with the gate shut.
void long_part(Play& play, ActorId, int length) {
  const Operand t = play.temporary();
  play.plain(Op::yield, "yield").program().code.back().op = Op::move;
  play.program().code.back().a = play.integer(0);
  play.program().code.back().to = t;
  for (int i = 0; i < length; ++i) {
    Instruction add;
    add.op = Op::binary;
    add.sub = static_cast<uint8_t>(BinaryOp::add);
    add.step = play.program().code.back().step;
    add.a = add.to = t;
    add.b = play.integer(1);
    play.program().code.push_back(add);
  }
}

void no_signal_is_lost(const char* backend, int widened) {
  constexpr int kSignals = 200;
  stage::widened_rounds = widened;
  Play play;
  const ActorId victim = play.process("victim");
  const ObjectId given = play.semaphore("given", 0, backend), taken = play.semaphore("taken", 0);
  const int handler = play.handler(victim, SIGUSR1);
  play.release(given);
  const int ready = play.awaits_label(victim, "ready");
  play.of(victim).sigaction(SIGUSR1, 0, handler).mark("ready").repeat(kSignals, [&] {
    long_part(play, victim, 400);
    play.release(taken).acquire(given);
  });
  play.of(kMain).await(ready).repeat(kSignals, [&] { play.acquire(taken).kill(victim, SIGUSR1).ok(); });
  Runs runs(play.finished());
  for (int i = 0; i < rounds(6); ++i) {
    const Trace trace = runs.run(schedule_of(i), kLimit, nullptr);
    ASSERT_EQ(trace.ending, Trace::Ending::complete) << backend << " run " << i << " " << trace.trouble;
    ASSERT_EQ(count_of(play.program(), trace, "victim.handler(SIGUSR1)"), kSignals);
  }
  stage::widened_rounds = 0;
}

TEST(Hammer, NoSignalIsLostByANativeWait) { no_signal_is_lost("native", 0); }
TEST(Hammer, NoSignalIsLostByANativeWaitWithTheWindowWide) { no_signal_is_lost("native", 3000); }

// The sender does not wait: signals meet the long part, the wait and what is between.
void saved_signals_run(const char* backend, int widened) {
  constexpr int kSignals = 100;
  stage::widened_rounds = widened;
  Play play;
  const ActorId victim = play.process("victim");
  const ObjectId given = play.semaphore("given", 0, backend), taken = play.semaphore("taken", 0);
  const int handler = play.handler(victim, SIGUSR1);
  play.release(given);
  const int ready = play.awaits_label(victim, "ready");
  play.of(victim).sigaction(SIGUSR1, 0, handler).mark("ready").repeat(kSignals, [&] {
    play.release(taken);
    for (int k = 0; k < 4; ++k) long_part(play, victim, 200);
    play.acquire(given);
  });
  play.of(kMain).await(ready).repeat(
      kSignals, [&] { play.acquire(taken).plain(Op::yield, "yield").kill(victim, SIGUSR1).ok(); });
  Runs runs(play.finished());
  int without_wait = 0;
  for (int i = 0; i < rounds(6); ++i) {
    const Trace trace = runs.run(schedule_of(i), kLimit, nullptr);
    ASSERT_EQ(trace.ending, Trace::Ending::complete) << backend << " run " << i << " " << trace.trouble;
    ASSERT_EQ(count_of(play.program(), trace, "victim.handler(SIGUSR1)"), kSignals);
    without_wait += kSignals - count_of(play.program(), trace, "victim.acquire(given).blocks");
  }
  EXPECT_GT(without_wait, 0) << "no signal came before the wait: the test has no power";
  stage::widened_rounds = 0;
}

TEST(Hammer, SavedSignalsRunNative) { saved_signals_run("native", 0); }
TEST(Hammer, SavedSignalsRunNativeWide) { saved_signals_run("native", 3000); }
TEST(Hammer, SavedSignalsRunPosixWide) { saved_signals_run("posix", 3000); }
TEST(Hammer, SavedSignalsRunBoostWide) { saved_signals_run("boost", 3000); }

// A process whose three threads hammer on everything, for ever; another that hammers beside it and must get
// through.
struct Storm {
  Play play;
  ActorId victim, bystander;
  std::vector<ObjectId> theirs, others;

  Storm() {
    victim = play.process("victim");
    const ActorId t1 = play.thread("t1", victim), t2 = play.thread("t2", victim);
    bystander = play.process("bystander");
    PrimitiveOptions robust;
    robust.robust = true;
    for (const char* backend : {"native", "posix", "boost"})
      theirs.push_back(play.semaphore(backend, 2, backend));
    theirs.push_back(play.object("lock", RoomId::lock));
    theirs.push_back(play.object("bm", RoomId::mutex, {}, "boost"));
    theirs.push_back(play.object("rm", RoomId::mutex, robust, "posix"));
    theirs.push_back(play.object("nm", RoomId::mutex, robust, "native"));
    others.push_back(play.semaphore("own", 1));
    others.push_back(play.object("ownlock", RoomId::lock));
    for (const ActorId actor : {victim, t1, t2}) {
      play.of(actor).mark("begun").repeat(1'000'000, [&] {
        for (const ObjectId object : theirs) play.acquire(object).release(object);
      });
    }
    play.of(bystander).repeat(300, [&] {
      for (const ObjectId object : others) play.acquire(object).release(object);
    });
  }
};

TEST(Hammer, SigkillAtAnyMoment) {
  Storm storm;
  Play& play = storm.play;
  const int begun = play.awaits_label(storm.victim, "begun");
  play.of(kMain).await(begun).plain(Op::yield, "yield").kill(storm.victim, SIGKILL).ok().join(storm.victim);
  Runs runs(play.finished());
  for (int i = 0; i < rounds(15); ++i) {
    const Trace trace = runs.run(schedule_of(i), kLimit, nullptr);
    ASSERT_EQ(trace.ending, Trace::Ending::complete) << "run " << i << " " << trace.trouble;
    ASSERT_EQ(trace.actors[storm.victim.index()].exitcode, Value::integer(-SIGKILL));
    ASSERT_EQ(count_of(play.program(), trace, "bystander.acquire(own)"), 300);
  }
}

TEST(Hammer, SigtermByDefaultAtAnyMoment) {
  Storm storm;
  Play& play = storm.play;
  const int begun = play.awaits_label(storm.victim, "begun");
  play.of(kMain).await(begun).plain(Op::yield, "yield").kill(storm.victim, SIGTERM).ok().join(storm.victim);
  Runs runs(play.finished());
  for (int i = 0; i < rounds(15); ++i) {
    const Trace trace = runs.run(schedule_of(i), kLimit, nullptr);
    ASSERT_EQ(trace.ending, Trace::Ending::complete) << "run " << i << " " << trace.trouble;
    ASSERT_EQ(trace.actors[storm.victim.index()].exitcode, Value::integer(-SIGTERM));
  }
}

TEST(Hammer, StopAndContinueAtAnyMoment) {
  Storm storm;
  Play& play = storm.play;
  const int begun = play.awaits_label(storm.victim, "begun");
  play.of(kMain).await(begun).repeat(
      10, [&] { play.kill(storm.victim, SIGSTOP).ok().kill(storm.victim, SIGCONT).ok(); });
  play.kill(storm.victim, SIGKILL).ok();
  Runs runs(play.finished());
  for (int i = 0; i < rounds(10); ++i) {
    const Trace trace = runs.run(schedule_of(i), kLimit, nullptr);
    ASSERT_EQ(trace.ending, Trace::Ending::complete) << "run " << i << " " << trace.trouble;
    ASSERT_EQ(count_of(play.program(), trace, "victim.stopped"), 10);
    ASSERT_EQ(count_of(play.program(), trace, "victim.continued"), 10);
  }
}

TEST(Hammer, ExitBesideLivingThreads) {
  Storm storm;
  Play& play = storm.play;
  const ActorId quitter = play.thread("quitter", storm.victim);
  play.of(quitter).plain(Op::yield, "yield").plain(Op::exit_process, "exit", play.integer(9));
  Runs runs(play.finished());
  for (int i = 0; i < rounds(15); ++i) {
    const Trace trace = runs.run(schedule_of(i), kLimit, nullptr);
    ASSERT_EQ(trace.ending, Trace::Ending::complete) << "run " << i << " " << trace.trouble;
    ASSERT_EQ(trace.actors[storm.victim.index()].exitcode, Value::integer(9));
  }
}

TEST(Hammer, OfTwoThatKillEachOtherOneLives) {
  Play play;
  const ActorId a = play.process("a"), b = play.process("b");
  play.of(a).kill(b, SIGKILL);
  play.of(b).kill(a, SIGKILL);
  Runs runs(play.finished());
  for (int i = 0; i < rounds(40); ++i) {
    const Trace trace = runs.run(schedule_of(i), kLimit, nullptr);
    ASSERT_EQ(trace.ending, Trace::Ending::complete) << "run " << i << " " << trace.trouble;
    int killed = 0;
    for (const ActorId actor : {a, b})
      killed += trace.actors[actor.index()].exitcode == Value::integer(-SIGKILL);
    // The second may have ended its steps before the first struck.
    ASSERT_LE(killed, 1);
  }
}

TEST(Hammer, NoFalseDeadlock) {
  Play play;
  std::vector<ActorId> ring;
  std::vector<ObjectId> turns;
  for (int i = 0; i < 4; ++i)
    ring.push_back(i % 2 != 0 ? play.process("p" + std::to_string(i))
                              : play.thread("t" + std::to_string(i), kMain));
  for (int i = 0; i < 4; ++i)
    turns.push_back(play.semaphore("s" + std::to_string(i), i == 0 ? 1 : 0, i % 3 == 0 ? "posix" : "native"));
  for (std::size_t i = 0; i < 4; ++i)
    play.of(ring[i]).repeat(200, [&] { play.acquire(turns[i]).release(turns[(i + 1) % 4]); });
  Runs runs(play.finished());
  for (int i = 0; i < rounds(15); ++i) {
    const Trace trace = runs.run(schedule_of(i), kLimit, nullptr);
    ASSERT_EQ(trace.ending, Trace::Ending::complete) << "run " << i << " " << trace.trouble;
  }
}

// -- kill -9 of what runs the scenario --

enum class Victim { runner, stage, both, actor };

// One of the runner's descendants, by where it stands: its child is the stage, the stage's children are
// actors.
std::vector<int> children_of(int pid) {
  std::vector<int> pids;
  const std::string path = "/proc/" + std::to_string(pid) + "/task/" + std::to_string(pid) + "/children";
  if (FILE* file = std::fopen(path.c_str(), "r")) {
    for (int child; std::fscanf(file, "%d", &child) == 1;) pids.push_back(child);
    std::fclose(file);
  }
  return pids;
}

[[noreturn]] void run_for_ever(const Program& program) {
  adopt_orphans();
  Runs runs(program);
  for (uint64_t i = 0;; ++i) (void)runs.run({Schedule::Kind::noise, i}, kLimit, nullptr);
}

// Orphans come to this process: when it has no child any more, nothing is left.
bool all_gone() {
  const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(3);
  while (std::chrono::steady_clock::now() < limit) {
    const int r = waitpid(-1, nullptr, WNOHANG);
    if (r < 0 && errno == ECHILD) return true;
    if (r == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return false;
}

void kill_and_count(Victim victim) {
  Storm storm;
  Play& play = storm.play;
  play.of(kMain).repeat(50, [&] { play.kill(storm.victim, SIGSTOP).kill(storm.victim, SIGCONT); });
  play.kill(storm.victim, SIGKILL);
  const Program& program = play.finished();
  ASSERT_EQ(prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  std::minstd_rand random(42);
  for (int i = 0; i < rounds(15); ++i) {
    const int runner = fork();
    ASSERT_GE(runner, 0);
    if (runner == 0) run_for_ever(program);
    std::this_thread::sleep_for(std::chrono::microseconds(random() % 12'000));
    const std::vector<int> stages = children_of(runner);
    const std::vector<int> actors = stages.empty() ? std::vector<int>() : children_of(stages[0]);
    if (victim == Victim::actor && !actors.empty()) ::kill(actors[random() % actors.size()], SIGKILL);
    if (victim == Victim::stage || victim == Victim::both)
      if (!stages.empty()) ::kill(stages[0], SIGKILL);
    // A run that lost something goes on or ends; then the runner goes too, and all must be gone.
    if (victim == Victim::actor || victim == Victim::stage)
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    ::kill(runner, SIGKILL);
    ASSERT_TRUE(all_gone()) << "left behind in round " << i;
  }
}

TEST(Hammer, NothingIsLeftOfAKilledRunner) { kill_and_count(Victim::runner); }
TEST(Hammer, NothingIsLeftOfAKilledStage) { kill_and_count(Victim::stage); }
TEST(Hammer, NothingIsLeftOfBoth) { kill_and_count(Victim::both); }
TEST(Hammer, NothingIsLeftOfAKilledActor) { kill_and_count(Victim::actor); }

}  // namespace
}  // namespace rehearse
