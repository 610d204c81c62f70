#include <gtest/gtest.h>

#include "play.h"

namespace rehearse {
namespace {

constexpr Look kPlain{false, true, 60};

TEST(ResultLine, SaysVerdictTitleStrengthAndTime) {
  Play play("rendezvous");
  play.verdict.strength = "observed";
  play.verdict.runs = 20;
  EXPECT_EQ(result_line(play.judged(), kPlain),
            "pass  rendezvous                  observed, 20 runs    31 ms\n");
}

TEST(ResultLine, OfOneRunSaysRun) {
  Play play("rendezvous");
  play.verdict.strength = "observed";
  play.verdict.runs = 1;
  EXPECT_NE(result_line(play.judged(), kPlain).find("observed, 1 run "), std::string::npos);
}

TEST(ResultLine, ALongTitleHasALineOfItsOwn) {
  Play play("a title that is so long that nothing else fits beside it");
  play.verdict.strength = "observed";
  play.verdict.runs = 20;
  const std::string line = result_line(play.judged(), kPlain);
  EXPECT_NE(line.find("beside it\n"), std::string::npos);
}

TEST(ResultLine, OfASkippedScenarioSaysWhy) {
  Play play("rendezvous");
  play.verdict = skipped("needs root");
  EXPECT_EQ(result_line(play.judged(), kPlain),
            "skipped rendezvous                                needs root\n");
}

TEST(ResultLine, AnExpectedFailureIsCalledSo) {
  Play play("rendezvous");
  play.verdict.expected_failure = true;
  EXPECT_TRUE(result_line(play.judged(), kPlain).starts_with("xfail "));
}

TEST(Explanation, OfAPassIsEmpty) {
  Play play("rendezvous");
  EXPECT_EQ(explanation(play.judged(), kPlain, false), "");
}

TEST(Summary, NamesOnlyWhatThereWas) {
  Totals totals;
  totals.add(Verdict::Outcome::pass);
  totals.add(Verdict::Outcome::pass);
  totals.add(Verdict::Outcome::fail);
  EXPECT_EQ(summary_line(totals, 1'234'000'000, kPlain), "1 failed, 2 passed in 1.2 s\n");
}

TEST(Duration, HasTheUnitThatFits) {
  EXPECT_EQ(duration_text(850'000, kPlain), "850 µs");
  EXPECT_EQ(duration_text(8'500'000, kPlain), "8.5 ms");
  EXPECT_EQ(duration_text(31'000'000, kPlain), "31 ms");
}

TEST(AgainCommand, QuotesWhatAShellWouldRead) {
  Play play("it's [n=2]");
  play.found({"order", {}, "", {}, {}}, 3, 20);
  Judged judged = play.judged();
  judged.filter = play.scenario.title;
  EXPECT_EQ(again_command(judged, play.verdict.findings.front()),
            "rehearse run course/play.yaml --filter 'it'\\''s [n=2]' --schedule noise:3 --repeat 20");
}

TEST(AgainCommand, OfWhatEveryRunShowedIsOneRun) {
  Play play("rendezvous");
  play.found({"order", {}, "", {}, {}}, 20, 20);
  EXPECT_EQ(again_command(play.judged(), play.verdict.findings.front()),
            "rehearse run course/play.yaml --schedule noise:3 --repeat 1");
}

}  // namespace
}  // namespace rehearse
