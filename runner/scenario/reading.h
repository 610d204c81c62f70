// All that is known while one scenario (one combination of a document's params) is read.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runner/scenario/environment.h"
#include "runner/scenario/keys.h"
#include "runner/scenario/params.h"
#include "runner/scenario/written.h"
#include "runner/syntax/scalar.h"

namespace rehearse {

// What a name of the one namespace stands for.
struct Declared {
  enum class Kind : uint8_t { param, resource, task, actor } kind = Kind::param;
  Place place;
};

struct Task {
  Place place;
  const Node* steps = nullptr;
  std::vector<std::string> params;
  bool params_written = false;  // else they are the names in a call's `args:`
  bool called = false;
};

struct Reading {
  Scenario scenario;
  Diagnostics& diagnostics;
  const Combination& combination;
  std::map<std::string, Value, std::less<>> params;  // as expressions see them
  std::map<std::string, Declared, std::less<>> names;
  std::map<std::string, Task, std::less<>> tasks;
  std::map<std::string, int, std::less<>> instances;  // of each task, over all actors
  // Names whose declaration is wrong, or of which nothing can be known: a text that mentions one is not read,
  // so that one mistake is reported once.
  std::set<std::string, std::less<>> unclear;

  int& steps_left;  // that the document may still have

  Reading(Diagnostics& d, const Combination& c, int& steps)
      : diagnostics(d), combination(c), steps_left(steps) {}

  void error(const Place& place, std::string message, std::string hint = {}) {
    diagnostics.push_back({place, std::move(message), std::move(hint)});
  }
  // Enters a name; an error if it is none, is reserved or is taken.
  bool declare(const std::string& name, const Place& place, Declared::Kind kind);
  [[nodiscard]] Environment environment(Environment::Where where);

  // The node itself, or what was written for the param that it names.
  [[nodiscard]] Node as_written(const Node& node) const;
  // One of a few words, a param allowed; an error otherwise.
  std::optional<std::string> word(const Node& node, std::string_view key, Words words,
                                  std::optional<LanguagePart> part = std::nullopt);
  std::optional<bool> flag(const Node& node, std::string_view key);
  std::optional<int64_t> known_integer(const Node& node, int64_t least, int64_t most);
  std::optional<int64_t> known_duration(const Node& node, std::string_view key);
  std::optional<std::string> text(const Node& node, std::string_view key);
  // A list of texts, or one alone.
  std::vector<const Node*> one_or_more(const Node& node, std::string_view key);
};

// `resource`, `actor`, …
[[nodiscard]] std::string_view kind_name(Declared::Kind kind);
[[nodiscard]] bool is_reserved(std::string_view name);
// Whether `text` holds one of `words` as an identifier.
[[nodiscard]] bool mentions(std::string_view text, const std::set<std::string, std::less<>>& words);

}  // namespace rehearse
