#include "runner/scenario/reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rehearse {
namespace {

constexpr std::array<std::string_view, 13> kReserved = {
    "any", "none", "true", "false", "index", "self", "sig", "and", "or", "not", "min", "max", "stopped"};

}  // namespace

std::string_view kind_name(Declared::Kind kind) {
  switch (kind) {
    case Declared::Kind::param: return "a param";
    case Declared::Kind::resource: return "a resource";
    case Declared::Kind::task: return "a task";
    case Declared::Kind::actor: return "an actor";
  }
  return "";
}

bool is_reserved(std::string_view name) {
  return name == "continued" || std::find(kReserved.begin(), kReserved.end(), name) != kReserved.end();
}

bool mentions(std::string_view text, const std::set<std::string, std::less<>>& words) {
  if (words.empty()) return false;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && continues_identifier(text[end])) ++end;
    if (end > at && words.contains(text.substr(at, end - at))) return true;
    at = std::max(end, at + 1);
  }
  return false;
}

bool Reading::declare(const std::string& name, const Place& place, Declared::Kind kind) {
  if (!is_identifier(name)) {
    error(place, fmt::format("`{}` is no name for {}", name, kind_name(kind)),
          "a name has letters, digits and `_`, and begins with no digit");
    return false;
  }
  if (is_reserved(name)) {
    error(place, fmt::format("`{}` has a meaning of its own and cannot name {}", name, kind_name(kind)));
    return false;
  }
  if (name == "main" && kind != Declared::Kind::actor) {
    error(place, fmt::format("`main` is the first process and cannot name {}", kind_name(kind)));
    return false;
  }
  const auto [at, fresh] = names.emplace(name, Declared{kind, place});
  if (fresh) return true;
  error(place,
        fmt::format("`{}` is already {} (line {})", name, kind_name(at->second.kind), at->second.place.line),
        "resources, actors, tasks and params share one set of names");
  return false;
}

Environment Reading::environment(Environment::Where where) {
  Environment environment;
  environment.scenario = &scenario;
  environment.params = &params;
  environment.where = where;
  environment.diagnostics = &diagnostics;
  return environment;
}

Node Reading::as_written(const Node& node) const {
  if (!node.is_scalar() || node.quoted) return node;
  for (const Binding& binding : combination) {
    if (binding.name != node.text) continue;
    Node written = *binding.value;
    written.place = node.place;
    return written;
  }
  return node;
}

std::optional<std::string> Reading::word(const Node& node, std::string_view key, Words words,
                                         std::optional<LanguagePart> part) {
  const Node written = as_written(node);
  if (!require_scalar(written, key, words.empty() ? "a word" : "one of " + listed(words), diagnostics))
    return std::nullopt;
  if (std::find(words.begin(), words.end(), written.text) != words.end()) return written.text;
  if (part && is_unsupported(*part, written.text))
    error(node.place, not_supported_yet(fmt::format("{}: {}", key, written.text)));
  else
    error(node.place, fmt::format("`{}` cannot be `{}`", key, written.text), suggestion(written.text, words));
  return std::nullopt;
}

std::optional<bool> Reading::flag(const Node& node, std::string_view key) {
  const Node written = as_written(node);
  if (written.is_scalar() && !written.quoted) {
    if (written.text == "true") return true;
    if (written.text == "false") return false;
  }
  error(node.place, fmt::format("`{}` must be `true` or `false`", key));
  return std::nullopt;
}

std::optional<int64_t> Reading::known_integer(const Node& node, int64_t least, int64_t most) {
  if (node.is_scalar() && mentions(node.text, unclear)) return std::nullopt;
  Environment known = environment(Environment::Where::before_run);
  return read_known_integer(node, known, least, most);
}

std::optional<int64_t> Reading::known_duration(const Node& node, std::string_view key) {
  if (!require_scalar(node, key, "a duration such as `10ms`", diagnostics)) return std::nullopt;
  if (mentions(node.text, unclear)) return std::nullopt;
  Environment known = environment(Environment::Where::before_run);
  const std::size_t before = diagnostics.size();
  const Expression duration = read_duration(node, known);
  if (diagnostics.size() != before) return std::nullopt;
  if (duration.is_constant() && duration.value.kind == ValueKind::integer) return duration.value.bits;
  error(node.place, fmt::format("`{}` must be known before the run", key));
  return std::nullopt;
}

std::optional<std::string> Reading::text(const Node& node, std::string_view key) {
  if (!require_scalar(node, key, "a text", diagnostics)) return std::nullopt;
  return node.text;
}

std::vector<const Node*> Reading::one_or_more(const Node& node, std::string_view key) {
  std::vector<const Node*> nodes;
  if (node.is_sequence())
    for (const Node& item : node.items) nodes.push_back(&item);
  else
    nodes.push_back(&node);
  std::erase_if(nodes, [&](const Node* item) { return !require_scalar(*item, key, "a text", diagnostics); });
  return nodes;
}

}  // namespace rehearse
