// How a step on a primitive waits: the one loop that all native objects share, over the abstract Port. It
// knows neither who runs it nor which room it serves.
#pragma once
#include "primitives/ports.h"

namespace rehearse {

// The end of a wait of `timeout` ns that begins now; kForever for none.
[[nodiscard]] int64_t deadline_after(Port& port, int64_t timeout);
// What an interrupted wait gives.
[[nodiscard]] constexpr Effect interrupted_wait() { return Effect::failed(symbols::eintr); }

}  // namespace rehearse
