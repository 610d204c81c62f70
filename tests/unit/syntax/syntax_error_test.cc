// The messages for broken YAML, whole. yaml-cpp's own words are not for people who write scenarios.
#include <gtest/gtest.h>

#include "tests/unit/syntax/parsing.h"

namespace rehearse {
namespace {

TEST(SyntaxError, ASelectorWithAnIndexInAFlowListMustBeQuoted) {
  EXPECT_EQ(messages("order: [a.b, w[0].x, c]\n"),
            "f.yaml:1:15: error: unexpected `[`, where `,` or `]` should come\n"
            "order: [a.b, w[0].x, c]\n"
            "              ^\n"
            "hint: in [ ] and { } a text that holds brackets must be quoted: \"w[0].x\"\n");
}

TEST(SyntaxError, ASelectorWithAnIndexInAFlowMappingMustBeQuoted) {
  EXPECT_EQ(messages("pairs: {from: p.put(q[1]), to: c}\n"),
            "f.yaml:1:22: error: unexpected `[`, where `,` or `}` should come\n"
            "pairs: {from: p.put(q[1]), to: c}\n"
            "                     ^\n"
            "hint: in [ ] and { } a text that holds brackets must be quoted: \"p.put(q[1])\"\n");
  EXPECT_EQ(messages("exit: {w[0]: 1}\n"),
            "f.yaml:1:9: error: unexpected `[`, where `,` or `}` should come\n"
            "exit: {w[0]: 1}\n"
            "        ^\n"
            "hint: in [ ] and { } a text that holds brackets must be quoted: \"w[0]\"\n");
}

TEST(SyntaxError, AStarInTheIndexOfAFlowListIsNoAlias) {
  EXPECT_EQ(messages("order: [main.set(e), w[*].freed]\n"),
            "f.yaml:1:24: error: unknown alias `*`\n"
            "order: [main.set(e), w[*].freed]\n"
            "                       ^\n"
            "hint: in [ ] and { } a text that holds brackets must be quoted: \"w[*].freed\"\n");
}

TEST(SyntaxError, ASelectorThatBeginsWithAStarMustBeQuoted) {
  EXPECT_EQ(messages("- exclusive: *.critical\n"),
            "f.yaml:1:14: error: unknown alias `*.critical`\n"
            "- exclusive: *.critical\n"
            "             ^~~~~~~~~~\n"
            "hint: a selector that begins with `*` must be quoted: \"*.critical\"\n");
  EXPECT_EQ(messages("pairs: {from: *.put(q[0]), to: x}\n"),
            "f.yaml:1:15: error: unknown alias `*.put(q[0])`\n"
            "pairs: {from: *.put(q[0]), to: x}\n"
            "              ^~~~~~~~~~~\n"
            "hint: a selector that begins with `*` must be quoted: \"*.put(q[0])\"\n");
  EXPECT_EQ(messages("never: *\n"),
            "f.yaml:1:8: error: unknown alias `*`\n"
            "never: *\n"
            "       ^\n"
            "hint: a selector that begins with `*` must be quoted: \"*\"\n");
}

TEST(SyntaxError, ACommaInParenthesesTearsATextApart) {
  EXPECT_EQ(messages("let: {x: min(a, max(b, c)), y: 1}\n"),
            "f.yaml:1:10: error: the comma ends `min(a` here\n"
            "let: {x: min(a, max(b, c)), y: 1}\n"
            "         ^~~~~\n"
            "hint: in [ ] and { } a text with a comma must be quoted: \"min(a, max(b, c))\"\n");
  EXPECT_EQ(messages("x: min(a, b)\ny: [\"f(a\", \"b)\", (c, d:, e)]\n"), "");
}

TEST(SyntaxError, QuotesGoRoundTheWholeValue) {
  EXPECT_EQ(messages("- assert: 'a' == x\n"),
            "f.yaml:1:15: error: unexpected text after the value\n"
            "- assert: 'a' == x\n"
            "              ^~~~\n"
            "hint: the quotes must go round the whole value: \"'a' == x\"\n");
  EXPECT_EQ(messages("x: {if: \"a\" == 'b', then: c}\n"),
            "f.yaml:1:13: error: unexpected `=`, where `,` or `}` should come\n"
            "x: {if: \"a\" == 'b', then: c}\n"
            "            ^\n"
            "hint: the quotes must go round the whole value\n");
}

TEST(SyntaxError, AQuoteWithinQuotes) {
  EXPECT_EQ(messages("about: 'it's so'\n"),
            "f.yaml:1:12: error: unexpected text after the value\n"
            "about: 'it's so'\n"
            "           ^~~~~\n"
            "hint: inside single quotes a quote is written twice: ''\n");
}

TEST(SyntaxError, AColonInAText) {
  EXPECT_EQ(messages("about: note: a colon\n"),
            "f.yaml:1:12: error: unexpected `:`\n"
            "about: note: a colon\n"
            "           ^\n"
            "hint: a text that holds `: ` must be quoted: \"note: a colon\"\n");
  EXPECT_EQ(messages("x: {a: b: c}\n"),
            "f.yaml:1:9: error: unexpected `:`, where `,` or `}` should come\n"
            "x: {a: b: c}\n"
            "        ^\n"
            "hint: a text that holds `: ` must be quoted\n");
}

TEST(SyntaxError, AMissingColon) {
  EXPECT_EQ(messages("a: 1\nb\n"), "f.yaml:2:1: error: `:` is missing after `b`\nb\n^\n");
  EXPECT_EQ(messages("actors\n  T1: x\n"),
            "f.yaml:2:5: error: unexpected `:`\n"
            "  T1: x\n"
            "    ^\n"
            "hint: the line above is no `key: value`, or this one is indented deeper than its neighbours\n");
}

TEST(SyntaxError, ASpaceIsMissing) {
  EXPECT_EQ(messages("T: {kind:thread}\n"),
            "f.yaml:1:5: error: a space is missing after the `:` of `kind:thread`\n"
            "T: {kind:thread}\n"
            "    ^~~~~~~~~~~\n"
            "hint: write `kind: thread`\n");
  EXPECT_EQ(messages("- a\n-b\n"),
            "f.yaml:2:1: error: a `-` without a space after it begins no list item\n"
            "-b\n"
            "^~\n"
            "hint: write `- b`\n");
}

TEST(SyntaxError, Indentation) {
  EXPECT_EQ(messages("steps:\n  - acquire: m\n - release: m\n"),
            "f.yaml:3:2: error: this line's indentation fits none of the lines above\n"
            " - release: m\n"
            " ^~~~~~~~~~~~\n"
            "hint: entries of one mapping or list begin in the same column\n");
  EXPECT_EQ(messages("a:\n\tb: 1\n"),
            "f.yaml:2:1: error: a tab in the indentation\n\tb: 1\n^\nhint: indent with spaces\n");
  EXPECT_EQ(messages("a:\n  b: 1\n  \tc: 2\n"),
            "f.yaml:3:3: error: a tab in the indentation\n  \tc: 2\n  ^\nhint: indent with spaces\n");
}

TEST(SyntaxError, ABracketThatIsNeverClosed) {
  EXPECT_EQ(messages("a: 1\nb: [c, {d: e}\n"),
            "f.yaml:2:4: error: this `[` is never closed\nb: [c, {d: e}\n   ^\n");
  EXPECT_EQ(messages("a: {b: 1"), "f.yaml:1:4: error: this `{` is never closed\na: {b: 1\n   ^\n");
  EXPECT_EQ(messages("a: [b, c\nd: e\n"),
            "f.yaml:2:2: error: unexpected `:`, where `,` or `]` should come\n"
            "d: e\n"
            " ^\n"
            "hint: the `[` of line 1 is still open\n");
}

TEST(SyntaxError, ABracketThatNothingOpened) {
  EXPECT_EQ(messages("a: [b]]\n"),
            "f.yaml:1:7: error: unexpected `]`\na: [b]]\n      ^\nhint: no `[` is open here\n");
  EXPECT_EQ(messages("a: [b}\n"),
            "f.yaml:1:6: error: unexpected `}`\na: [b}\n     ^\nhint: no `{` is open here\n");
}

TEST(SyntaxError, AMissingItem) {
  EXPECT_EQ(messages("a: [b, , c]\n"),
            "f.yaml:1:8: error: an item is missing before this comma\na: [b, , c]\n       ^\n");
  EXPECT_EQ(messages("a: [b, c, ]\n"), "");
}

TEST(SyntaxError, OfATextOfOneByteIsNotLost) {
  for (const char* text : {"'", "[", "}", "@", ",", "&"})
    EXPECT_EQ(parse(text).diagnostics.size(), 1u) << text;
  EXPECT_EQ(parse("a").documents.at(0).text, "a");
}

TEST(SyntaxError, AQuoteThatIsNeverClosed) {
  for (const char* text : {"a: \"x", "a: \"x\n", "a: \"x\nb: 1\n", "a: \"x\\\"\n", "a: \"x\\"})
    EXPECT_EQ(messages(text).substr(0, 47), "f.yaml:1:4: error: this quote is never closed\na") << text;
  EXPECT_EQ(messages("a: 'it''s\nb: 1\n"),
            "f.yaml:1:4: error: this quote is never closed\na: 'it''s\n   ^\n");
  EXPECT_EQ(messages("a: {b: 'c}\n"),
            "f.yaml:1:8: error: this quote is never closed\na: {b: 'c}\n       ^\n");
  EXPECT_EQ(messages("a: \"x\nb: \"y\"\n"),
            "f.yaml:2:5: error: unexpected text after the value\n"
            "b: \"y\"\n"
            "    ^~\n"
            "hint: the quote opened on line 1 ends just before this\n");
}

TEST(SyntaxError, EscapesInDoubleQuotes) {
  EXPECT_EQ(messages("ready: \"port (\\d+)\"\n"),
            "f.yaml:1:17: error: unknown escape character: d\n"
            "ready: \"port (\\d+)\"\n"
            "                ^\n"
            "hint: in single quotes a backslash is just a backslash\n");
}

TEST(SyntaxError, CharactersThatBeginNoText) {
  EXPECT_EQ(messages("a: @home\n"),
            "f.yaml:1:4: error: a text cannot begin with `@`\na: @home\n   ^\nhint: it must be quoted: "
            "\"@home\"\n");
  EXPECT_EQ(messages("when: > 3\n"),
            "f.yaml:1:9: error: unexpected text after `>` or `|`\n"
            "when: > 3\n"
            "        ^\n"
            "hint: a text that begins with `>` or `|` must be quoted\n");
  EXPECT_EQ(messages("a: &\n"),
            "f.yaml:1:5: error: `&` without a name\na: &\n    ^\nhint: a text that begins with `&` must be "
            "quoted\n");
  EXPECT_EQ(
      messages("a: - b\n"),
      "f.yaml:1:4: error: a list cannot begin here\n"
      "a: - b\n"
      "   ^\n"
      "hint: begin it on the next line, or write it in [ ]; a text that begins with `- ` must be quoted\n");
}

TEST(SyntaxError, TextAfterTheDocument) {
  const std::string message = "error: the document has ended before this\n";
  const std::string hint =
      "hint: one document is one mapping, list or text; a second one begins with a line `---`\n";
  EXPECT_EQ(messages("[a] b\n"), "f.yaml:1:5: " + message + "[a] b\n    ^\n" + hint);
  EXPECT_EQ(messages("{a: 1} b\n"), "f.yaml:1:8: " + message + "{a: 1} b\n       ^\n" + hint);
  EXPECT_EQ(messages("- a\nb: c\n"), "f.yaml:2:1: " + message + "b: c\n^~\n" + hint);
  EXPECT_EQ(messages("\"x\" y\n"), "f.yaml:1:5: " + message + "\"x\" y\n    ^\n" + hint);
  EXPECT_EQ(messages(", a\n"), "f.yaml:1:1: " + message + ", a\n^\n" + hint);
}

TEST(SyntaxError, AnAliasWithinWhatItStandsFor) {
  EXPECT_EQ(
      messages("a: &x [b, *x]\n"),
      "f.yaml:1:11: error: the alias `*x` stands inside what it stands for\na: &x [b, *x]\n          ^~\n");
}

TEST(SyntaxError, ATextThatLooksLikeAnAnchor) {
  EXPECT_EQ(messages("never: &.acquire\n"),
            "f.yaml:1:8: error: odd name of an anchor: `&.acquire`\n"
            "never: &.acquire\n"
            "       ^~~~~~~~~\n"
            "hint: a text that begins with `&` must be quoted\n");
}

TEST(SyntaxError, TagsHaveNoMeaning) {
  EXPECT_EQ(messages("a: !!str\nb: [!x]\n"),
            "f.yaml:1:4: error: the tag `!!str`: tags have no meaning here\n"
            "a: !!str\n"
            "   ^~~~~\n"
            "hint: a text that begins with `!` must be quoted\n"
            "f.yaml:2:5: error: the tag `!x`: tags have no meaning here\n"
            "b: [!x]\n"
            "    ^~\n"
            "hint: a text that begins with `!` must be quoted\n");
  EXPECT_EQ(parse("! a\n").diagnostics.size(), 1u);
  EXPECT_EQ(parse("a: &x !t [b]\n").diagnostics.size(), 1u);
}

TEST(SyntaxError, KeysThatAreNone) {
  EXPECT_EQ(messages(": b\n"),
            "f.yaml:1:1: error: a key is missing before `:`\n: b\n^\nhint: `~` and `null` as a key must be "
            "quoted\n");
  EXPECT_EQ(messages("null: b\n"),
            "f.yaml:1:1: error: a key is missing before `:`\n"
            "null: b\n"
            "^~~~\n"
            "hint: `~` and `null` as a key must be quoted\n");
  EXPECT_EQ(messages("{[a]: b}\n"), "f.yaml:1:2: error: a key must be a text\n{[a]: b}\n ^\n");
}

TEST(SyntaxError, MergeKeysThatNameNoMapping) {
  EXPECT_EQ(messages("<<: 3\n"),
            "f.yaml:1:5: error: `<<` takes a mapping, or a list of mappings\n<<: 3\n    ^\n");
  EXPECT_EQ(messages("<<: [{a: 1}, b]\n"),
            "f.yaml:1:5: error: `<<` takes a mapping, or a list of mappings\n<<: [{a: 1}, b]\n    ^\n");
}

TEST(TextCheck, ReportsEveryInvalidByte) {
  EXPECT_EQ(messages("a: \xff\nb: é \xc3\n"),
            "f.yaml:1:4: error: invalid UTF-8: byte 0xFF\n"
            "a: ?\n"
            "   ^\n"
            "hint: save the file as UTF-8\n"
            "f.yaml:2:7: error: invalid UTF-8: byte 0xC3\n"
            "b: é ?\n"
            "     ^\n"
            "hint: save the file as UTF-8\n");
  EXPECT_EQ(parse(std::string(1'000'000, '\xff')).diagnostics.size(), 12u);
}

TEST(TextCheck, KnowsBinaryAndUtf16) {
  EXPECT_EQ(messages(std::string("a: \0b\n", 6)), "f.yaml: error: not a text: a NUL byte at offset 3\n");
  EXPECT_EQ(messages(std::string("\xff\xfe"
                                 "a\0",
                                 4)),
            "f.yaml: error: the file is in UTF-16\nhint: save it as UTF-8\n");
}

TEST(TextCheck, RefusesControlCharacters) {
  EXPECT_EQ(messages("a: b\x04"
                     "c\n"),  // for yaml-cpp the end of the file
            "f.yaml:1:5: error: control character U+0004\n"
            "a: b?c\n"
            "    ^\n"
            "hint: remove it, or write it as an escape in double quotes\n");
  EXPECT_EQ(messages("a: 1\rb: 2\n"),
            "f.yaml:1:5: error: a carriage return without a newline\n"
            "a: 1?b: 2\n"
            "    ^\n"
            "hint: save the file with Unix line ends\n");
}

TEST(TextCheck, RefusesDirectives) {
  EXPECT_EQ(
      messages("%x: 1\n"),  // to yaml-cpp an unknown directive, skipped in silence
      "f.yaml:1:1: error: a line that begins with `%` is a directive to YAML; those have no meaning here\n"
      "%x: 1\n"
      "^~\n"
      "hint: indent it, or put it in quotes\n");
}

}  // namespace
}  // namespace rehearse
