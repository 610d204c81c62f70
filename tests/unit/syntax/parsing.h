// What the tests of this layer read with: one text, named f.yaml in messages.
#pragma once
#include <string>
#include <utility>

#include "runner/syntax/tree.h"

namespace rehearse {

inline Parsed parse(std::string text) {
  Sources sources;
  return parse_yaml(sources.add("f.yaml", std::move(text)), sources);
}

// All diagnostics of a text, as a user sees them.
inline std::string messages(std::string text) {
  Sources sources;
  std::string out;
  const Parsed parsed = parse_yaml(sources.add("f.yaml", std::move(text)), sources);
  for (const Diagnostic& diagnostic : parsed.diagnostics) out += format(diagnostic, sources, false);
  return out;
}

inline std::string at(const Place& place) {
  return std::to_string(place.line) + ':' + std::to_string(place.column) + '+' + std::to_string(place.length);
}

}  // namespace rehearse
