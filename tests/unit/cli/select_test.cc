#include <gtest/gtest.h>

#include "runner/cli/load.h"

namespace rehearse {
namespace {

using Titles = std::vector<std::string>;

Titles selected(const std::string& filter, const std::vector<std::string>& tags = {}) {
  Loaded loaded;
  const auto add = [&](std::string title, std::vector<std::string> its_tags) {
    LoadedScenario entry;
    entry.scenario.title = std::move(title);
    entry.scenario.tags = std::move(its_tags);
    loaded.scenarios.push_back(std::move(entry));
  };
  add("rendezvous", {"semaphore"});
  add("rendezvous, over-constrained", {"semaphore", "wrong"});
  add("dining [n=3]", {"lock"});
  add("dining [n=4]", {});
  Options options;
  options.filter = filter;
  options.tags = tags;
  Titles titles;
  for (const LoadedScenario* scenario : select(loaded, options)) titles.push_back(scenario->scenario.title);
  return titles;
}

TEST(Select, WithoutAFilterIsEverything) { EXPECT_EQ(selected("").size(), 4u); }

TEST(Select, AWholeTitleMeansThatOneAlone) { EXPECT_EQ(selected("rendezvous"), Titles{"rendezvous"}); }

TEST(Select, PartOfATitleMeansAllThatHaveIt) { EXPECT_EQ(selected("rendez").size(), 2u); }

TEST(Select, ATextIsTakenAsItIs) { EXPECT_EQ(selected("g [n=3]"), Titles{"dining [n=3]"}); }

TEST(Select, ARegularExpressionIsSearchedFor) { EXPECT_EQ(selected("^din.*4").size(), 1u); }

TEST(Select, ABrokenExpressionIsATextOnly) { EXPECT_EQ(selected("dining [n=").size(), 2u); }

TEST(Select, AnyOfTheTags) {
  EXPECT_EQ(selected("", {"wrong", "lock"}), (Titles{"rendezvous, over-constrained", "dining [n=3]"}));
}

TEST(Select, NothingMayMatch) { EXPECT_TRUE(selected("smokers").empty()); }

}  // namespace
}  // namespace rehearse
