// Hints for a word that is not known.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace rehearse {

using Candidates = std::vector<std::string_view>;

// "did you mean `acquire`?", or nothing where none is near.
[[nodiscard]] std::string nearest(std::string_view word, const Candidates& candidates);
// The nearest, else "`a`, `b` and 3 more exist", else nothing.
[[nodiscard]] std::string nearest_or_all(std::string_view word, const Candidates& candidates,
                                         std::string_view what);
// "`a`, `b` and `c`", at most `most` of them.
[[nodiscard]] std::string enumerated(const Candidates& words, std::size_t most = 8);

}  // namespace rehearse
