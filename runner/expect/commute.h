// Which letters a rule cannot tell the order of. Searching only one order of these is what keeps the lattice
// thin where many actors do the same thing at the same time.
#pragma once
#include "runner/expect/monitor.h"

namespace rehearse {

// From every state the two letters, of different actors, lead to the same state, or both ways to a broken or
// decided rule.
[[nodiscard]] bool commute(const Monitor& monitor, const Letter& a, const Letter& b);

}  // namespace rehearse
