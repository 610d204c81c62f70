#include <algorithm>
#include <array>

#include "runner/syntax/diagnostic.h"

namespace rehearse {
namespace {

constexpr std::size_t kLongest = 64;  // nothing longer is a slip of the finger

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

// Optimal string alignment (insert, delete, replace, swap of neighbours), letters' case ignored.
std::size_t distance(std::string_view a, std::string_view b) {
  std::array<std::size_t, kLongest + 1> before{}, last{}, row{};
  for (std::size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = last[j - 1] + (lower(a[i - 1]) == lower(b[j - 1]) ? 0 : 1);
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, replace});
      const bool swapped =
          i > 1 && j > 1 && lower(a[i - 1]) == lower(b[j - 2]) && lower(a[i - 2]) == lower(b[j - 1]);
      if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.size()];
}

}  // namespace

std::string_view did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates) {
  std::string_view best;
  std::size_t best_distance = kLongest;
  if (word.empty() || word.size() > kLongest) return best;
  for (const std::string_view candidate : candidates) {
    if (candidate.size() > kLongest || candidate == word) continue;
    const std::size_t d = distance(word, candidate);
    // One slip in three letters: `q` is not meant to be `p`, `aquire` is meant to be `acquire`.
    if (d * 3 > std::max(word.size(), candidate.size()) || d >= best_distance) continue;
    best = candidate;
    best_distance = d;
  }
  return best;
}

}  // namespace rehearse
