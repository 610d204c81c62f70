// The order in which a run is told.
#pragma once
#include <cstddef>
#include <vector>

#include "runner/trace/trace.h"

namespace rehearse {

// Indices of all events: as they ended, but none before what made it happen (a `start` may end after its
// child's first step). `wakers`: see wakers.h.
[[nodiscard]] std::vector<std::size_t> in_order_of_causes(const Trace& trace,
                                                          const std::vector<std::size_t>& wakers);

}  // namespace rehearse
