// A text in a scalar together with where it stands, so that a diagnostic can point into its middle.
#pragma once
#include <string_view>

#include "runner/syntax/tree.h"

namespace rehearse {

struct Written {
  std::string_view text;
  Place place;          // of the text's first character
  bool in_line = true;  // false: spread over several lines, where only the place of the whole is known
  bool quoted = false;  // YAML took a pair of quotes

  [[nodiscard]] static Written of(const Node& node);
  // `length` characters from `offset`.
  [[nodiscard]] Written part(std::size_t offset, std::size_t length = std::string_view::npos) const;
  [[nodiscard]] Written trimmed() const;
  [[nodiscard]] Place at(std::size_t offset, std::size_t length) const;
  [[nodiscard]] Place whole() const { return at(0, text.size()); }
};

[[nodiscard]] bool starts_identifier(char c);
[[nodiscard]] bool continues_identifier(char c);

}  // namespace rehearse
