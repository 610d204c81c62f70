// `params:`: one scenario for each combination of the values written.
#pragma once
#include <string>
#include <vector>

#include "runner/scenario/scenario.h"

namespace rehearse {

struct Binding {
  std::string name;
  Place place;  // of the name
  const Node* value = nullptr;
  bool listed = false;  // one of several: named in the title
};

using Combination = std::vector<Binding>;

// Never empty where there is no error: without params it is one empty combination. The last param varies
// fastest.
[[nodiscard]] std::vector<Combination> read_params(const Node* params, Diagnostics& diagnostics);
// "title [n=2, how=SIGTERM]"
[[nodiscard]] std::string title_of(const std::string& base, const Combination& combination);
// How expressions see what was written: integers, booleans, signals and durations (ns) as numbers, else a
// text.
[[nodiscard]] Value value_of(const Node& written, Scenario& scenario);

}  // namespace rehearse
