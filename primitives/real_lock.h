// A lock without owner on a real semaphore of 1, as CPython's own threading.Lock. Whether it is taken is said
// by our own word, set while the semaphore is held and cleared by a compare-exchange, so that of two who
// release it at once one fails EPERM and nobody posts twice.
#pragma once
#include <span>

#include "primitives/room.h"

namespace rehearse {

// Room::backends of `lock`.
[[nodiscard]] std::span<const Backend> lock_backends();

}  // namespace rehearse
