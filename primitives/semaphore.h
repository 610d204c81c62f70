// A counting semaphore (Dijkstra; POSIX sem_overview(7)), with the bound of Python's BoundedSemaphore.
#pragma once
#include "primitives/room.h"

namespace rehearse {

struct SemaphoreState {
  int64_t value = 0;
  int64_t bound = 0;  // the most it may hold
};

// POSIX's SEM_VALUE_MAX on Linux: what holds without a `bound:`.
constexpr int64_t kSemaphoreMost = 2147483647;

enum class SemaphoreVerb : uint8_t { acquire, release, get_value, with };

[[nodiscard]] Room semaphore_room();

}  // namespace rehearse
