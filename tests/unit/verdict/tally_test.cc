#include <gtest/gtest.h>

#include "runner/verdict/verdict.h"

namespace rehearse {
namespace {

using Outcome = Verdict::Outcome;
using State = RuleResult::State;

// Judgements made by hand, of a scenario with `rules` rules of kind `never`.
class Judging {
 public:
  explicit Judging(std::size_t rules = 0) {
    for (std::size_t i = 0; i < rules; ++i) {
      Rule rule;
      rule.expectation.kind = Expectation::Kind::never;
      rule.expectation.place.line = static_cast<int>(i) + 1;
      program.rules.push_back(rule);
    }
  }

  Judging& clean(int times = 1) {
    for (int i = 0; i < times; ++i) add(State::holds, [](RuleResult&) {});
    return *this;
  }
  Judging& broken(int times = 1) {
    for (int i = 0; i < times; ++i) add(State::broken, [](RuleResult&) {});
    return *this;
  }
  Judging& missed(int times = 1) {
    for (int i = 0; i < times; ++i) add(State::broken, [](RuleResult& r) { r.bound_missed = true; });
    return *this;
  }
  Judging& undetermined(int times = 1) {
    for (int i = 0; i < times; ++i) add(State::undetermined, [](RuleResult&) {});
    return *this;
  }
  Judging& vacuous(int times = 1) {
    for (int i = 0; i < times; ++i) add(State::holds, [](RuleResult& r) { r.triggered = false; });
    return *this;
  }
  Judging& finds(const std::string& kind, int times = 1) {
    for (int i = 0; i < times; ++i) {
      RunJudgement judgement;
      judgement.findings.push_back({kind, {}, kind + " happened", {}, {}});
      judgement.cut_short = true;
      judgement.rules.resize(program.rules.size());
      for (auto& rule : judgement.rules) rule.judged = false;
      runs_.emplace_back(std::move(judgement), trace());
    }
    return *this;
  }
  Judging& ending(Trace::Ending ending) {
    runs_.back().second.ending = ending;
    return *this;
  }
  Judging& schedule(const std::string& text) {
    runs_.back().second.schedule = text;
    return *this;
  }

  [[nodiscard]] Verdict verdict() const {
    Tally tally(scenario, program);
    for (const auto& [judgement, trace] : runs_) tally.add(judgement, trace);
    return tally.verdict();
  }
  [[nodiscard]] std::vector<std::string> kinds() const {
    std::vector<std::string> kinds;
    for (const auto& found : verdict().findings) kinds.push_back(found.finding.kind);
    return kinds;
  }

  Scenario scenario;
  Program program;

 private:
  static Trace trace() {
    Trace trace;
    trace.schedule = "free";
    return trace;
  }
  template <class Change>
  void add(State state, Change change) {
    RunJudgement judgement;
    judgement.rules.resize(program.rules.size());
    for (auto& rule : judgement.rules) {
      rule.state = state;
      change(rule);
    }
    runs_.emplace_back(std::move(judgement), trace());
  }

  std::vector<std::pair<RunJudgement, Trace>> runs_;
};

using Kinds = std::vector<std::string>;

TEST(Tally, CleanRunsPassAsObserved) {
  const Verdict verdict = Judging(1).clean(20).verdict();
  EXPECT_EQ(verdict.outcome, Outcome::pass);
  EXPECT_EQ(verdict.strength, "observed");
  EXPECT_EQ(verdict.runs, 20);
}

TEST(Tally, OneBrokenRunFails) {
  const Judging judging = Judging(1).clean(19).broken();
  EXPECT_EQ(judging.verdict().outcome, Outcome::fail);
  EXPECT_EQ(judging.kinds(), Kinds{"never"});
  EXPECT_EQ(judging.verdict().findings[0].runs, 1);
}

TEST(Tally, ARuleBrokenInSomeRunsOfATimedScenarioDecidesNothing) {
  Judging judging = Judging(1).clean(19).broken();
  judging.program.timed = true;
  EXPECT_EQ(judging.verdict().outcome, Outcome::inconclusive);
  EXPECT_EQ(judging.kinds(), Kinds{"never"});
}

TEST(Tally, ARuleBrokenInEveryRunOfATimedScenarioFails) {
  Judging judging = Judging(1).broken(20);
  judging.program.timed = true;
  EXPECT_EQ(judging.verdict().outcome, Outcome::fail);
}

TEST(Tally, ADeadlockInOneRunOfATimedScenarioFails) {
  Judging judging = Judging().clean(19).finds("deadlock");
  judging.program.timed = true;
  EXPECT_EQ(judging.verdict().outcome, Outcome::fail);
}

TEST(Tally, AnAssertionInSomeRunsOfATimedScenarioDecidesNothing) {
  Judging judging = Judging().clean(19).finds("assertion");
  judging.program.timed = true;
  EXPECT_EQ(judging.verdict().outcome, Outcome::inconclusive);
}

TEST(Tally, AKillFromOutsideIsNoMatterOfTime) {
  Scenario scenario;
  Program program;
  program.timed = true;
  Tally tally(scenario, program);
  tally.add({}, {});
  RunJudgement judgement;
  judgement.findings.push_back({"error", {}, "killed from outside the scenario: a died", {}, {}});
  Trace trace;
  trace.ending = Trace::Ending::killed_outside;
  tally.add(judgement, std::move(trace));
  EXPECT_EQ(tally.verdict().outcome, Outcome::fail);
}

TEST(Tally, AnUnexpectedExitIsOneFindingWhereverTheActorWas) {
  Scenario scenario;
  Program program;
  program.timed = true;
  Tally tally(scenario, program);
  for (const int line : {3, 4}) {
    Place place;
    place.line = line;
    RunJudgement judgement;
    judgement.findings.push_back({"unexpected exit", place, "w was killed by SIGKILL", {}, {}});
    tally.add(judgement, {});
  }
  EXPECT_EQ(tally.verdict().outcome, Outcome::fail);
  EXPECT_EQ(tally.verdict().findings.size(), 1u);
}

TEST(Tally, ABoundMissedInSomeRunsDecidesNothing) {
  EXPECT_EQ(Judging(1).clean(19).missed().verdict().outcome, Outcome::inconclusive);
}

TEST(Tally, ABoundMissedInEveryRunFails) {
  EXPECT_EQ(Judging(1).missed(20).verdict().outcome, Outcome::fail);
}

TEST(Tally, AnOrderThatNoRunDeterminedDecidesNothing) {
  EXPECT_EQ(Judging(1).undetermined(20).verdict().outcome, Outcome::inconclusive);
}

TEST(Tally, OneRunThatDeterminesAnOrderIsEnough) {
  EXPECT_EQ(Judging(1).undetermined(19).clean().verdict().outcome, Outcome::pass);
}

TEST(Tally, ARuleThatNothingTriggersIsVacuous) {
  const Judging judging = Judging(1).vacuous(20);
  EXPECT_EQ(judging.verdict().outcome, Outcome::inconclusive);
  EXPECT_EQ(judging.kinds(), Kinds{"vacuous"});
}

TEST(Tally, ARuleTriggeredOnceIsNotVacuous) {
  EXPECT_EQ(Judging(1).vacuous(19).clean().verdict().outcome, Outcome::pass);
}

TEST(Tally, VacuousMayBeAllowedForARule) {
  Judging judging = Judging(1).vacuous(20);
  judging.program.rules[0].expectation.vacuous_ok = true;
  EXPECT_EQ(judging.verdict().outcome, Outcome::pass);
}

TEST(Tally, APeakThatNoRunReachedDecidesNothing) {
  Judging judging(1);
  judging.program.rules[0].expectation.kind = Expectation::Kind::inside;
  judging.program.rules[0].expectation.peak = 3;
  judging.clean(20);
  EXPECT_EQ(judging.verdict().outcome, Outcome::pass);  // clean: the peak was met
  Tally tally(judging.scenario, judging.program);
  RunJudgement judgement;
  judgement.rules.resize(1);
  judgement.rules[0].peak_met = false;
  tally.add(judgement, {});
  EXPECT_EQ(tally.verdict().outcome, Outcome::inconclusive);
}

TEST(Tally, RulesNotJudgedInARunCutShortAreNotVacuous) {
  EXPECT_EQ(Judging(1).finds("deadlock", 20).kinds(), Kinds{"deadlock"});
}

TEST(Tally, FindingsStandInTheOrderOfTheLanguage) {
  const Judging judging = Judging(2).broken().finds("unreaped child").finds("deadlock");
  EXPECT_EQ(judging.kinds(), (Kinds{"deadlock", "unreaped child", "never", "never"}));
}

TEST(Tally, TheSameFindingOfManyRunsIsOne) {
  const Verdict verdict = Judging().finds("deadlock", 5).verdict();
  ASSERT_EQ(verdict.findings.size(), 1u);
  EXPECT_EQ(verdict.findings[0].runs, 5);
}

TEST(Tally, ARunThatShowsAFindingTwiceCountsOnce) {
  const Scenario scenario;
  const Program program;
  Tally tally(scenario, program);
  RunJudgement judgement;
  for (int i = 0; i < 2; ++i) judgement.findings.push_back({"error", {}, "with EPERM", {}, {}});
  tally.add(judgement, {});
  tally.add(judgement, {});
  ASSERT_EQ(tally.verdict().findings.size(), 1u);
  EXPECT_EQ(tally.verdict().findings[0].runs, 2);
}

TEST(Tally, ExitsOfSeveralCopiesAreToldApart) {
  const Scenario scenario;
  const Program program;
  Tally tally(scenario, program);
  RunJudgement judgement;
  judgement.findings.push_back({"unexpected exit", {}, "worker[0] exited with 3", {}, {}});
  judgement.findings.push_back({"unexpected exit", {}, "worker[1] exited with 3", {}, {}});
  tally.add(judgement, {});
  EXPECT_EQ(tally.verdict().findings.size(), 2u);
}

TEST(Tally, TheWitnessIsRatherARunThatASeedShowsAgain) {
  const Verdict verdict =
      Judging().finds("deadlock").finds("deadlock").schedule("noise:4").finds("deadlock").verdict();
  EXPECT_EQ(verdict.findings[0].witness->schedule, "noise:4");
}

TEST(Tally, AnAllowedFindingIsReportedBeside) {
  Judging judging = Judging().finds("unreaped child");
  judging.scenario.allow = {"unreaped child"};
  EXPECT_EQ(judging.verdict().outcome, Outcome::pass);
  EXPECT_EQ(judging.verdict().beside.size(), 1u);
}

TEST(Tally, WhatIsLeftOpenStandsBesideAFailure) {
  Judging judging = Judging(1).clean(18).broken().finds("deadlock");
  judging.program.timed = true;
  EXPECT_EQ(judging.kinds(), Kinds{"deadlock"});
  EXPECT_EQ(judging.verdict().beside.size(), 1u);
}

TEST(Tally, RequireVerifiedFailsForWantOfStrength) {
  Judging judging = Judging(1).clean(20);
  judging.scenario.require = "verified";
  EXPECT_EQ(judging.verdict().outcome, Outcome::fail);
  EXPECT_EQ(judging.kinds(), Kinds{"strength"});
}

TEST(Tally, RequireObservedIsMet) {
  Judging judging = Judging(1).clean(20);
  judging.scenario.require = "observed";
  EXPECT_EQ(judging.verdict().outcome, Outcome::pass);
}

TEST(Tally, ATimeoutIsTheLastRun) {
  Judging judging = Judging().finds("timeout").ending(Trace::Ending::timeout);
  Tally tally(judging.scenario, judging.program);
  Trace trace;
  trace.ending = Trace::Ending::timeout;
  EXPECT_FALSE(tally.decided());
  tally.add({}, trace);
  EXPECT_TRUE(tally.decided());
  EXPECT_EQ(judging.verdict().outcome, Outcome::fail);
}

TEST(Tally, ALostStageIsOurFaultAndComesBeforeAnyFinding) {
  const Verdict verdict = Judging().finds("deadlock").clean().ending(Trace::Ending::lost).verdict();
  EXPECT_EQ(verdict.outcome, Outcome::broken);
  EXPECT_EQ(verdict.notes.size(), 1u);
}

TEST(Tally, AnInterruptedRunIsNone) {
  EXPECT_EQ(Judging().clean(2).finds("deadlock").ending(Trace::Ending::interrupted).verdict().runs, 2);
}

}  // namespace
}  // namespace rehearse
