#include <gtest/gtest.h>

#include "checking.h"

namespace rehearse {
namespace {

TEST(Actors, MainIsTheFirstEvenWhereItIsWrittenLast) {
  const Scenario s = scenario_of("scenario: t\nactors:\n  a: {count: 3}\n  b: {}\n  main: {name: Plato}\n");
  ASSERT_EQ(s.actors.size(), 3u);
  EXPECT_TRUE(s.main_written);
  EXPECT_EQ(s.actors[0].name, "main");
  EXPECT_EQ(s.actors[0].display_name, "Plato");
  EXPECT_EQ(s.actors[0].first, ActorId(0));
  EXPECT_EQ(s.actors[1].first, ActorId(1));
  EXPECT_EQ(s.actors[2].first, ActorId(4));
  EXPECT_EQ(s.actor_count(), 5);
}

TEST(Actors, AThreadBelongsToMainOrToTheProcessItNames) {
  const Scenario s = scenario_of(R"(
scenario: t
actors:
  x: {kind: thread}
  y: {kind: thread, in: house, count: 2, start: manual, daemon: true}
  house: {count: 1}
)");
  EXPECT_EQ(s.actors[1].process, 0);
  EXPECT_EQ(s.actors[2].process, 3);
  EXPECT_TRUE(s.actors[2].manual);
  EXPECT_TRUE(s.actors[2].daemon);
  EXPECT_TRUE(s.actors[3].counted);
}

TEST(Actors, ObjectsAreNumberedInFileOrder) {
  const Scenario s = scenario_of(R"(
scenario: t
params: {n: 3}
resources:
  f: {array: n, of: {semaphore: {value: n - 1, bound: n}}}
  m: {mutex: {kind: recursive, robust: true, scope: process}}
  e: {event: {set: true}}
  x: {local: "'stop'"}
)");
  ASSERT_EQ(s.resources.size(), 4u);
  EXPECT_EQ(s.resources[0].count, 3);
  EXPECT_EQ(s.resources[0].options.value, 2);
  EXPECT_EQ(s.resources[0].options.bound, 3);
  EXPECT_EQ(s.resources[1].first, ObjectId(3));
  EXPECT_TRUE(s.resources[1].options.recursive && s.resources[1].options.robust);
  EXPECT_EQ(s.resources[1].scope, Scope::process);
  EXPECT_TRUE(s.resources[2].options.set);
  EXPECT_EQ(s.resources[3].word, WordKind::local);
  EXPECT_EQ(s.resources[3].options.initial, Value::text(s.symbols.find("stop")));
  EXPECT_EQ(s.object_count(), 6);
}

TEST(Actors, SixtyFourAndMoreWhereNothingIsExplored) {
  EXPECT_EQ(complaints_of("scenario: t\nactors: {a: {count: 63}}\n"), "");
  EXPECT_EQ(complaints_of("scenario: t\nactors: {a: {count: 255}}\nsettings: {explore: {states: 0}}\n"), "");
  EXPECT_EQ(
      complaints_of("scenario: t\nactors: {a: {count: 255}, b: {}}\nsettings: {explore: {states: 0}}\n"),
      "2:27: more than 256 actors");
}

}  // namespace
}  // namespace rehearse
