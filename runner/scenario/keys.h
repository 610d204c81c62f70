// Which keys a mapping may have, and what a node must be. Each check says what is wrong and returns whether
// all is well.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "primitives/unsupported.h"
#include "runner/syntax/tree.h"

namespace rehearse {

using Words = std::span<const std::string_view>;

// "`a`, `b` and `c`"
[[nodiscard]] std::string listed(Words words);
// "did you mean `acquire`?", or "there are …" where nothing is near.
[[nodiscard]] std::string suggestion(std::string_view word, Words candidates);

// `what` is what the mapping is: "a scenario", "an actor". `part`: whose keys of later are refused by
// name.
bool check_keys(const Node& mapping, std::string_view what, Words known, Diagnostics& diagnostics,
                std::optional<LanguagePart> part = std::nullopt);
// "`name` needs a mapping". `name` is the key whose value the node is.
bool require_mapping(const Node& node, std::string_view name, Diagnostics& diagnostics);
bool require_sequence(const Node& node, std::string_view name, Diagnostics& diagnostics);
bool require_scalar(const Node& node, std::string_view name, std::string_view of, Diagnostics& diagnostics);

[[nodiscard]] std::string not_supported_yet(std::string_view name);
// The node as one line, for people: "acquire: fork[0]", "order: [a, b]".
[[nodiscard]] std::string one_line(const Node& node);

}  // namespace rehearse
