#include "reference.h"

#include <gtest/gtest.h>

namespace rehearse::reference {
namespace {

using Finals = std::set<std::vector<int64_t>>;
using Actors = std::set<int>;

Step load(int word, int to) { return {.op = Step::Op::load, .object = word, .to = to}; }
Step store(int word, int64_t number, int from = -1) {
  return {.op = Step::Op::store, .object = word, .from = from, .number = number};
}
Step jump(int target) { return {.op = Step::Op::jump, .target = target}; }
Step jump_unless(int from, int target) {
  return {.op = Step::Op::jump_unless, .from = from, .target = target};
}
Step start(int actor) { return {.op = Step::Op::start, .target = actor}; }
Step join(int actor) { return {.op = Step::Op::join, .target = actor}; }
Step await_blocked(int actor) { return {.op = Step::Op::await_blocked, .target = actor}; }

Step timed(Step step) {
  step.timed = true;
  return step;
}
Step tried(Step step, int to) {
  step.try_only = true;
  step.to = to;
  return step;
}
Step tolerated(Step step, int to) {
  step.tolerated = true;
  step.to = to;
  return step;
}

// word = word + 1, as `let` does it: a read, then a write.
Code increment(int word) { return {load(word, 0), store(word, 1, 0)}; }

Code operator+(Code first, const Code& then) {
  first.insert(first.end(), then.begin(), then.end());
  return first;
}

struct Reference : testing::Test {
  Code between(int object, const Code& steps) {
    return Code{program.on(object, "acquire")} + steps + Code{program.on(object, "release")};
  }
  // first, then second, and back.
  Code nested(int first, int second) { return between(first, between(second, {})); }
  Outcome outcome() { return explore(program); }

  Program program;
};

TEST_F(Reference, CountsEveryInterleavingOfIndependentSteps) {
  const int x = program.object(RoomId::word), y = program.object(RoomId::word);
  program.actor({store(x, 1)});
  program.actor({store(y, 1)});
  // Each has three places: before its step, after it, ended.
  EXPECT_EQ(outcome().states, 9U);
  EXPECT_EQ(outcome().finals, (Finals{{1, 1}}));
}

TEST_F(Reference, TwoIncrementsWithoutALockGiveOneOrTwo) {
  const int x = program.object(RoomId::word);
  for (int i = 0; i < 2; ++i) program.actor(increment(x));
  EXPECT_EQ(outcome().finals, (Finals{{1}, {2}}));
}

TEST_F(Reference, ThreeIncrementsWithoutALockGiveOneToThree) {
  const int x = program.object(RoomId::word);
  for (int i = 0; i < 3; ++i) program.actor(increment(x));
  EXPECT_EQ(outcome().finals, (Finals{{1}, {2}, {3}}));
}

TEST_F(Reference, LocksMutexesAndSemaphoresOfOneMakeIncrementsAddUp) {
  for (RoomId room : {RoomId::lock, RoomId::mutex, RoomId::semaphore}) {
    program = {};
    const int x = program.object(RoomId::word);
    const int guard = program.object(room, {.value = 1});
    for (int i = 0; i < 3; ++i) program.actor(between(guard, increment(x)));
    EXPECT_EQ(outcome().finals, (Finals{{3}}));
    EXPECT_EQ(outcome().stuck, Actors{});
  }
}

TEST_F(Reference, ASemaphoreOfTwoExcludesNobody) {
  const int x = program.object(RoomId::word);
  const int guard = program.object(RoomId::semaphore, {.value = 2});
  for (int i = 0; i < 2; ++i) program.actor(between(guard, increment(x)));
  EXPECT_EQ(outcome().finals, (Finals{{1}, {2}}));
}

TEST_F(Reference, LocksTakenCrosswiseDeadlock) {
  for (RoomId room : {RoomId::lock, RoomId::mutex}) {
    program = {};
    const int a = program.object(room), b = program.object(room);
    program.actor(nested(a, b));
    program.actor(nested(b, a));
    EXPECT_EQ(outcome().stuck, (Actors{0, 1}));
    EXPECT_EQ(outcome().finals, (Finals{{}})) << "and other runs end";
  }
}

TEST_F(Reference, LocksTakenInOneOrderDoNot) {
  const int a = program.object(RoomId::mutex), b = program.object(RoomId::mutex);
  for (int i = 0; i < 3; ++i) program.actor(nested(a, b));
  EXPECT_EQ(outcome().stuck, Actors{});
}

TEST_F(Reference, ATimeOutOnTheSecondLockFreesBoth) {
  const int a = program.object(RoomId::lock), b = program.object(RoomId::lock);
  auto patient = [&](int first, int second) {
    Step inner = timed(program.on(second, "acquire"));
    inner.to = 0;
    return Code{program.on(first, "acquire"), inner, jump_unless(0, 4), program.on(second, "release"),
                program.on(first, "release")};
  };
  program.actor(patient(a, b));
  program.actor(patient(b, a));
  EXPECT_EQ(outcome().stuck, Actors{});
  EXPECT_TRUE(outcome().errors.empty());
}

TEST_F(Reference, WhoWorksOnBesideADeadlockDoesNotHideIt) {
  const int a = program.object(RoomId::mutex), b = program.object(RoomId::mutex);
  program.actor(nested(a, b));
  program.actor(nested(b, a));
  program.actor({jump(0)});
  EXPECT_EQ(outcome().stuck, (Actors{0, 1}));
}

TEST_F(Reference, SpinningOnAFlagThatNobodySetsIsALivelockAndNoDeadlock) {
  const int flag = program.object(RoomId::word);
  program.actor({load(flag, 0), jump_unless(0, 0)});
  EXPECT_EQ(outcome().stuck, Actors{});
  EXPECT_TRUE(outcome().livelock);
  program.actor({store(flag, 1)});
  EXPECT_FALSE(outcome().livelock) << "it may spin long, but an end is within reach";
}

TEST_F(Reference, AnEventPulseFreesEverybodyWhoWaits) {
  const int event = program.object(RoomId::event);
  program.actor({start(1), start(2), start(3), await_blocked(1), await_blocked(2), await_blocked(3),
                 program.on(event, "set"), program.on(event, "clear"), join(1), join(2), join(3)});
  for (int i = 0; i < 3; ++i) program.actor({program.on(event, "wait")}, true);
  EXPECT_EQ(outcome().stuck, Actors{});
}

TEST_F(Reference, AnEventPulseIsLostOnWhoWaitsAfterIt) {
  const int event = program.object(RoomId::event);
  program.actor({program.on(event, "set"), program.on(event, "clear")});
  program.actor({program.on(event, "wait")});
  EXPECT_EQ(outcome().stuck, Actors{1});
  EXPECT_EQ(outcome().finals, (Finals{{}}));
}

TEST_F(Reference, AReleaseHandsNothingOverToTheWokenWaiter) {
  const int lock = program.object(RoomId::lock), first = program.object(RoomId::word);
  // 0 holds the lock until 1 sleeps; 2 is a newcomer. Either may be first, so either may be last to write.
  program.actor(
      {program.on(lock, "acquire"), start(1), await_blocked(1), start(2), program.on(lock, "release")});
  program.actor(between(lock, {store(first, 1)}), true);
  program.actor(between(lock, {store(first, 2)}), true);
  EXPECT_EQ(outcome().finals, (Finals{{1}, {2}}));
  EXPECT_EQ(outcome().stuck, Actors{});
}

TEST_F(Reference, TwoSemaphoresMakeARendezvous) {
  const int x = program.object(RoomId::word), y = program.object(RoomId::word);
  const int seen_x = program.object(RoomId::word), seen_y = program.object(RoomId::word);
  const int here = program.object(RoomId::semaphore), there = program.object(RoomId::semaphore);
  program.actor({store(x, 1), program.on(here, "release"), program.on(there, "acquire"), load(y, 0),
                 store(seen_y, 0, 0)});
  program.actor({store(y, 1), program.on(there, "release"), program.on(here, "acquire"), load(x, 0),
                 store(seen_x, 0, 0)});
  EXPECT_EQ(outcome().finals, (Finals{{1, 1, 1, 1}}));
}

TEST_F(Reference, AReleaseOfNFreesN) {
  const int semaphore = program.object(RoomId::semaphore);
  program.actor({program.on(semaphore, "release", Value::integer(2))});
  for (int i = 0; i < 2; ++i) program.actor({program.on(semaphore, "acquire")});
  EXPECT_EQ(outcome().stuck, Actors{});
  program.actor({program.on(semaphore, "acquire")});
  EXPECT_EQ(outcome().stuck, (Actors{1, 2, 3})) << "any one of three";
}

TEST_F(Reference, JoinOrdersWhatTheJoinedDid) {
  const int x = program.object(RoomId::word), seen = program.object(RoomId::word);
  program.actor({start(1), join(1), load(x, 0), store(seen, 0, 0)});
  program.actor({store(x, 1)}, true);
  EXPECT_EQ(outcome().finals, (Finals{{1, 1}}));
}

TEST_F(Reference, StartingTwiceIsAnError) {
  program.actor({start(1), start(1)});
  program.actor({}, true);
  EXPECT_EQ(outcome().errors, (std::set<std::string>{"EINVAL"}));
}

TEST_F(Reference, PhilosophersWhoAllReachRightFirstStarve) {
  std::vector<int> fork;
  for (int i = 0; i < 4; ++i) fork.push_back(program.object(RoomId::mutex));
  for (std::size_t i = 0; i < 4; ++i) program.actor(nested(fork[i], fork[(i + 1) % 4]));
  EXPECT_EQ(outcome().stuck, (Actors{0, 1, 2, 3}));
}

TEST_F(Reference, PhilosophersWithOneLeftHanderAllEat) {
  std::vector<int> fork;
  for (int i = 0; i < 4; ++i) fork.push_back(program.object(RoomId::mutex));
  for (std::size_t i = 0; i < 3; ++i) program.actor(nested(fork[i], fork[i + 1]));
  program.actor(nested(fork[0], fork[3]));
  EXPECT_EQ(outcome().stuck, Actors{});
}

TEST_F(Reference, PhilosophersWithAFootmanAllEat) {
  const int footman = program.object(RoomId::semaphore, {.value = 2});
  std::vector<int> fork;
  for (int i = 0; i < 3; ++i) fork.push_back(program.object(RoomId::lock));
  for (std::size_t i = 0; i < 3; ++i) program.actor(between(footman, nested(fork[i], fork[(i + 1) % 3])));
  EXPECT_EQ(outcome().stuck, Actors{});
}

TEST_F(Reference, AMutexWhoseOwnerEndedStaysHeldUnlessItIsRobust) {
  const int mutex = program.object(RoomId::mutex);
  program.actor({program.on(mutex, "acquire")});
  program.actor({program.on(mutex, "acquire")});
  EXPECT_EQ(outcome().stuck, (Actors{0, 1})) << "whoever comes second";
  program.objects[0].options.robust = true;
  EXPECT_EQ(outcome().errors, (std::set<std::string>{"EOWNERDEAD"}));
  for (Program::Actor& actor : program.actors) actor.code[0] = tolerated(actor.code[0], 0);
  EXPECT_EQ(outcome().stuck, Actors{});
  EXPECT_TRUE(outcome().errors.empty());
}

TEST_F(Reference, TheHeirOfARobustMutexMakesItConsistent) {
  const int mutex = program.object(RoomId::mutex, {.robust = true});
  program.actor({program.on(mutex, "acquire")});
  program.actor({join(0), tolerated(program.on(mutex, "acquire"), 0), program.on(mutex, "consistent"),
                 program.on(mutex, "release"), program.on(mutex, "acquire"), program.on(mutex, "release")});
  EXPECT_EQ(outcome().stuck, Actors{});
  EXPECT_EQ(outcome().errors, std::set<std::string>{});
}

TEST_F(Reference, OnlyAPlainMutexBlocksItsOwner) {
  const int mutex = program.object(RoomId::mutex);
  program.actor(nested(mutex, mutex));
  EXPECT_EQ(outcome().stuck, Actors{0});
  program.objects[0].options = {.recursive = true};
  EXPECT_EQ(outcome().stuck, Actors{});
  EXPECT_TRUE(outcome().errors.empty());
  program.objects[0].options = {.errorcheck = true};
  EXPECT_EQ(outcome().errors, (std::set<std::string>{"EDEADLK"}));
}

TEST_F(Reference, AForeignReleaseIsAMisuseOfAMutexAndFineOnALock) {
  const int token = program.object(RoomId::lock);
  program.actor({program.on(token, "acquire"), start(1), program.on(token, "acquire")});
  program.actor({program.on(token, "release")}, true);
  EXPECT_EQ(outcome().stuck, Actors{});
  EXPECT_FALSE(outcome().misuse);
  program.objects[0].room = RoomId::mutex;
  EXPECT_TRUE(outcome().misuse);
}

TEST_F(Reference, ATryNeverWaits) {
  const int lock = program.object(RoomId::lock), had = program.object(RoomId::word);
  program.actor({program.on(lock, "acquire"), start(1), join(1)});
  program.actor({tried(program.on(lock, "acquire"), 0), jump_unless(0, 3), store(had, 1)}, true);
  EXPECT_EQ(outcome().finals, (Finals{{0}}));
  EXPECT_EQ(outcome().stuck, Actors{});
}

}  // namespace
}  // namespace rehearse::reference
