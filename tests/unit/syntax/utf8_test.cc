#include "runner/syntax/utf8.h"

#include <gtest/gtest.h>

#include "runner/syntax/result.h"

namespace rehearse {
namespace {

TEST(Utf8, DecodesEachLength) {
  EXPECT_EQ(decode_utf8("a").code, U'a');
  EXPECT_EQ(decode_utf8("é").code, U'é');
  EXPECT_EQ(decode_utf8("日").code, U'日');
  EXPECT_EQ(decode_utf8("🙂").code, U'🙂');
  EXPECT_EQ(decode_utf8("🙂").length, 4u);
}

TEST(Utf8, RefusesWhatRfc3629Refuses) {
  const std::vector<std::string> bad{
      "\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80", "\xF4\x90\x80\x80",
      "\xF5", "\xC3",     "\xE6\x97", "\xC3(",        "\xFF"};
  for (const std::string& text : bad) {
    EXPECT_FALSE(decode_utf8(text).valid);
    EXPECT_EQ(decode_utf8(text).length, 1u);
  }
}

TEST(Utf8, KnowsHowWideATextStands) {
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("日本"), 4);
  EXPECT_EQ(display_width("e\u0301"), 1);
  EXPECT_EQ(display_width("\xff\xff"), 2);
}

TEST(Utf8, ShortensBetweenCharacters) {
  EXPECT_EQ(shortened("abc", 3), "abc");
  EXPECT_EQ(shortened("abcd", 3), "abc...");
  EXPECT_EQ(shortened("aé", 2), "a...");
  EXPECT_EQ(shortened("a\nb", 9), "a...");
}

TEST(Result, HoldsAValueOrDiagnostics) {
  const Result<int> good = 3;
  const Result<int> bad = Diagnostic{{}, "wrong", ""};
  EXPECT_TRUE(good.ok());
  EXPECT_EQ(*good, 3);
  EXPECT_FALSE(bad.ok());
  EXPECT_EQ(bad.errors().at(0).message, "wrong");
  EXPECT_EQ(bad.value_or(7), 7);
}

TEST(Result, HandsItsErrorsOver) {
  Diagnostics all;
  EXPECT_EQ(Result<int>(Diagnostic{{}, "wrong", ""}).take_or(5, all), 5);
  EXPECT_EQ(Result<int>(6).take_or(5, all), 6);
  EXPECT_EQ(all.size(), 1u);
}

TEST(ResultDeathTest, WithoutAValueIsNotAskedForOne) {
  Result<int> bad = Diagnostics{};
  EXPECT_DEATH((void)bad.value(), "a Result was asked for what it does not hold");
}

}  // namespace
}  // namespace rehearse
