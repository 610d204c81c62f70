#include <gtest/gtest.h>

#include "runner/verdict/verdict.h"

namespace rehearse {
namespace {

using Outcome = Verdict::Outcome;

// The verdict on one run with these findings, where those were expected.
Verdict verdict_on(const std::vector<std::string>& found, const Xfail& xfail) {
  Scenario scenario;
  scenario.xfail = xfail;
  const Program program;
  Tally tally(scenario, program);
  RunJudgement judgement;
  for (const auto& kind : found) judgement.findings.push_back({kind, {}, "", {}, {}});
  tally.add(judgement, {});
  return tally.verdict();
}

Xfail expecting(std::vector<std::string> findings, std::vector<std::string> optional = {}) {
  return {std::move(findings), std::move(optional), "", {}};
}

TEST(Xfail, TheExpectedFindingPasses) {
  const Verdict verdict = verdict_on({"deadlock"}, expecting({"deadlock"}));
  EXPECT_EQ(verdict.outcome, Outcome::pass);
  EXPECT_TRUE(verdict.expected_failure);
}

TEST(Xfail, NothingFoundFails) {
  const Verdict verdict = verdict_on({}, expecting({"deadlock"}));
  EXPECT_EQ(verdict.outcome, Outcome::fail);
  EXPECT_EQ(verdict.findings.front().finding.kind, "xfail");
}

TEST(Xfail, ALostWakeupMeetsADeadlock) {
  EXPECT_EQ(verdict_on({"lost wakeup"}, expecting({"deadlock"})).outcome, Outcome::pass);
}

TEST(Xfail, ADeadlockDoesNotMeetALostWakeup) {
  EXPECT_EQ(verdict_on({"deadlock"}, expecting({"lost wakeup"})).outcome, Outcome::fail);
}

TEST(Xfail, AllOfAListMustBeFound) {
  EXPECT_EQ(verdict_on({"deadlock"}, expecting({"deadlock", "order"})).outcome, Outcome::fail);
  EXPECT_EQ(verdict_on({"deadlock", "order"}, expecting({"deadlock", "order"})).outcome, Outcome::pass);
}

TEST(Xfail, AnythingElseFails) {
  EXPECT_EQ(verdict_on({"deadlock", "unreaped child"}, expecting({"deadlock"})).outcome, Outcome::fail);
}

TEST(Xfail, OptionalOnesMayComeAlong) {
  EXPECT_EQ(verdict_on({"deadlock", "order"}, expecting({"deadlock"}, {"order"})).outcome, Outcome::pass);
  EXPECT_EQ(verdict_on({"deadlock"}, expecting({"deadlock"}, {"order"})).outcome, Outcome::pass);
}

TEST(Xfail, OptionalOnesAloneAreNotEnough) {
  EXPECT_EQ(verdict_on({"order"}, expecting({"deadlock"}, {"order"})).outcome, Outcome::fail);
}

TEST(Xfail, WhatMayBeThereDecidesNothing) {
  Scenario scenario;
  scenario.xfail = expecting({"assertion"});
  Program program;
  program.timed = true;
  Tally tally(scenario, program);
  RunJudgement judgement;
  judgement.findings.push_back({"assertion", {}, "", {}, {}});
  tally.add(judgement, {});
  tally.add({}, {});
  EXPECT_EQ(tally.verdict().outcome, Outcome::inconclusive);
}

}  // namespace
}  // namespace rehearse
