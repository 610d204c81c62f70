// How anybody wakes the stage: an eventfd, so that it can wait for the bell and for deaths (pidfds) at once.
#pragma once
#include <unistd.h>

#include "runner/stage/mapping.h"

namespace rehearse::stage {

inline void ring(const Mapping& mapping) {
  const uint64_t one = 1;
  (void)!write(mapping.bell, &one, sizeof one);
}

}  // namespace rehearse::stage
