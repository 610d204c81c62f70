// Nobody can move any more. The stage looks at the ticket counter each millisecond; unchanged, it reads each
// live actor twice. Resources are not asked: a primitive that lost a wake-up must be reported too.
#pragma once
#include "runner/stage/mapping.h"

namespace rehearse::stage {

[[nodiscard]] bool is_quiescent(const Mapping& mapping);

// A circle of owners and of joins in which everybody is asleep without a deadline, and that no signal can
// break; others may still move. Each member waits for the next. Empty: none.
[[nodiscard]] std::vector<ActorId> find_cycle(const Mapping& mapping);

}  // namespace rehearse::stage
