#include "primitives/event.h"

#include "meaning.h"

namespace rehearse {
namespace {

TEST(Event, MakesWaitUntilItIsSet) {
  Meaning event(RoomId::event);
  EXPECT_TRUE(waits(event.by(kAlice, "wait")));
  EXPECT_TRUE(done(event.by(kBob, "set")));
  EXPECT_TRUE(got(event.by(kAlice, "wait")));
  EXPECT_TRUE(done(event.by(kBob, "clear")));
  EXPECT_TRUE(waits(event.by(kAlice, "wait")));
}

TEST(Event, SetGrantsEveryoneWhoWaits) {
  Meaning event(RoomId::event);
  const Effect set = event.by(kBob, "set");
  EXPECT_EQ(set.wake, Effect::Wake::grant);
  EXPECT_EQ(set.grants, -1);
}

TEST(Event, AGrantedWaitIsTrueThoughItWasClearedSince) {
  Meaning event(RoomId::event);
  event.by(kBob, "set");
  event.by(kBob, "clear");
  EXPECT_TRUE(got(event.call("wait", {.actor = kAlice, .process = kAlice, .argument = {}, .granted = true})));
}

TEST(Event, MayBeginSet) {
  Meaning event(RoomId::event, {.set = true});
  EXPECT_TRUE(got(event.by(kAlice, "is_set")));
  EXPECT_EQ(event.look(), Value::boolean(true));
  event.by(kAlice, "clear");
  EXPECT_TRUE(missed(event.by(kAlice, "is_set")));
}

}  // namespace
}  // namespace rehearse
