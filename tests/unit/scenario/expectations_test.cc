#include <gtest/gtest.h>

#include "checking.h"

namespace rehearse {
namespace {

Scenario expecting(const std::string& entries) {
  return scenario_of(R"(
scenario: t
params: {k: 2, how: [SIGTERM]}
resources: {l: lock}
actors:
  a: {count: 3, steps: [{section: room, do: [{acquire: l}]}, {mark: m}]}
  b: {steps: [{mark: m}, {mark: n}]}
expect:
)" + entries);
}

TEST(Expectations, EveryKindIsRead) {
  const Scenario s = expecting(R"yaml(
  - order: ["a[*].m", b.m]
  - any_order: [b.m, b.n]
  - sequence: [b.m, b.n]
  - precedes: {first: b.m, then: b.n}
  - leads_to: {from: b.m, to: b.n, within: 1s, not_before: 1ms}
  - never: b.n
    before: b.m
  - occurs: a.m
    at_least: k
    at_most: k + 1
    between: [b.start, b.exit]
    each: true
  - pairs: {from: b.m, to: b.n, fifo: true, lossy: true}
  - exclusive: ["a[0].room", "a[1].room"]
  - at_most: k
    inside: a.room
    peak: 1
  - blocks: "a[1].acquire(l)"
    until: b.m
  - nonblocking: "a[0].acquire(l)"
  - blocked: {"a[*].acquire(l)": k}
  - always: inside(a.room) <= k
  - finally: count(b.m) == 1
    name: once
  - exit: {a: [0, how], "a[1]": none, b: any}
    strength: observed
    vacuous: ok
)yaml");
  ASSERT_EQ(s.expectations.size(), 16u);
  for (std::size_t i = 0; i < s.expectations.size(); ++i)
    EXPECT_EQ(s.expectations[i].kind, static_cast<Expectation::Kind>(i));
  EXPECT_EQ(s.expectations[0].text, "order: [a[*].m, b.m]");
  EXPECT_EQ(s.expectations[4].within, 1'000'000'000);
  EXPECT_EQ(s.expectations[5].scope, Expectation::ScopeKind::before);
  EXPECT_EQ(s.expectations[6].at_most, 3);
  EXPECT_TRUE(s.expectations[6].each);
  EXPECT_EQ(s.expectations[9].peak, 1);
  EXPECT_EQ(s.expectations[12].blocked.at(0).count, 2);
  EXPECT_EQ(s.expectations[14].name, "once");
  EXPECT_TRUE(s.expectations[15].observed_only && s.expectations[15].vacuous_ok);
}

TEST(Expectations, AnExitSaysHowEachCopyEnds) {
  const Scenario s = expecting("  - exit: {\"a[1]\": none, a: [3, how]}\n");
  const auto& exits = s.expectations.at(0).exits;
  ASSERT_EQ(exits.size(), 3u);
  for (const ExitExpectation& exit : exits) {
    if (exit.actor == ActorId(2)) {
      EXPECT_EQ(exit.ways.at(0).kind, ExitExpectation::Way::Kind::never_began);
      continue;
    }
    ASSERT_EQ(exit.ways.size(), 2u);
    EXPECT_EQ(exit.ways[0].number, 3);
    EXPECT_EQ(exit.ways[1].kind, ExitExpectation::Way::Kind::signal);
    EXPECT_EQ(exit.ways[1].number, 15);
  }
}

}  // namespace
}  // namespace rehearse
