#include "runner/scenario/keys.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "runner/syntax/scalar.h"

namespace rehearse {
namespace {

bool contains(Words words, std::string_view word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool complain(const Node& node, std::string message, std::string hint, Diagnostics& diagnostics) {
  diagnostics.push_back({node.place, std::move(message), std::move(hint)});
  return false;
}

}  // namespace

std::string listed(Words words) {
  std::string all;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) all += i + 1 == words.size() ? " and " : ", ";
    all += fmt::format("`{}`", words[i]);
  }
  return all;
}

std::string suggestion(std::string_view word, Words candidates) {
  const std::string_view near = did_you_mean(word, {candidates.begin(), candidates.end()});
  if (!near.empty()) return fmt::format("did you mean `{}`?", near);
  if (candidates.empty()) return {};
  return fmt::format("{} {}", candidates.size() == 1 ? "there is" : "there are", listed(candidates));
}

std::string not_supported_yet(std::string_view name) {
  return fmt::format("`{}` is not supported yet", name);
}

bool check_keys(const Node& mapping, std::string_view what, Words known, Diagnostics& diagnostics,
                std::optional<LanguagePart> part) {
  bool well = true;
  for (const Entry& entry : mapping.entries) {
    if (contains(known, entry.key)) continue;
    well = false;
    if (part && is_unsupported(*part, entry.key)) {
      diagnostics.push_back({entry.key_place, not_supported_yet(entry.key), {}});
      continue;
    }
    // `{reason: a, b}`: YAML sees a key `b`.
    const bool comma = entry.value.kind == Node::Kind::empty && !is_identifier(entry.key);
    diagnostics.push_back({entry.key_place, fmt::format("unknown key `{}` of {}", entry.key, what),
                           comma ? "a text with a comma must be quoted here" : suggestion(entry.key, known)});
  }
  return well;
}

bool require_mapping(const Node& node, std::string_view name, Diagnostics& diagnostics) {
  if (node.is_mapping()) return true;
  return complain(node, fmt::format("`{}` needs a mapping, `key: value`", name), {}, diagnostics);
}

bool require_sequence(const Node& node, std::string_view name, Diagnostics& diagnostics) {
  if (node.is_sequence()) return true;
  return complain(node, fmt::format("`{}` needs a list", name),
                  node.is_mapping() ? "begin each entry with `- `" : "", diagnostics);
}

bool require_scalar(const Node& node, std::string_view name, std::string_view of, Diagnostics& diagnostics) {
  if (node.is_scalar()) return true;
  const bool flow = node.is_sequence() || node.is_mapping();
  return complain(node, fmt::format("`{}` needs {}", name, of),
                  flow ? "quote a text that begins with `[` or `{`" : "", diagnostics);
}

std::string one_line(const Node& node) {
  std::string line;
  if (node.is_scalar()) return node.text;
  if (node.is_sequence()) {
    for (const Node& item : node.items) line += (line.empty() ? "" : ", ") + one_line(item);
    return "[" + line + "]";
  }
  for (const Entry& entry : node.entries) {
    if (!line.empty()) line += ", ";
    line += entry.key;
    if (entry.value.kind != Node::Kind::empty) line += ": " + one_line(entry.value);
  }
  return node.is_mapping() ? "{" + line + "}" : line;
}

}  // namespace rehearse
