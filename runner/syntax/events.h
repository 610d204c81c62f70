// The events of a YAML text, flat, as yaml-cpp tells them; the tree is built from these.
//
// Flat, because an alias can then be followed by reading a stretch of them again, at a cost that is known
// beforehand.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "runner/syntax/diagnostic.h"

namespace rehearse {

constexpr int kMaxDepth = 100;
constexpr std::size_t kMaxNodes = 200'000;

struct YamlEvent {
  enum class Kind { nothing, scalar, alias, sequence, mapping, end };
  Kind kind = Kind::nothing;
  Place place;
  std::size_t offset = 0;  // of `place` in the text; of a nothing that is not written: of the next token
  std::size_t after = 0;   // scalar: the offset behind its last byte, its closing quote included
  std::size_t target = 0;  // alias: the event it stands for
  bool quoted = false;     // scalar: in quotes or a block
  bool flow = false;       // sequence, mapping: in [ ] or { }
  std::string text;        // scalar
};

struct Events {
  std::vector<YamlEvent> events;
  std::vector<std::size_t> documents;  // where each begins; only those that were read to their end
  Diagnostics diagnostics;
};

// `text` has passed check_text. Errors: broken syntax, unterminated quotes, text after a document's end,
// tags, aliases that hold themselves, too deep, too many.
[[nodiscard]] Events read_events(FileId file, std::string_view text);

}  // namespace rehearse
