// Real time: CLOCK_MONOTONIC nanoseconds everywhere.
#pragma once
#include <time.h>

#include <cstdint>

#include "primitives/ports.h"

namespace rehearse::stage {

[[nodiscard]] inline int64_t now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
}

[[nodiscard]] inline timespec to_timespec(int64_t ns) { return {ns / 1'000'000'000, ns % 1'000'000'000}; }

// `timeout` as steps give it (kForever: none) from now on, without overflow.
[[nodiscard]] inline int64_t deadline_after(int64_t timeout) {
  if (timeout == kForever) return kForever;
  const int64_t from = now();
  return timeout > kForever - from ? kForever : from + timeout;
}

// A very short pause of the stage or of a poller; decides nothing.
inline void pause_briefly(int64_t ns) {
  const timespec t = to_timespec(ns);
  nanosleep(&t, nullptr);
}

}  // namespace rehearse::stage
