// All verbs by their names.
#pragma once
#include <string_view>
#include <vector>

#include "runner/scenario/verb_readers.h"

namespace rehearse {

// nullptr: no such verb.
[[nodiscard]] Reader find_reader(std::string_view verb);
[[nodiscard]] const std::vector<std::string_view>& verb_names();

}  // namespace rehearse
