#include "runner/scenario/written.h"

#include <algorithm>

namespace rehearse {

Written Written::of(const Node& node) {
  Written written{node.text, node.place, node.text.find('\n') == std::string::npos, node.quoted};
  if (written.in_line && node.quoted) ++written.place.column;
  return written;
}

Written Written::part(std::size_t offset, std::size_t length) const {
  const std::string_view piece = text.substr(std::min(offset, text.size()), length);
  return {piece, at(offset, piece.size()), in_line, quoted};
}

Written Written::trimmed() const {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return part(0, 0);
  return part(first, text.find_last_not_of(kBlank) - first + 1);
}

Place Written::at(std::size_t offset, std::size_t length) const {
  if (!in_line) return place;
  Place result = place;
  result.column += static_cast<int>(offset);
  result.length = std::max(1, static_cast<int>(length));
  return result;
}

bool starts_identifier(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool continues_identifier(char c) { return starts_identifier(c) || (c >= '0' && c <= '9'); }

}  // namespace rehearse
