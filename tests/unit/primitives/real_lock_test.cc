#include "primitives/real_lock.h"

#include "real_threads.h"

namespace rehearse {
namespace {

struct RealLocks : testing::TestWithParam<const char*> {
  RealLocks() { make(object, RoomId::lock, GetParam()); }
  Effect does(ActorId actor, std::string_view verb, const Wait& wait = {}) {
    return perform(object, verb, actor == kAlice ? alice : bob, actor, wait);
  }

  World world;
  Object object;
  ScriptedPort alice{world, kAlice}, bob{world, kBob};
};

INSTANTIATE_TEST_SUITE_P(Backends, RealLocks, testing::Values("posix", "boost"),
                         [](const auto& backend) { return std::string(backend.param); });

TEST_P(RealLocks, AreTakenWithAPointAndSayWhoHoldsThem) {
  EXPECT_TRUE(got(does(kAlice, "acquire")));
  EXPECT_EQ(alice.log, std::vector<std::string>{"point"});
  EXPECT_EQ(room(RoomId::lock).holder(object.state), kAlice);
  EXPECT_EQ(look(object, 0), Value::boolean(true));
  EXPECT_TRUE(got(does(kBob, "locked")));
}

TEST_P(RealLocks, AreReleasedByAnyone) {
  does(kAlice, "acquire");
  EXPECT_TRUE(done(does(kBob, "release")));
  EXPECT_FALSE(room(RoomId::lock).holder(object.state).valid());
  EXPECT_TRUE(got(does(kBob, "acquire", {.timeout = 0})));
}

TEST_P(RealLocks, ReleasedFreeFailEpermAndStayALockOfOne) {
  EXPECT_TRUE(failed(does(kAlice, "release"), symbols::eperm));
  EXPECT_TRUE(got(does(kAlice, "acquire")));
  EXPECT_TRUE(missed(does(kBob, "acquire", {.timeout = 0})));
}

TEST_P(RealLocks, WaitUntilTheyAreReleased) {
  does(kBob, "acquire");
  alice.script = {[&] { does(kBob, "release"); }};
  EXPECT_TRUE(got(does(kAlice, "acquire")));
  EXPECT_EQ(alice.log, (std::vector<std::string>{"announce", "awake", "point"}));
}

TEST_P(RealLocks, AreMadeAnewAfterAForkAsTheyWere) {
  does(kAlice, "acquire");
  const Room& shape = room(RoomId::lock);
  shape.on_fork(object.state, kMain, kBob);
  shape.backends[object.backend].after_fork(object, {}, false);
  EXPECT_TRUE(missed(does(kBob, "acquire", {.timeout = 0})));
  EXPECT_TRUE(done(does(kBob, "release")));
  EXPECT_TRUE(got(does(kBob, "acquire", {.timeout = 0})));
}

// Of all releases exactly as many succeed as there were acquires: two at once never both give back one
// taking.
TEST_P(RealLocks, NeverAdmitTwoThoughEverybodyReleases) {
  std::atomic<int> taken{0}, released{0};
  auto hammer = [&](ActorId actor) {
    ThreadPort port;
    for (int i = 0; i < 20'000; ++i) {
      if (got(perform(object, "acquire", port, actor, {.timeout = 0}))) ++taken;
      if (done(perform(object, "release", port, actor))) ++released;
    }
  };
  std::thread first(hammer, kAlice), second(hammer, kBob);
  first.join();
  second.join();
  EXPECT_EQ(taken.load() - released.load(), look(object, 0) == Value::boolean(true) ? 1 : 0);
  ThreadPort port;
  perform(object, "release", port, kMain);
  EXPECT_TRUE(got(perform(object, "acquire", port, kMain, {.timeout = 0})));
  EXPECT_TRUE(missed(perform(object, "acquire", port, kMain, {.timeout = 0})));
}

TEST_P(RealLocks, ExcludeThreads) {
  int counter = 0;
  auto count = [&](ActorId actor) {
    ThreadPort port;
    for (int i = 0; i < 20'000; ++i) {
      perform(object, "acquire", port, actor);
      ++counter;
      perform(object, "release", port, actor);
    }
  };
  std::thread first(count, kAlice), second(count, kBob);
  first.join();
  second.join();
  EXPECT_EQ(counter, 40'000);
}

}  // namespace
}  // namespace rehearse
