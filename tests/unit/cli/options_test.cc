#include "runner/cli/options.h"

#include <gtest/gtest.h>

#include "runner/cli/exit_code.h"

namespace rehearse {
namespace {

std::variant<Options, int> parse(std::vector<const char*> words) {
  words.insert(words.begin(), "rehearse");
  return parse_options(static_cast<int>(words.size()), words.data());
}

int exit_of(const std::vector<const char*>& words) {
  testing::internal::CaptureStdout();
  testing::internal::CaptureStderr();
  const auto parsed = parse(words);
  testing::internal::GetCapturedStdout();
  testing::internal::GetCapturedStderr();
  return std::holds_alternative<int>(parsed) ? std::get<int>(parsed) : -1;
}

TEST(Options, ReadsARunWithEverything) {
  const auto options = std::get<Options>(
      parse({"run",      "a.yaml",    "b",      "--filter",    "x",         "--tag", "t",
             "--repeat", "3",         "--jobs", "2",           "--timeout", "500ms", "--schedule",
             "noise:17", "--backend", "posix",  "--fail-fast", "--verbose", "--json"}));
  EXPECT_EQ(options.paths, (std::vector<std::string>{"a.yaml", "b"}));
  EXPECT_EQ(options.filter, "x");
  EXPECT_EQ(options.tags, std::vector<std::string>{"t"});
  EXPECT_EQ(options.repeat, 3);
  EXPECT_EQ(options.jobs, 2);
  EXPECT_EQ(options.timeout, 500'000'000);
  EXPECT_EQ(options.schedule.kind, SchedulePlan::Kind::noise);
  EXPECT_EQ(options.schedule.seed, 17u);
  EXPECT_EQ(options.backend, "posix");
  EXPECT_TRUE(options.fail_fast && options.verbose && options.json);
}

TEST(Options, PathsMayComeAfterATag) {
  const auto options = std::get<Options>(parse({"run", "--tag", "lock", "a.yaml"}));
  EXPECT_EQ(options.tags, std::vector<std::string>{"lock"});
  EXPECT_EQ(options.paths, std::vector<std::string>{"a.yaml"});
}

TEST(Options, HelpAndVersionAreNoErrors) {
  EXPECT_EQ(exit_of({"--help"}), exit_code::kPass);
  EXPECT_EQ(exit_of({"run", "--help"}), exit_code::kPass);
  EXPECT_EQ(exit_of({"--version"}), exit_code::kPass);
}

TEST(Options, WhatMakesNoSenseIsUsage) {
  EXPECT_EQ(exit_of({}), exit_code::kUsage);
  EXPECT_EQ(exit_of({"rum"}), exit_code::kUsage);
  EXPECT_EQ(exit_of({"run"}), exit_code::kUsage);
  EXPECT_EQ(exit_of({"run", "a.yaml", "--repeat", "0"}), exit_code::kUsage);
  EXPECT_EQ(exit_of({"run", "a.yaml", "--jobs", "many"}), exit_code::kUsage);
  EXPECT_EQ(exit_of({"run", "a.yaml", "--schedule", "wild"}), exit_code::kUsage);
  EXPECT_EQ(exit_of({"run", "a.yaml", "--timeout", "soon"}), exit_code::kUsage);
}

TEST(Durations, HaveUnits) {
  EXPECT_EQ(parse_duration("10s"), 10'000'000'000);
  EXPECT_EQ(parse_duration("1.5s"), 1'500'000'000);
  EXPECT_EQ(parse_duration("200ms"), 200'000'000);
  EXPECT_EQ(parse_duration("50us"), 50'000);
  EXPECT_EQ(parse_duration("2m"), 120'000'000'000);
  EXPECT_EQ(parse_duration("3"), 3'000'000'000);
}

TEST(Durations, AreNothingElse) {
  for (const char* text : {"", "s", "ten", "10 s", "-1s", "0s", "nan", "inf", "1e30s", "5h"})
    EXPECT_EQ(parse_duration(text), std::nullopt) << text;
}

TEST(Schedules, AreFreeOrNoise) {
  EXPECT_EQ(parse_schedule("free")->kind, SchedulePlan::Kind::free);
  EXPECT_EQ(parse_schedule("noise")->seed, std::nullopt);
  EXPECT_EQ(parse_schedule("noise:0")->seed, 0u);
  for (const char* text : {"", "noise:", "noise:x", "noise:1x", "noise:-1", "pct:3"})
    EXPECT_FALSE(parse_schedule(text)) << text;
}

}  // namespace
}  // namespace rehearse
