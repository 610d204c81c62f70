// Rooms without a resource: tables of verbs alone. What the verbs do is the machines' own.
#pragma once
#include "primitives/room.h"

namespace rehearse {

[[nodiscard]] Room process_room();
[[nodiscard]] Room signal_room();
[[nodiscard]] Room control_room();
[[nodiscard]] Room time_room();
[[nodiscard]] Room trace_room();

}  // namespace rehearse
