#include "runner/report/look.h"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

constexpr Look kPlain{false, true, 80}, kColored{true, true, 80};

TEST(Width, CountsColumnsNotBytes) {
  EXPECT_EQ(width_of("abc"), 3);
  EXPECT_EQ(width_of("→ é"), 3);
  EXPECT_EQ(width_of("日本"), 4);
  EXPECT_EQ(width_of("e\xcc\x81"), 1);  // a combining accent
}

TEST(Width, BrokenUtf8CountsByteByByte) { EXPECT_EQ(width_of("\xff\xe2"), 2); }

TEST(Cut, LeavesWhatFits) { EXPECT_EQ(cut(kPlain, "acquire", 7), "acquire"); }

TEST(Cut, EndsWithAnEllipsis) {
  EXPECT_EQ(cut(kPlain, "acquire(m)", 7), "acquir…");
  EXPECT_EQ(cut({false, false, 80}, "acquire(m)", 7), "acquir~");
}

TEST(Wrap, BreaksBetweenWords) {
  EXPECT_EQ(wrapped("one two three", 8), (std::vector<std::string>{"one two", "three"}));
}

TEST(Wrap, LeavesALongWordWhole) { EXPECT_EQ(wrapped("incomprehensible", 4).size(), 1u); }

TEST(Paint, WritesNoEscapesWithoutColor) { EXPECT_EQ(paint(kPlain, Ink::red, "x"), "x"); }

TEST(Paint, EndsItsColor) { EXPECT_EQ(paint(kColored, Ink::red, "x"), "\033[31mx\033[0m"); }

TEST(Canvas, LaterTextLiesOverEarlier) {
  Canvas canvas;
  canvas.put(0, "abcdef");
  canvas.put(2, "→→");
  EXPECT_EQ(canvas.text(kPlain), "ab→→ef");
}

TEST(Canvas, HasNoBlanksAtTheEnd) {
  Canvas canvas;
  canvas.put(3, "x   ");
  EXPECT_EQ(canvas.text(kPlain), "   x");
}

}  // namespace
}  // namespace rehearse
