// Python's Lock: a token without owner. Anyone may release it; releasing a free one fails EPERM.
// https://docs.python.org/3/library/threading.html#lock-objects
#pragma once
#include "primitives/room.h"

namespace rehearse {

struct LockState {
  int32_t holder = -1;  // who took it; for messages alone, nothing depends on it
  int32_t locked = 0;
};

enum class LockVerb : uint8_t { acquire, release, with, locked };

[[nodiscard]] Room lock_room();

}  // namespace rehearse
