#include "runner/report/look.h"

#include <utility>

namespace rehearse {
namespace {

std::string_view code(Ink ink) {
  switch (ink) {
    case Ink::plain: return "";
    case Ink::dim: return "\033[2m";
    case Ink::bold: return "\033[1m";
    case Ink::red: return "\033[31m";
    case Ink::bold_red: return "\033[1;31m";
    case Ink::green: return "\033[32m";
    case Ink::yellow: return "\033[33m";
    case Ink::cyan: return "\033[36m";
    case Ink::blue: return "\033[34m";
    case Ink::magenta: return "\033[35m";
  }
  return "";
}

// The bytes of the character that begins `text`; broken UTF-8 counts byte by byte.
std::size_t length_of_first(std::string_view text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80       ? 1
                             : lead >> 5 == 6  ? 2
                             : lead >> 4 == 14 ? 3
                             : lead >> 3 == 30 ? 4
                                               : 1;
  return length <= text.size() ? length : 1;
}

char32_t decode(std::string_view glyph) {
  const auto byte = [&](std::size_t i) {
    return static_cast<char32_t>(static_cast<unsigned char>(glyph[i]));
  };
  switch (glyph.size()) {
    case 2: return (byte(0) & 0x1f) << 6 | (byte(1) & 0x3f);
    case 3: return (byte(0) & 0x0f) << 12 | (byte(1) & 0x3f) << 6 | (byte(2) & 0x3f);
    case 4: return (byte(0) & 0x07) << 18 | (byte(1) & 0x3f) << 12 | (byte(2) & 0x3f) << 6 | (byte(3) & 0x3f);
    default: return byte(0);
  }
}

// After Markus Kuhn's wcwidth: combining marks take none, East Asian wide characters and emoji two.
int columns_of(char32_t c) {
  if ((c >= 0x300 && c <= 0x36f) || (c >= 0x200b && c <= 0x200f) || (c >= 0xfe00 && c <= 0xfe0f)) return 0;
  const bool wide =
      (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) || (c >= 0xac00 && c <= 0xd7a3) ||
      (c >= 0xf900 && c <= 0xfaff) || (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff00 && c <= 0xff60) ||
      (c >= 0xffe0 && c <= 0xffe6) || (c >= 0x1f300 && c <= 0x1faff) || (c >= 0x20000 && c <= 0x3fffd);
  return wide ? 2 : 1;
}

// Calls f(glyph, columns) for each character.
template <class F>
void each_glyph(std::string_view text, F f) {
  while (!text.empty()) {
    const std::string_view glyph = text.substr(0, length_of_first(text));
    f(glyph, columns_of(decode(glyph)));
    text.remove_prefix(glyph.size());
  }
}

}  // namespace

std::string paint(const Look& look, Ink ink, std::string_view text) {
  if (!look.color || ink == Ink::plain || text.empty()) return std::string(text);
  return std::string(code(ink)) + std::string(text) + "\033[0m";
}

int width_of(std::string_view text) {
  int width = 0;
  each_glyph(text, [&](std::string_view, int columns) { width += columns; });
  return width;
}

std::string cut(const Look& look, std::string_view text, int width) {
  if (width_of(text) <= width) return std::string(text);
  const std::string_view ellipsis = look.unicode ? "…" : "~";
  std::string kept;
  int used = 0;
  bool full = false;
  each_glyph(text, [&](std::string_view glyph, int columns) {
    full = full || used + columns > width - 1;
    if (full) return;
    kept += glyph;
    used += columns;
  });
  return width > 0 ? kept + std::string(ellipsis) : std::string();
}

std::vector<std::string> wrapped(std::string_view text, int width) {
  std::vector<std::string> lines;
  std::string line;
  while (!text.empty()) {
    const std::size_t space = text.find(' ');
    const std::string_view word = text.substr(0, space);
    if (!line.empty() && width_of(line) + 1 + width_of(word) > width)
      lines.push_back(std::exchange(line, {}));
    if (!line.empty()) line += ' ';
    line += word;
    text.remove_prefix(space == std::string_view::npos ? text.size() : space + 1);
  }
  if (!line.empty() || lines.empty()) lines.push_back(line);
  return lines;
}

void Canvas::put(int column, std::string_view text, Ink ink) {
  each_glyph(text, [&](std::string_view glyph, int columns) {
    if (column < 0 || columns == 0) return;
    const auto at = static_cast<std::size_t>(column);
    if (glyphs_.size() < at + static_cast<std::size_t>(columns))
      glyphs_.resize(at + static_cast<std::size_t>(columns));
    glyphs_[at] = {std::string(glyph), ink};
    if (columns == 2) glyphs_[at + 1] = {"", ink};
    column += columns;
  });
}

void Canvas::fill(int from, int to, std::string_view glyph, Ink ink) {
  for (int column = from; column < to; ++column)
    if (at(column) == " ") put(column, glyph, ink);
}

std::string_view Canvas::at(int column) const {
  return column >= 0 && column < width() ? std::string_view(glyphs_[static_cast<std::size_t>(column)].text)
                                         : " ";
}

std::string Canvas::text(const Look& look) const {
  std::size_t end = glyphs_.size();
  while (end > 0 && glyphs_[end - 1].text == " ") --end;
  std::string line;
  for (std::size_t i = 0; i < end;) {
    std::string run;
    const Ink ink = glyphs_[i].ink;
    for (; i < end && glyphs_[i].ink == ink; ++i) run += glyphs_[i].text;
    line += paint(look, ink, run);
  }
  return line;
}

}  // namespace rehearse
