// UTF-8, one character at a time, and how wide text stands on a terminal.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace rehearse {

struct Decoded {
  char32_t code = 0;
  std::size_t length = 1;  // bytes taken, at least 1
  bool valid = false;      // not: overlong forms, surrogates, beyond U+10FFFF, cut off
};

// The first character of `text`, which must not be empty. RFC 3629.
[[nodiscard]] Decoded decode_utf8(std::string_view text);
// Terminal columns: 0 for combining marks, 2 for East Asian wide characters and emoji, else 1.
[[nodiscard]] int display_width(char32_t code);
// Of a whole text; each invalid byte counts one.
[[nodiscard]] int display_width(std::string_view text);
// The first line of `text`, and of that at most `bytes`, cut between characters; "..." follows where
// something was cut.
[[nodiscard]] std::string shortened(std::string_view text, std::size_t bytes);

}  // namespace rehearse
