#include "runner/report/source.h"

#include <fmt/format.h>

#include <algorithm>

namespace rehearse {
namespace {

std::string without_tabs(std::string_view text) {
  std::string spaced(text);
  std::replace(spaced.begin(), spaced.end(), '\t', ' ');
  return spaced;
}

// Where the text under the caret begins, in columns of the terminal.
int column_of(std::string_view line, int byte) {
  const auto before = static_cast<std::size_t>(std::max(byte - 1, 0));
  return width_of(line.substr(0, std::min(before, line.size())));
}

}  // namespace

std::vector<std::string> source_lines(const Place& place, const Sources& sources, const Look& look) {
  if (!place.file.valid()) return {};
  const std::string where = fmt::format("{}:{}:{}", sources.path(place.file), place.line, place.column);
  std::vector<std::string> lines = {paint(look, Ink::dim, where)};
  const std::string text = without_tabs(sources.line(place.file, place.line));
  if (text.empty()) return lines;
  const std::string number = std::to_string(place.line);
  const std::string_view bar = look.unicode ? "│" : "|";
  const int gutter = width_of(number) + 3;
  const int caret = column_of(text, place.column);
  const int length = std::max(1, std::min(place.length, width_of(text) - caret));
  Canvas source, carets;
  source.put(0, number, Ink::dim);
  source.put(gutter - 2, bar, Ink::dim);
  source.put(gutter, cut(look, text, look.width - gutter));
  carets.put(gutter - 2, bar, Ink::dim);
  carets.put(gutter + caret, std::string(static_cast<std::size_t>(length), '^'), Ink::bold_red);
  lines.push_back(source.text(look));
  if (gutter + caret + length <= look.width) lines.push_back(carets.text(look));
  return lines;
}

}  // namespace rehearse
