// Who made it happen, for every event of a trace.
#pragma once
#include <cstddef>
#include <vector>

#include "runner/trace/trace.h"

namespace rehearse {

constexpr std::size_t kNobody = static_cast<std::size_t>(-1);

// By event: the index of the event that made it happen, or kNobody. What the trace says of signals, starts
// and ends; for a step that had to wait also what ended its wait: the event that it awaited, or else the last
// step of another actor on the same object that can end such a wait. (On a free run nobody wrote that down;
// it is what a reader would point at.)
[[nodiscard]] std::vector<std::size_t> wakers_of(const Program& program, const Trace& trace);

}  // namespace rehearse
