#include "runner/syntax/tree.h"

#include <gtest/gtest.h>
#include <pthread.h>

#include "tests/unit/syntax/parsing.h"

namespace rehearse {
namespace {

const Node& value(const Parsed& parsed, std::string_view key) {
  return parsed.documents.at(0).find(key)->value;
}

TEST(Tree, KeepsKeysInOrderWithTheirPlaces) {
  const Parsed parsed = parse("scenario: abba\nactors:\n  T1: {kind: thread}\n");
  ASSERT_TRUE(parsed.diagnostics.empty());
  const Node& root = parsed.documents.at(0);
  ASSERT_EQ(root.entries.size(), 2u);
  EXPECT_EQ(root.entries[0].key, "scenario");
  EXPECT_EQ(at(root.entries[0].key_place), "1:1+8");
  EXPECT_EQ(at(root.entries[0].value.place), "1:11+4");
  EXPECT_EQ(at(root.entries[1].value.place), "3:3+2");
  EXPECT_EQ(at(value(parsed, "actors").find("T1")->value.place), "3:7+1");
  EXPECT_EQ(root.find("resources"), nullptr);
}

TEST(Tree, KeepsScalarsAsTheyAreWritten) {
  const Parsed parsed =
      parse("a: 017\nb: yes\nc: \"5\"\nd: 'it''s'\ne: |\n  two\n  lines\nf: plain\n   folded\n");
  EXPECT_EQ(value(parsed, "a").text, "017");
  EXPECT_FALSE(value(parsed, "a").quoted);
  EXPECT_EQ(value(parsed, "b").text, "yes");
  EXPECT_EQ(value(parsed, "c").text, "5");
  EXPECT_TRUE(value(parsed, "c").quoted);
  EXPECT_EQ(at(value(parsed, "c").place), "3:4+3");
  EXPECT_EQ(value(parsed, "d").text, "it's");
  EXPECT_EQ(at(value(parsed, "d").place), "4:4+7");
  EXPECT_EQ(value(parsed, "e").text, "two\nlines\n");
  EXPECT_TRUE(value(parsed, "e").quoted);
  EXPECT_EQ(at(value(parsed, "e").place), "5:4+1");
  EXPECT_EQ(value(parsed, "f").text, "plain folded");
  EXPECT_EQ(at(value(parsed, "f").place), "8:4+5");
}

TEST(Tree, CountsColumnsInBytes) {
  const Parsed parsed = parse("é: \"日本\"\n");
  EXPECT_EQ(at(parsed.documents.at(0).entries.at(0).key_place), "1:1+2");
  EXPECT_EQ(at(parsed.documents.at(0).entries.at(0).value.place), "1:5+8");
}

TEST(Tree, OnlyNullTildeAndNothingAreEmpty) {
  for (const char* empty : {"", "~", "null", "Null", "NULL", "# comment"})
    EXPECT_EQ(value(parse("a: " + std::string(empty) + "\n"), "a").kind, Node::Kind::empty) << empty;
  for (const char* text : {"nULL", "none", "''", "\"null\"", "'~'", "~~"})
    EXPECT_EQ(value(parse("a: " + std::string(text) + "\n"), "a").kind, Node::Kind::scalar) << text;
}

TEST(Tree, AnEmptyValueStandsAtItsKey) {
  const Parsed parsed = parse("abc:\n# comment\n\nnext: {d: , e}\nlast:");
  EXPECT_EQ(at(value(parsed, "abc").place), "1:1+3");
  EXPECT_EQ(at(value(parsed, "next").entries.at(0).value.place), "4:8+1");
  EXPECT_EQ(at(value(parsed, "next").entries.at(1).value.place), "4:13+1");
  EXPECT_EQ(at(value(parsed, "last").place), "5:1+4");
}

TEST(Tree, AWrittenNullStandsWhereItIs) {
  EXPECT_EQ(at(value(parse("a: null\n"), "a").place), "1:4+4");
  EXPECT_EQ(at(value(parse("a: ~\n"), "a").place), "1:4+1");
}

TEST(Tree, AnEmptyItemStandsAtItsDash) {
  const Parsed parsed = parse("a:\n  - x\n  -\n# comment\n  - y\n  - \nb: 1\n");
  EXPECT_EQ(at(value(parsed, "a").items.at(1).place), "3:3+1");
  EXPECT_EQ(at(value(parsed, "a").items.at(3).place), "6:3+1");
}

TEST(Tree, ReadsSeveralDocumentsAndSkipsEmptyOnes) {
  const Parsed parsed = parse("%YAML 1.2\n---\na: 1\n---\n---\nb: 2\n...\nc: 3\n...\n");
  EXPECT_TRUE(parsed.diagnostics.empty());
  ASSERT_EQ(parsed.documents.size(), 3u);
  EXPECT_EQ(at(parsed.documents[2].entries.at(0).key_place), "8:1+1");
  EXPECT_TRUE(parse("").documents.empty());
  EXPECT_TRUE(parse("# only a comment\n").documents.empty());
}

TEST(Tree, ReadsWindowsLineEndsAndAByteOrderMark) {
  const Parsed parsed = parse(
      "\xEF\xBB\xBF"
      "a: 1\r\nb: [c]\r\n");
  EXPECT_TRUE(parsed.diagnostics.empty());
  EXPECT_EQ(at(parsed.documents.at(0).entries.at(0).key_place), "1:4+1");
  EXPECT_EQ(value(parsed, "a").text, "1");
  EXPECT_EQ(at(value(parsed, "b").items.at(0).place), "2:5+1");
}

TEST(Tree, AnAliasIsACopyAtThePlaceOfTheAlias) {
  const Parsed parsed = parse("a: &steps\n  - wait: e\nb: *steps\nc: &word w\n*word : 5\n");
  EXPECT_TRUE(parsed.diagnostics.empty());
  EXPECT_EQ(at(value(parsed, "a").place), "2:3+1");
  EXPECT_EQ(at(value(parsed, "b").place), "3:4+6");
  EXPECT_EQ(value(parsed, "b").items.at(0).entries.at(0).key, "wait");
  EXPECT_EQ(at(value(parsed, "b").items.at(0).entries.at(0).key_place), "2:5+4");
  EXPECT_EQ(at(value(parsed, "c").place), "4:10+1");
  EXPECT_EQ(value(parsed, "w").text, "5");
}

TEST(Tree, MergesWhereTheMergeKeyStands) {
  const Parsed parsed = parse(
      "base: &b {x: 1, y: 2}\none: {<<: *b, y: 3}\nmany: {z: 0, <<: [*b, {y: 9, w: 8}]}\n\"<<\": text\n");
  EXPECT_TRUE(parsed.diagnostics.empty());
  std::string seen;
  for (const char* key : {"one", "many"})
    for (const Entry& entry : value(parsed, key).entries) seen += entry.key + entry.value.text + ' ';
  EXPECT_EQ(seen, "x1 y3 z0 x1 y2 w8 ");
  EXPECT_EQ(value(parsed, "<<").text, "text");
}

TEST(Tree, AFlowKeyWithoutColonIsBare) {
  const Parsed parsed = parse("a: {reason: b, c, d: , e: ~}\n");
  EXPECT_TRUE(parsed.diagnostics.empty());
  std::string bare;
  for (const Entry& entry : value(parsed, "a").entries) bare += entry.bare ? "1" : "0";
  EXPECT_EQ(bare, "0100");
}

TEST(Tree, ReportsAllOfItsOwnErrorsAtOnce) {
  EXPECT_EQ(messages("a: !t 1\na: 2\nb: [f(x, y)]\n? [k]\n: v\n"),
            "f.yaml:1:4: error: the tag `!t`: tags have no meaning here\n"
            "a: !t 1\n"
            "   ^~\n"
            "hint: a text that begins with `!` must be quoted\n"
            "f.yaml:2:1: error: the key `a` is given twice\n"
            "a: 2\n"
            "^\n"
            "hint: first on line 1\n"
            "f.yaml:3:5: error: the comma ends `f(x` here\n"
            "b: [f(x, y)]\n"
            "    ^~~\n"
            "hint: in [ ] and { } a text with a comma must be quoted: \"f(x, y)\"\n"
            "f.yaml:4:3: error: a key must be a text\n"
            "? [k]\n"
            "  ^\n");
}

TEST(Tree, AnErrorInWhatAnAliasRepeatsIsSaidOnce) {
  EXPECT_EQ(parse("a: &x {k: 1, k: 2}\nb: *x\nc: *x\n").diagnostics.size(), 1u);
}

TEST(Tree, EndsAFloodOfErrors) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "a: 1\n";
  const Parsed parsed = parse(text);
  ASSERT_EQ(parsed.diagnostics.size(), 101u);
  EXPECT_EQ(parsed.diagnostics.back().message, "899 more errors follow in this file");
}

TEST(Limits, DepthIsOneHundred) {
  EXPECT_TRUE(parse(std::string(100, '[') + std::string(100, ']')).diagnostics.empty());
  EXPECT_EQ(parse(std::string(101, '[') + std::string(101, ']')).diagnostics.at(0).message,
            "nested deeper than 100 levels");
  std::string dashes;
  for (int i = 0; i < 100'000; ++i) dashes += "- ";
  EXPECT_EQ(parse(dashes).diagnostics.at(0).message, "nested deeper than 100 levels");
}

TEST(Limits, DepthCountsWhatAliasesStandFor) {
  const std::string deep = std::string(60, '[') + std::string(60, ']');
  const std::string around = std::string(60, '[') + "*a" + std::string(60, ']');
  EXPECT_EQ(messages("- &a " + deep + "\n- *a\n"), "");
  EXPECT_EQ(parse("- &a " + deep + "\n- " + around + "\n").diagnostics.at(0).message,
            "nested deeper than 100 levels, aliases followed");
}

TEST(Limits, ABillionLaughsAreNotLaughed) {
  std::string text = "a0: &a0 [x]\n";
  for (int i = 1; i <= 30; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int n = 1; n < 10; ++n) text += ", " + before;
    text += "]\n";
  }
  const Parsed parsed = parse(text);
  ASSERT_EQ(parsed.diagnostics.size(), 1u);
  EXPECT_EQ(parsed.diagnostics[0].message, "more than 200000 nodes, aliases followed");
  EXPECT_TRUE(parsed.documents.empty());
}

TEST(Limits, AliasesOfALongTextEndToo) {
  std::string text = "- &a " + std::string(1'000'000, 'x') + "\n";
  for (int i = 0; i < 1000; ++i) text += "- *a\n";
  EXPECT_EQ(parse(text).diagnostics.at(0).message, "more than 16 MiB of text, aliases followed");
}

TEST(Limits, TwoHundredThousandNodes) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "- 1\n";
  EXPECT_EQ(parse(text).diagnostics.at(0).message, "more than 200000 nodes");
}

// yaml-cpp's own guard comes too late on a small stack.
TEST(Limits, DeepNestingIsAnErrorOnASmallStackToo) {
#if defined(__SANITIZE_ADDRESS__)
  GTEST_SKIP() << "frames are several times larger under AddressSanitizer";
#endif
  const auto body = [](void*) -> void* {
    for (const char* unit : {"[", "{", "- ", "? ", "[a: ", "{a: ", ": "}) {
      std::string text;
      while (text.size() < 100'000) text += unit;
      if (parse(std::move(text)).diagnostics.empty()) return nullptr;
    }
    static int good;
    return parse(std::string(99, '[') + std::string(99, ']')).diagnostics.empty() ? &good : nullptr;
  };
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 256 * 1024);
  pthread_t thread{};
  ASSERT_EQ(pthread_create(&thread, &attributes, body, nullptr), 0);
  void* result = nullptr;
  pthread_join(thread, &result);
  EXPECT_NE(result, nullptr);
}

}  // namespace
}  // namespace rehearse
