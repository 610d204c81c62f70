#include <gtest/gtest.h>

#include "checking.h"

namespace rehearse {
namespace {

std::string titles(std::string_view yaml) {
  std::string all;
  for (const Scenario& scenario : scenarios_of(yaml)) all += scenario.title + "\n";
  return all;
}

TEST(Document, AScenarioForEachCombinationOfItsParams) {
  EXPECT_EQ(titles("scenario: t\nparams: {n: [2, 3], how: [SIGTERM, 10ms], k: 7}\n"),
            "t [n=2, how=SIGTERM]\nt [n=2, how=10ms]\nt [n=3, how=SIGTERM]\nt [n=3, how=10ms]\n");
}

TEST(Document, AParamThatIsNoListIsUnnamed) { EXPECT_EQ(titles("scenario: t\nparams: {n: 2}\n"), "t\n"); }

TEST(Document, SeveralDocumentsAreSeveralScenarios) {
  EXPECT_EQ(titles("scenario: a\n---\nscenario: b\n"), "a\nb\n");
}

TEST(Document, ItsOwnKeysAreRead) {
  const Scenario s = scenario_of(R"(
scenario: t
about: Why.
tags: [signals, bug]
params: {d: 1.5s}
timeout: d
timing: ordered
allow: [data race]
require: observed
skip: not now
needs: [root]
settings: {runs: 7, explore: {states: 100}}
)");
  EXPECT_EQ(s.about, "Why.");
  EXPECT_EQ(s.tags, (std::vector<std::string>{"signals", "bug"}));
  EXPECT_EQ(s.timeout, 1'500'000'000);
  EXPECT_EQ(s.timing, Timing::ordered);
  EXPECT_EQ(s.allow, std::vector<std::string>{"data race"});
  EXPECT_EQ(s.require, "observed");
  EXPECT_EQ(s.skip, "not now");
  EXPECT_EQ(s.needs, std::vector<std::string>{"root"});
  EXPECT_EQ(s.runs, 7);
  EXPECT_EQ(s.explore_states, 100);
}

TEST(Document, AnXfailIsDecidedByItsWhen) {
  const auto scenarios = scenarios_of(R"(
scenario: t
params: {n: [2, 3]}
xfail: {finding: [deadlock, order], optional: assertion, when: n > 2, reason: why}
)");
  ASSERT_EQ(scenarios.size(), 2u);
  EXPECT_FALSE(scenarios[0].xfail);
  ASSERT_TRUE(scenarios[1].xfail);
  EXPECT_EQ(scenarios[1].xfail->findings, (std::vector<std::string>{"deadlock", "order"}));
  EXPECT_EQ(scenarios[1].xfail->optional, std::vector<std::string>{"assertion"});
}

TEST(Document, AllErrorsComeAtOnceInOrder) {
  EXPECT_EQ(complaints_of(R"(scenario: t
actors:
  a: {steps: [{aquire: l}, {sleep: 10}]}
expect:
  - nevr: a.start
needs: [x]
)"),
            "3:16: unknown verb `aquire` | did you mean `acquire`?\n"
            "3:36: a duration needs a unit | write `10ms` or `10s`\n"
            "5:5: unknown expectation `nevr` | did you mean `never`?\n"
            "6:9: `needs` cannot be `x` | there are `root`, `realtime`, `one_cpu` and `programs`");
}

TEST(Document, ABrokenDeclarationIsReportedOnce) {
  EXPECT_EQ(complaints_of(R"(scenario: t
resources: {q: {lock: {kind: x}}}
actors:
  a:
    steps:
      - acquire: q
      - assert: q.locked
      - await: b.acquire(q)
  b: {steps: [{with: q, do: [{mark: m}]}]}
expect:
  - order: [a.acquire(q), b.m]
  - finally: q.locked == false
)"),
            "2:24: unknown key `kind` of a lock | there are `scope` and `backend`");
}

TEST(Document, AParamThatIsWrongOnceIsReportedOnceForAllCombinations) {
  EXPECT_EQ(complaints_of("scenario: t\nparams: {n: [1, 2]}\nactors: {a: {steps: [{assert: m > n}]}}\n"),
            complaints_of("scenario: t\nparams: {n: [1]}\nactors: {a: {steps: [{assert: m > n}]}}\n")
                .replace(0, 2, "3:"));
}

TEST(Document, TenThousandCombinationsAreRead) {
  const std::string ten = "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9]";
  EXPECT_EQ(
      scenarios_of("scenario: t\nparams: {a: " + ten + ", b: " + ten + ", c: " + ten + ", d: " + ten + "}\n")
          .size(),
      10'000u);
}

TEST(Document, CallsThatMultiplyEndInAnError) {
  std::string text = "scenario: t\ntasks:\n";
  for (int i = 0; i < 20; ++i)
    text += "  t" + std::to_string(i) + ": [{call: t" + std::to_string(i + 1) + "}, {call: t" +
            std::to_string(i + 1) + "}]\n";
  text += "  t20: [{mark: x}]\nactors: {a: {steps: [{call: t0}]}}\n";
  EXPECT_NE(complaints_of(text).find("actor `a` has more than 60000 steps"), std::string::npos);
}

}  // namespace
}  // namespace rehearse
