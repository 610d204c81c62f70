// What yaml-cpp's complaints mean to somebody who writes scenarios.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "runner/syntax/events.h"

namespace rehearse {

// What is known at the moment at which yaml-cpp gave up.
struct Complaint {
  std::string message;                  // yaml-cpp's
  std::size_t offset = 0;               // where, in bytes; may be the end of the text
  const YamlEvent* unclosed = nullptr;  // the innermost [ or { still open
  const YamlEvent* last_scalar = nullptr;
};

[[nodiscard]] Diagnostic explain(const Complaint& complaint, FileId file, std::string_view text);

// Line and column of an offset.
[[nodiscard]] Place place_at(FileId file, std::string_view text, std::size_t offset);

}  // namespace rehearse
