#include <algorithm>
#include <optional>
#include <regex>

#include "runner/cli/load.h"

namespace rehearse {
namespace {

bool has_tag(const Scenario& scenario, const std::vector<std::string>& tags) {
  return tags.empty() || std::any_of(tags.begin(), tags.end(), [&](const std::string& tag) {
           return std::find(scenario.tags.begin(), scenario.tags.end(), tag) != scenario.tags.end();
         });
}

// A title may well be no regular expression ("f(x) [n=2"): then it is only a text.
std::optional<std::regex> expression_of(const std::string& filter) {
  try {
    return std::regex(filter, std::regex::ECMAScript);
  } catch (const std::regex_error&) {
    return std::nullopt;
  }
}

class TitleFilter {
 public:
  TitleFilter(const std::string& filter, bool whole)
      : filter_(filter),
        whole_(whole),
        expression_(whole || filter.empty() ? std::nullopt : expression_of(filter)) {}
  [[nodiscard]] bool matches(const std::string& title) const {
    if (whole_) return title == filter_;
    return title.find(filter_) != std::string::npos ||
           (expression_ && std::regex_search(title, *expression_));
  }

 private:
  const std::string& filter_;
  bool whole_;
  std::optional<std::regex> expression_;
};

}  // namespace

std::vector<const LoadedScenario*> select(const Loaded& loaded, const Options& options) {
  const bool whole = std::any_of(loaded.scenarios.begin(), loaded.scenarios.end(),
                                 [&](const LoadedScenario& s) { return s.scenario.title == options.filter; });
  const TitleFilter filter(options.filter, whole);
  std::vector<const LoadedScenario*> selected;
  for (const auto& candidate : loaded.scenarios)
    if (filter.matches(candidate.scenario.title) && has_tag(candidate.scenario, options.tags))
      selected.push_back(&candidate);
  return selected;
}

}  // namespace rehearse
