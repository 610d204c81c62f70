#include "primitives/lock.h"

#include "meaning.h"

namespace rehearse {
namespace {

TEST(Lock, IsTakenOnceAndThenMakesOthersWait) {
  Meaning lock(RoomId::lock);
  EXPECT_TRUE(got(lock.by(kAlice, "acquire")));
  EXPECT_TRUE(waits(lock.by(kBob, "acquire")));
  EXPECT_TRUE(waits(lock.by(kAlice, "acquire")));
}

TEST(Lock, MayBeReleasedByAnyoneAndWakesWhoeverWaits) {
  Meaning lock(RoomId::lock);
  lock.by(kAlice, "acquire");
  const Effect release = lock.by(kBob, "release");
  EXPECT_TRUE(done(release));
  EXPECT_EQ(release.wake, Effect::Wake::look_again);
  EXPECT_TRUE(got(lock.by(kBob, "acquire")));
}

TEST(Lock, ReleasedFreeFailsEperm) {
  Meaning lock(RoomId::lock);
  EXPECT_TRUE(failed(lock.by(kAlice, "release"), symbols::eperm));
}

TEST(Lock, SaysWhetherItIsLocked) {
  Meaning lock(RoomId::lock);
  EXPECT_TRUE(missed(lock.by(kBob, "locked")));
  EXPECT_EQ(lock.look(), Value::boolean(false));
  lock.by(kAlice, "acquire");
  EXPECT_TRUE(got(lock.by(kBob, "locked")));
  EXPECT_EQ(lock.look(), Value::boolean(true));
}

TEST(Lock, HasAHolderForMessagesButNoOwner) {
  Meaning lock(RoomId::lock);
  EXPECT_EQ(lock.shape.owner, nullptr);
  EXPECT_FALSE(lock.shape.holder(lock.state).valid());
  lock.by(kAlice, "acquire");
  EXPECT_EQ(lock.shape.holder(lock.state), kAlice);
  lock.by(kBob, "release");
  EXPECT_FALSE(lock.shape.holder(lock.state).valid());
}

TEST(Lock, TakenByAnotherThreadStaysTakenInAForkedChildAndTheChildMayReleaseIt) {
  Meaning lock(RoomId::lock);
  lock.by(kAlice, "acquire");
  lock.shape.on_fork(lock.state, kMain, kBob);
  EXPECT_FALSE(lock.shape.holder(lock.state).valid());
  EXPECT_TRUE(waits(lock.by(kBob, "acquire")));
  EXPECT_TRUE(done(lock.by(kBob, "release")));
}

TEST(Lock, TakenByTheForkingThreadIsTheChilds) {
  Meaning lock(RoomId::lock);
  lock.by(kAlice, "acquire");
  lock.shape.on_fork(lock.state, kAlice, kBob);
  EXPECT_EQ(lock.shape.holder(lock.state), kBob);
}

}  // namespace
}  // namespace rehearse
