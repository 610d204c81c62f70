#include "runner/scenario/nearest.h"

#include <algorithm>

#include "runner/syntax/diagnostic.h"

namespace rehearse {

std::string nearest(std::string_view word, const Candidates& candidates) {
  const std::string_view meant = did_you_mean(word, candidates);
  return meant.empty() ? std::string() : "did you mean `" + std::string(meant) + "`?";
}

std::string enumerated(const Candidates& words, std::size_t most) {
  const std::size_t shown = std::min(words.size(), most);
  std::string list;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) list += i + 1 == words.size() ? " and " : ", ";
    list += "`" + std::string(words[i]) + "`";
  }
  if (shown < words.size()) list += " and " + std::to_string(words.size() - shown) + " more";
  return list;
}

std::string nearest_or_all(std::string_view word, const Candidates& candidates, std::string_view what) {
  if (std::string hint = nearest(word, candidates); !hint.empty()) return hint;
  return candidates.empty() ? std::string() : std::string(what) + " " + enumerated(candidates);
}

}  // namespace rehearse
