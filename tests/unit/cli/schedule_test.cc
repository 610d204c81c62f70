#include <gtest/gtest.h>

#include "runner/cli/perform.h"

namespace rehearse {
namespace {

TEST(ScheduleOf, HalfOfTheRunsAreNoisyEachWithASeedOfItsOwn) {
  const SchedulePlan plan;
  EXPECT_EQ(schedule_of(plan, 0).kind, Schedule::Kind::free);
  EXPECT_EQ(schedule_of(plan, 1).kind, Schedule::Kind::noise);
  EXPECT_EQ(schedule_of(plan, 1).seed, 1u);
  EXPECT_EQ(schedule_of(plan, 2).kind, Schedule::Kind::free);
  EXPECT_EQ(schedule_of(plan, 3).seed, 2u);
}

TEST(ScheduleOf, ASeedThatWasAskedForIsThatOfEveryRun) {
  const SchedulePlan plan{SchedulePlan::Kind::noise, 17};
  EXPECT_EQ(schedule_of(plan, 0).seed, 17u);
  EXPECT_EQ(schedule_of(plan, 5).seed, 17u);
}

TEST(ScheduleOf, NoiseAloneCountsItsSeeds) {
  EXPECT_EQ(schedule_of({SchedulePlan::Kind::noise, {}}, 0).seed, 1u);
  EXPECT_EQ(schedule_of({SchedulePlan::Kind::noise, {}}, 4).seed, 5u);
}

TEST(WhySkipped, SaysWhatTheScenarioSays) {
  Scenario scenario;
  EXPECT_EQ(why_skipped(scenario), "");
  scenario.skip = "not today";
  EXPECT_EQ(why_skipped(scenario), "not today");
}

TEST(WhySkipped, ProgramsAreNotThereYet) {
  Scenario scenario;
  scenario.needs = {"programs"};
  EXPECT_NE(why_skipped(scenario).find("not supported yet"), std::string::npos);
}

}  // namespace
}  // namespace rehearse
