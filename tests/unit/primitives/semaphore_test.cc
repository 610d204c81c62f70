#include "primitives/semaphore.h"

#include "meaning.h"

namespace rehearse {
namespace {

Value number(int64_t n) { return Value::integer(n); }

TEST(Semaphore, AdmitsAsManyAsItsValue) {
  Meaning semaphore(RoomId::semaphore, {.value = 2});
  EXPECT_TRUE(got(semaphore.by(kAlice, "acquire")));
  EXPECT_TRUE(got(semaphore.by(kBob, "acquire")));
  EXPECT_TRUE(waits(semaphore.by(kMain, "acquire")));
  EXPECT_EQ(semaphore.look(), number(0));
}

TEST(Semaphore, ReleaseAddsOneAndWakesWhoeverWaits) {
  Meaning semaphore(RoomId::semaphore);
  const Effect release = semaphore.by(kAlice, "release");
  EXPECT_TRUE(done(release));
  EXPECT_EQ(release.wake, Effect::Wake::look_again);
  EXPECT_EQ(semaphore.by(kBob, "get_value").result, number(1));
}

TEST(Semaphore, ReleaseOfNAddsN) {
  Meaning semaphore(RoomId::semaphore, {.value = 1});
  EXPECT_TRUE(done(semaphore.by(kAlice, "release", number(3))));
  EXPECT_EQ(semaphore.look(), number(4));
}

TEST(Semaphore, ReleaseOfLessThanOneFailsEinval) {
  Meaning semaphore(RoomId::semaphore);
  EXPECT_TRUE(failed(semaphore.by(kAlice, "release", number(0)), symbols::einval));
  EXPECT_TRUE(failed(semaphore.by(kAlice, "release", number(-1)), symbols::einval));
  EXPECT_TRUE(failed(semaphore.by(kAlice, "release", Value::none()), symbols::einval));
}

TEST(Semaphore, OverItsBoundFailsEoverflowAndChangesNothing) {
  Meaning semaphore(RoomId::semaphore, {.value = 3, .bound = 4});
  EXPECT_TRUE(failed(semaphore.by(kAlice, "release", number(2)), symbols::eoverflow));
  EXPECT_EQ(semaphore.look(), number(3));
  EXPECT_TRUE(done(semaphore.by(kAlice, "release")));
  EXPECT_TRUE(failed(semaphore.by(kAlice, "release"), symbols::eoverflow));
}

TEST(Semaphore, WithoutABoundOverflowsWherePosixDoes) {
  Meaning semaphore(RoomId::semaphore, {.value = kSemaphoreMost});
  EXPECT_TRUE(failed(semaphore.by(kAlice, "release"), symbols::eoverflow));
  EXPECT_TRUE(failed(semaphore.by(kAlice, "release", number(INT64_MAX)), symbols::eoverflow));
}

}  // namespace
}  // namespace rehearse
