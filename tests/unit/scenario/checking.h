// A text checked as a file would be.
#pragma once
#include <string>
#include <string_view>

#include "runner/scenario/scenario.h"

namespace rehearse {

// "line:column: message | hint" for each complaint, one a line.
[[nodiscard]] std::string complaints_of(std::string_view yaml);
// The scenarios of a text without errors; a test failure otherwise.
[[nodiscard]] std::vector<Scenario> scenarios_of(std::string_view yaml);
[[nodiscard]] Scenario scenario_of(std::string_view yaml);

}  // namespace rehearse
