// threading.Event, across processes too. Unlike multiprocessing's, a `set` frees everyone who waits at that
// moment, even if `clear` follows at once. https://docs.python.org/3/library/threading.html#event-objects
#pragma once
#include "primitives/room.h"

namespace rehearse {

struct EventState {
  int32_t set = 0;
};

enum class EventVerb : uint8_t { wait, set, clear, is_set };

[[nodiscard]] Room event_room();

}  // namespace rehearse
