#include "primitives/mutex.h"

#include "meaning.h"

namespace rehearse {
namespace {

Effect try_by(Meaning& mutex, ActorId actor) {
  return mutex.call("acquire",
                    {.actor = actor, .process = actor, .argument = {}, .granted = false, .try_only = true});
}

TEST(Mutex, HasOneOwnerAtATime) {
  Meaning mutex(RoomId::mutex);
  EXPECT_TRUE(got(mutex.by(kAlice, "acquire")));
  EXPECT_EQ(mutex.shape.owner(mutex.state), kAlice);
  EXPECT_TRUE(waits(mutex.by(kBob, "acquire")));
  const Effect release = mutex.by(kAlice, "release");
  EXPECT_TRUE(done(release));
  EXPECT_EQ(release.wake, Effect::Wake::look_again);
  EXPECT_FALSE(mutex.shape.owner(mutex.state).valid());
  EXPECT_TRUE(got(mutex.by(kBob, "acquire")));
}

TEST(Mutex, RelockedByItsOwnerBlocks) {
  Meaning mutex(RoomId::mutex);
  mutex.by(kAlice, "acquire");
  EXPECT_TRUE(waits(mutex.by(kAlice, "acquire")));
}

TEST(Mutex, ReleasedFreeOrByAnotherIsAMisuse) {
  Meaning mutex(RoomId::mutex);
  EXPECT_TRUE(is_misuse(mutex.by(kAlice, "release")));
  mutex.by(kAlice, "acquire");
  EXPECT_TRUE(is_misuse(mutex.by(kBob, "release")));
  EXPECT_EQ(mutex.shape.owner(mutex.state), kAlice);
}

TEST(Mutex, OfACheckedKindFailsEpermInsteadOfAMisuse) {
  for (const PrimitiveOptions& options :
       {PrimitiveOptions{.recursive = true}, PrimitiveOptions{.errorcheck = true},
        PrimitiveOptions{.robust = true}}) {
    Meaning mutex(RoomId::mutex, options);
    EXPECT_TRUE(failed(mutex.by(kAlice, "release"), symbols::eperm));
    mutex.by(kAlice, "acquire");
    EXPECT_TRUE(failed(mutex.by(kBob, "release"), symbols::eperm));
  }
}

TEST(Mutex, ErrorcheckRelockedFailsEdeadlkButATryOnlyMisses) {
  Meaning mutex(RoomId::mutex, {.errorcheck = true});
  mutex.by(kAlice, "acquire");
  EXPECT_TRUE(failed(mutex.by(kAlice, "acquire"), symbols::edeadlk));
  EXPECT_TRUE(waits(try_by(mutex, kAlice)));
}

TEST(Mutex, RecursiveIsGivenBackAsOftenAsItWasTaken) {
  Meaning mutex(RoomId::mutex, {.recursive = true});
  EXPECT_TRUE(got(mutex.by(kAlice, "acquire")));
  EXPECT_TRUE(got(mutex.by(kAlice, "acquire")));
  EXPECT_TRUE(done(mutex.by(kAlice, "release")));
  EXPECT_TRUE(waits(mutex.by(kBob, "acquire")));
  EXPECT_TRUE(done(mutex.by(kAlice, "release")));
  EXPECT_TRUE(got(mutex.by(kBob, "acquire")));
}

TEST(Mutex, PlainStaysHeldByWhoEndedHoldingIt) {
  Meaning mutex(RoomId::mutex);
  mutex.by(kAlice, "acquire");
  EXPECT_EQ(mutex.shape.on_end(mutex.state, kAlice).wake, Effect::Wake::nobody);
  EXPECT_TRUE(waits(mutex.by(kBob, "acquire")));
}

struct Robust : testing::Test {
  Robust() {
    mutex.by(kAlice, "acquire");
    end = mutex.shape.on_end(mutex.state, kAlice);
  }
  Meaning mutex{RoomId::mutex, {.robust = true}};
  Effect end;
};

TEST_F(Robust, EndOfItsOwnerWakesAndTheNextHoldsItWithEownerdead) {
  EXPECT_EQ(end.wake, Effect::Wake::look_again);
  EXPECT_TRUE(failed(mutex.by(kBob, "acquire"), symbols::eownerdead));
  EXPECT_EQ(mutex.shape.owner(mutex.state), kBob);
  EXPECT_TRUE(waits(mutex.by(kMain, "acquire")));
}

TEST_F(Robust, CountsAsLockedUntilSomebodyInheritsIt) { EXPECT_EQ(mutex.look(), Value::boolean(true)); }

TEST_F(Robust, MadeConsistentIsAsNew) {
  mutex.by(kBob, "acquire");
  EXPECT_TRUE(done(mutex.by(kBob, "consistent")));
  EXPECT_TRUE(done(mutex.by(kBob, "release")));
  EXPECT_TRUE(got(mutex.by(kMain, "acquire")));
}

TEST_F(Robust, ReleasedInconsistentIsNotRecoverableForEver) {
  mutex.by(kBob, "acquire");
  EXPECT_EQ(mutex.by(kBob, "release").wake, Effect::Wake::look_again);
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(failed(mutex.by(kMain, "acquire"), symbols::enotrecoverable));
  EXPECT_TRUE(failed(mutex.by(kMain, "release"), symbols::eperm));
  EXPECT_TRUE(failed(mutex.by(kMain, "consistent"), symbols::einval));
  EXPECT_EQ(mutex.look(), Value::boolean(false));
}

TEST_F(Robust, ItsHeirMayEndHoldingItToo) {
  mutex.by(kBob, "acquire");
  mutex.shape.on_end(mutex.state, kBob);
  EXPECT_TRUE(failed(mutex.by(kMain, "acquire"), symbols::eownerdead));
}

TEST_F(Robust, ConsistentIsForItsHeirAloneAndOnlyOnce) {
  mutex.by(kBob, "acquire");
  EXPECT_TRUE(failed(mutex.by(kMain, "consistent"), symbols::einval));
  mutex.by(kBob, "consistent");
  EXPECT_TRUE(failed(mutex.by(kBob, "consistent"), symbols::einval));
}

TEST(Mutex, ThatIsNotRobustCannotBeMadeConsistent) {
  Meaning mutex(RoomId::mutex);
  mutex.by(kAlice, "acquire");
  EXPECT_TRUE(failed(mutex.by(kAlice, "consistent"), symbols::einval));
}

TEST(Mutex, OfTheForkingThreadIsTheChildsAsDeep) {
  Meaning mutex(RoomId::mutex, {.recursive = true});
  mutex.by(kAlice, "acquire");
  mutex.by(kAlice, "acquire");
  mutex.shape.on_fork(mutex.state, kAlice, kBob);
  EXPECT_TRUE(done(mutex.by(kBob, "release")));
  EXPECT_EQ(mutex.look(), Value::boolean(true));
  EXPECT_TRUE(done(mutex.by(kBob, "release")));
  EXPECT_EQ(mutex.look(), Value::boolean(false));
}

TEST(Mutex, OfAnotherThreadStaysTakenByNobodyInTheChild) {
  Meaning mutex(RoomId::mutex);
  mutex.by(kAlice, "acquire");
  mutex.shape.on_fork(mutex.state, kMain, kBob);
  EXPECT_FALSE(mutex.shape.owner(mutex.state).valid());
  EXPECT_EQ(mutex.look(), Value::boolean(true));
  EXPECT_TRUE(waits(mutex.by(kBob, "acquire")));
  EXPECT_TRUE(is_misuse(mutex.by(kBob, "release")));
}

TEST(Mutex, FreeAtTheForkIsFreeInTheChild) {
  Meaning mutex(RoomId::mutex);
  mutex.shape.on_fork(mutex.state, kMain, kBob);
  EXPECT_TRUE(got(mutex.by(kBob, "acquire")));
}

}  // namespace
}  // namespace rehearse
