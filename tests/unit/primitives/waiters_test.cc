#include "primitives/waiters.h"

#include "scripted_port.h"

namespace rehearse {
namespace {

using Log = std::vector<std::string>;

struct NativeWait : testing::Test {
  void make_native(RoomId id, const PrimitiveOptions& options = {}) { make(object, id, "native", options); }
  Effect alice_does(std::string_view verb, const Wait& wait = {}) {
    return perform(object, verb, alice, kAlice, wait);
  }
  Effect bob_does(std::string_view verb, const Wait& wait = {}) {
    return perform(object, verb, bob, kBob, wait);
  }

  World world;
  Object object;
  ScriptedPort alice{world, kAlice}, bob{world, kBob};
};

TEST_F(NativeWait, WhatIsFreeIsTakenWithAPointAndWithoutWaiting) {
  make_native(RoomId::lock);
  EXPECT_TRUE(got(alice_does("acquire")));
  EXPECT_EQ(alice.log, Log{"point"});
}

TEST_F(NativeWait, WaitsAnnouncedOnceUntilItIsReleased) {
  make_native(RoomId::lock);
  bob_does("acquire");
  alice.script = {[&] { bob_does("release"); }};
  EXPECT_TRUE(got(alice_does("acquire")));
  EXPECT_EQ(alice.log, (Log{"enlist", "announce", "park", "withdraw", "point", "awake"}));
  EXPECT_TRUE(object.waiting.empty());
}

TEST_F(NativeWait, ANewcomerMayBeFasterThanTheWokenWaiter) {
  make_native(RoomId::lock);
  bob_does("acquire");
  alice.script = {[&] {
                    bob_does("release");
                    bob_does("acquire");
                  },
                  [&] { bob_does("release"); }};
  EXPECT_TRUE(got(alice_does("acquire")));
  EXPECT_EQ(alice.log, (Log{"enlist", "announce", "park", "park", "withdraw", "point", "awake"}));
}

TEST_F(NativeWait, WithoutBlockingNeverAnnounces) {
  make_native(RoomId::semaphore);
  EXPECT_TRUE(missed(alice_does("acquire", {.timeout = 0})));
  EXPECT_EQ(alice.log, Log{"point"});
}

TEST_F(NativeWait, ComesBackFalseWhenItsTimeIsUp) {
  make_native(RoomId::event);
  alice.script = {[&] { world.clock += 50; }};
  EXPECT_TRUE(missed(alice_does("wait", {.timeout = 50})));
  EXPECT_EQ(alice.deadline, 1050);
  EXPECT_EQ(alice.log.back(), "awake");
  EXPECT_TRUE(object.waiting.empty());
}

TEST_F(NativeWait, SleepsOnWhenItWokeTooEarly) {
  make_native(RoomId::event);
  alice.script = {[&] { world.clock += 49; }, [&] { world.clock += 1; }};
  EXPECT_TRUE(missed(alice_does("wait", {.timeout = 50})));
  EXPECT_TRUE(alice.script.empty());
}

TEST_F(NativeWait, AnExpiredWaitThatCouldSucceedSucceeds) {
  make_native(RoomId::semaphore);
  alice.script = {[&] {
    world.clock += 100;
    bob_does("release");
  }};
  EXPECT_TRUE(got(alice_does("acquire", {.timeout = 50})));
}

TEST_F(NativeWait, AnInterruptedWaitThatCouldSucceedSucceeds) {
  make_native(RoomId::semaphore);
  alice.script = {[&] {
    alice.handler_runs();
    bob_does("release");
  }};
  EXPECT_TRUE(got(alice_does("acquire", {.interruptible = true})));
}

TEST_F(NativeWait, AHandlerEndsAnInterruptibleWait) {
  make_native(RoomId::lock);
  bob_does("acquire");
  alice.script = {[&] { alice.handler_runs(); }};
  EXPECT_TRUE(failed(alice_does("acquire", {.interruptible = true}), symbols::eintr));
  EXPECT_EQ(alice.log.back(), "awake");
  EXPECT_TRUE(object.waiting.empty());
}

TEST_F(NativeWait, AHandlerDoesNotEndAnyOtherWait) {
  make_native(RoomId::lock);
  bob_does("acquire");
  alice.script = {[&] { alice.handler_runs(); }, [&] { bob_does("release"); }};
  EXPECT_TRUE(got(alice_does("acquire")));
}

TEST_F(NativeWait, AHandlerThatRanBeforeTheWaitDoesNotCount) {
  make_native(RoomId::semaphore);
  alice.handler_runs();
  alice.script = {[&] { bob_does("release"); }};
  EXPECT_TRUE(got(alice_does("acquire", {.interruptible = true})));
}

TEST_F(NativeWait, SetFreesWhoWaitsThoughItIsClearedAtOnce) {
  make_native(RoomId::event);
  alice.script = {[&] {
    bob_does("set");
    bob_does("clear");
  }};
  EXPECT_TRUE(got(alice_does("wait")));
  EXPECT_TRUE(missed(alice_does("wait", {.timeout = 0}))) << "a grant is for one wait alone";
}

TEST_F(NativeWait, AGrantIsHadEvenWhenTimeIsUpToo) {
  make_native(RoomId::event);
  alice.script = {[&] {
    bob_does("set");
    bob_does("clear");
    world.clock += 100;
  }};
  EXPECT_TRUE(got(alice_does("wait", {.timeout = 50})));
}

TEST_F(NativeWait, AReleaseBetweenAnnouncingAndSleepingIsNotMissed) {
  make_native(RoomId::semaphore);
  struct Eager : ScriptedPort {
    using ScriptedPort::ScriptedPort;
    std::function<void()> after_announce;
    void announce(const Object& object, int64_t until) override {
      ScriptedPort::announce(object, until);
      after_announce();
    }
  } eager{world, kAlice};
  eager.after_announce = [&] { bob_does("release"); };
  EXPECT_TRUE(got(perform(object, "acquire", eager, kAlice)));
}

TEST_F(NativeWait, AnEndlessTimeOutDoesNotOverflow) {
  make_native(RoomId::semaphore);
  alice.script = {[&] { bob_does("release"); }};
  EXPECT_TRUE(got(alice_does("acquire", {.timeout = kForever - 1})));
  EXPECT_EQ(alice.deadline, kForever);
}

TEST_F(NativeWait, AMisuseChangesNothingAndWakesNobody) {
  make_native(RoomId::mutex);
  bob_does("acquire");
  EXPECT_TRUE(is_misuse(alice_does("release")));
  EXPECT_EQ(room(RoomId::mutex).owner(object.state), kBob);
}

TEST_F(NativeWait, RelockingAPlainMutexSleepsForEver) {
  make_native(RoomId::mutex);
  alice_does("acquire");
  EXPECT_THROW(alice_does("acquire"), std::runtime_error);
}

TEST_F(NativeWait, ARobustMutexsWaiterInheritsItWhenItsOwnerEnds) {
  make_native(RoomId::mutex, {.robust = true});
  bob_does("acquire");
  alice.script = {[&] {
    world.guarded = true;
    const Effect end = room(RoomId::mutex).on_end(object.state, kBob);
    bob.wake(object, end.wake, end.grants);
    world.guarded = false;
  }};
  EXPECT_TRUE(failed(alice_does("acquire"), symbols::eownerdead));
  EXPECT_TRUE(done(alice_does("consistent")));
  EXPECT_TRUE(done(alice_does("release")));
}

TEST_F(NativeWait, LooksAtTheStateItself) {
  make_native(RoomId::semaphore, {.value = 3});
  EXPECT_EQ(look(object, 0), Value::integer(3));
}

}  // namespace
}  // namespace rehearse
