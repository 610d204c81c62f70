// How a terminal can be written to: colours, the characters of its boxes, its width.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

struct Look {
  bool color = false;
  bool unicode = false;
  int width = 100;  // columns
};

enum class Ink : uint8_t { plain, dim, bold, red, bold_red, green, yellow, cyan, blue, magenta };

[[nodiscard]] std::string paint(const Look& look, Ink ink, std::string_view text);
// Columns that UTF-8 text takes.
[[nodiscard]] int width_of(std::string_view text);
// At most `width` columns, the last one an ellipsis if something was cut off.
[[nodiscard]] std::string cut(const Look& look, std::string_view text, int width);
// Broken between words into lines of at most `width` columns; a longer word stands alone.
[[nodiscard]] std::vector<std::string> wrapped(std::string_view text, int width);

// One line of columns; what is put later lies over what was there.
class Canvas {
 public:
  void put(int column, std::string_view text, Ink ink = Ink::plain);
  // Puts `glyph` on every column of [from, to) where nothing is.
  void fill(int from, int to, std::string_view glyph, Ink ink);
  [[nodiscard]] int width() const { return static_cast<int>(glyphs_.size()); }
  [[nodiscard]] std::string_view at(int column) const;     // " " where nothing is
  [[nodiscard]] std::string text(const Look& look) const;  // without blanks at the end, or a newline

 private:
  struct Glyph {
    std::string text = " ";  // empty: the right half of a wide one
    Ink ink = Ink::plain;
  };
  std::vector<Glyph> glyphs_;
};

}  // namespace rehearse
