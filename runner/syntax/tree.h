// A YAML document as a tree of our own, in which everything has a place: keys, values, aliases.
#pragma once
#include <string>
#include <vector>

#include "runner/syntax/diagnostic.h"

namespace rehearse {

struct Entry;

struct Node {
  enum class Kind { empty, scalar, sequence, mapping };   // empty: nothing, `~` or `null` unquoted
  Kind kind = Kind::empty;
  Place place;                // of an empty value: its key's
  std::string text;           // scalar: as written, unquoted
  bool quoted = false;        // scalar: in quotes or a block
  std::vector<Node> items;    // sequence
  std::vector<Entry> entries; // mapping, in order; keys are unique

  [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
  [[nodiscard]] bool is_sequence() const { return kind == Kind::sequence; }
  [[nodiscard]] bool is_mapping() const { return kind == Kind::mapping; }
  [[nodiscard]] const Entry* find(std::string_view key) const;
};

struct Entry {
  std::string key;
  Place key_place;
  Node value;
  bool bare = false;   // `{a}` in a flow mapping: neither colon nor value; often half of a text with a comma
};

// All documents of one text. On any error the list of documents may be incomplete; nothing may be run then.
struct Parsed {
  std::vector<Node> documents;   // without empty ones
  Diagnostics diagnostics;
};

// Reads YAML 1.2 core. Errors: broken syntax, duplicate keys, a key that is no scalar, tags, `<<` merge keys it cannot
// follow, alias cycles, more than 200,000 nodes after aliases, deeper than 100, invalid UTF-8, unterminated quotes,
// text after a root flow collection.
[[nodiscard]] Parsed parse_yaml(FileId file, const Sources& sources);
// Reads a file into `sources` first. Errors: missing, a directory, unreadable, over 4 MiB, NUL bytes (binary).
[[nodiscard]] Parsed parse_file(const std::string& path, Sources& sources);

}  // namespace rehearse
