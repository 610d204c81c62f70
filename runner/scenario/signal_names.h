// The names of the signals that this system has.
#pragma once
#include "runner/scenario/nearest.h"

namespace rehearse {

// Valid for the whole run of the program.
[[nodiscard]] const Candidates& signal_names();

}  // namespace rehearse
