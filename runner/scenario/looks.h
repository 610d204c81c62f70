// What one indivisible step may look at.
#pragma once
#include "runner/scenario/reading.h"

namespace rehearse {

// `atomic` and `always` may look at primitives only where the guard stands over them: at `native` ones.
void check_looks(const Expression& expression, std::string_view key, Reading& reading);

}  // namespace rehearse
