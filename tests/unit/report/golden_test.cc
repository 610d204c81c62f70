// Whole reports against files beside this one. REHEARSE_ACCEPT=1 writes what is printed now over what was
// expected.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "plays.h"

namespace rehearse {
namespace {

constexpr Look kNarrow{false, true, 60}, kUsual{false, true, 100}, kWideColored{true, true, 160},
    kAscii{false, false, 80};

std::string read(const std::string& path) {
  std::ifstream file(path);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

void expect_golden(const std::string& name, const std::string& text) {
  const std::string path = REHEARSE_SOURCE_DIR "/tests/unit/report/golden/" + name + ".txt";
  if (std::getenv("REHEARSE_ACCEPT") != nullptr) std::ofstream(path) << text;
  EXPECT_EQ(text, read(path)) << "REHEARSE_ACCEPT=1 accepts what is printed now as " << path;
}

std::string report_of(const Play& play, const Look& look) {
  const Judged judged = play.judged();
  return result_line(judged, look) + explanation(judged, look, false);
}

TEST(GoldenReport, ADeadlockOfTwoThreads) { expect_golden("abba", report_of(abba_play(), kUsual)); }

TEST(GoldenReport, ALostSignalFitsIntoSixtyColumns) {
  expect_golden("signal-60", report_of(lost_signal_play(), kNarrow));
}

TEST(GoldenReport, ALostSignalWithoutUnicode) {
  expect_golden("signal-ascii", report_of(lost_signal_play(), kAscii));
}

TEST(GoldenReport, FivePhilosophersHaveThinLanesWhereTheTerminalIsNarrow) {
  expect_golden("philosophers-60", report_of(philosophers_play(), kNarrow));
}

TEST(GoldenReport, FivePhilosophersStandSideBySideInColours) {
  expect_golden("philosophers-160", report_of(philosophers_play(), kWideColored));
}

TEST(GoldenReport, ALongRunIsCutDownToWhatTheFindingIsAbout) {
  expect_golden("long", report_of(long_play(), kUsual));
}

TEST(GoldenReport, ChildrenBeginByAnArrowFromTheirParent) {
  expect_golden("unreaped", report_of(unreaped_play(), kUsual));
}

TEST(GoldenReport, AHundredThousandRoundsAreFewRows) {
  expect_golden("endless", report_of(endless_play(), kUsual));
}

TEST(GoldenReport, JsonIsOneLine) { expect_golden("abba-json", to_json(abba_play().judged())); }

}  // namespace
}  // namespace rehearse
