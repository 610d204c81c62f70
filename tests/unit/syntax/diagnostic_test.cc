#include "runner/syntax/diagnostic.h"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

std::string shown(std::string text, int line, int column, int length, std::string hint = {}) {
  Sources sources;
  const FileId file = sources.add("dir/f.yaml", std::move(text));
  return format({{file, line, column, length}, "wrong", std::move(hint)}, sources, false);
}

TEST(Format, ShowsTheLineACaretAndTheHint) {
  EXPECT_EQ(shown("steps:\n  - aquire: m\n", 2, 5, 6, "did you mean `acquire`?"),
            "dir/f.yaml:2:5: error: wrong\n"
            "  - aquire: m\n"
            "    ^~~~~~\n"
            "hint: did you mean `acquire`?\n");
}

TEST(Format, OfAWholeFileNamesThePathAlone) { EXPECT_EQ(shown("", 0, 0, 1), "dir/f.yaml: error: wrong\n"); }

TEST(Format, OfNoFileNamesTheProgram) {
  EXPECT_EQ(format({{}, "wrong", "so"}, Sources{}, false), "rehearse: error: wrong\nhint: so\n");
}

TEST(Format, CallsAWarningAWarning) {
  Sources sources;
  const FileId file = sources.add("f.yaml", "a\n");
  EXPECT_EQ(format({{file, 1, 1, 1}, "odd", "", Diagnostic::Severity::warning}, sources, false),
            "f.yaml:1:1: warning: odd\na\n^\n");
}

TEST(Format, KeepsTabsBeforeTheCaret) {
  EXPECT_EQ(shown("\ta:\tb\n", 1, 5, 1), "dir/f.yaml:1:5: error: wrong\n\ta:\tb\n\t  \t^\n");
}

TEST(Format, CountsCharactersNotBytesBeforeTheCaret) {
  EXPECT_EQ(shown("é: ü x\n", 1, 5, 2), "dir/f.yaml:1:5: error: wrong\né: ü x\n   ^\n");
  EXPECT_EQ(shown("é: üü\n", 1, 5, 4), "dir/f.yaml:1:5: error: wrong\né: üü\n   ^~\n");
}

TEST(Format, GivesWideCharactersTwoColumns) {
  EXPECT_EQ(shown("日本: x\n", 1, 9, 1), "dir/f.yaml:1:9: error: wrong\n日本: x\n      ^\n");
  EXPECT_EQ(shown("日本: x\n", 1, 1, 6), "dir/f.yaml:1:1: error: wrong\n日本: x\n^~~~\n");
}

TEST(Format, NeverPointsBehindTheLine) {
  EXPECT_EQ(shown("ab\n", 1, 2, 100), "dir/f.yaml:1:2: error: wrong\nab\n ^\n");
  EXPECT_EQ(shown("ab\n", 1, 100, 5), "dir/f.yaml:1:100: error: wrong\nab\n  ^\n");
}

TEST(Format, ShowsNoLineThatIsNotThere) { EXPECT_EQ(shown("ab", 7, 1, 1), "dir/f.yaml:7:1: error: wrong\n"); }

TEST(Format, SendsNoControlCharactersToATerminal) {
  EXPECT_EQ(shown("a\x1b[31m \xff\x7f\n", 1, 1, 1), "dir/f.yaml:1:1: error: wrong\na?[31m ??\n^\n");
}

TEST(Format, CutsLongLinesRoundTheCaret) {
  const std::string line = std::string(500, 'a') + 'X' + std::string(500, 'b');
  EXPECT_EQ(shown(line, 1, 501, 1), "dir/f.yaml:1:501: error: wrong\n..." + std::string(80, 'a') + 'X' +
                                        std::string(79, 'b') + "...\n" + std::string(83, ' ') + "^\n");
}

TEST(Format, CutsLongLinesBetweenCharacters) {
  std::string line;
  for (int i = 0; i < 500; ++i) line += "é";
  for (int column = 1; column <= 1000; column += 2)
    EXPECT_EQ(shown(line, 1, column, 2).find('?'), std::string::npos) << column;
}

TEST(Format, ColoursPlaceSeverityCaretAndHint) {
  Sources sources;
  const FileId file = sources.add("f.yaml", "ab\n");
  EXPECT_EQ(format({{file, 1, 1, 2}, "wrong", "right"}, sources, true),
            "\x1b[1mf.yaml:1:1: \x1b[1;31merror\x1b[0m: \x1b[1mwrong\x1b[0m\n"
            "ab\n"
            "\x1b[1;32m^~\x1b[0m\n"
            "\x1b[1;36mhint:\x1b[0m right\n");
}

TEST(Sources, GiveLinesWithoutTheirEnds) {
  Sources sources;
  const FileId file = sources.add("f", "a\r\n\nb");
  EXPECT_EQ(sources.line(file, 1), "a");
  EXPECT_EQ(sources.line(file, 2), "");
  EXPECT_EQ(sources.line(file, 3), "b");
  EXPECT_EQ(sources.line(file, 4), "");
  EXPECT_EQ(sources.line(file, 0), "");
}

TEST(SortDiagnostics, OrdersByFileLineAndColumnAndDropsRepeats) {
  Diagnostics list{{{FileId(1), 1, 1}, "d", ""},
                   {{FileId(0), 2, 1}, "c", ""},
                   {{FileId(0), 1, 9}, "b", ""},
                   {{FileId(0), 1, 2}, "a", ""},
                   {{FileId(0), 1, 9}, "b", ""}};
  sort_diagnostics(list);
  std::string order;
  for (const Diagnostic& diagnostic : list) order += diagnostic.message;
  EXPECT_EQ(order, "abcd");
}

TEST(DidYouMean, FindsASlipOfTheFinger) {
  const std::vector<std::string_view> verbs{"acquire", "release", "notify_all", "wait", "m"};
  EXPECT_EQ(did_you_mean("aquire", verbs), "acquire");
  EXPECT_EQ(did_you_mean("relaese", verbs), "release");
  EXPECT_EQ(did_you_mean("notifyAll", verbs), "notify_all");
  EXPECT_EQ(did_you_mean("WAIT", verbs), "wait");
}

TEST(DidYouMean, SuggestsNothingFarFetched) {
  const std::vector<std::string_view> verbs{"acquire", "m", "wait"};
  EXPECT_EQ(did_you_mean("terminate", verbs), "");
  EXPECT_EQ(did_you_mean("n", verbs), "");
  EXPECT_EQ(did_you_mean("", verbs), "");
  EXPECT_EQ(did_you_mean(std::string(1'000'000, 'a'), verbs), "");
}

TEST(DidYouMean, PrefersTheNearestThenTheFirst) {
  EXPECT_EQ(did_you_mean("lock", {"block", "clock", "locks"}), "block");
  EXPECT_EQ(did_you_mean("mutx", {"mtx", "mutex"}), "mtx");
}

}  // namespace
}  // namespace rehearse
