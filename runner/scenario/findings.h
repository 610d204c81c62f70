// The names of what can be found: in `allow:` and `xfail:`.
#pragma once
#include "runner/scenario/reading.h"

namespace rehearse {

// Of a run without any expectation, then the expectations by their keys.
[[nodiscard]] Words finding_names();
void read_findings(const Node& node, std::string_view key, std::vector<std::string>& into, Reading& reading);
// Decided by its `when:`; one that does not hold here leaves no trace.
void read_xfail(const Node& node, Reading& reading);

}  // namespace rehearse
