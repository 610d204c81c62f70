// Real time: CLOCK_MONOTONIC nanoseconds everywhere.
#pragma once
#include <time.h>

#if defined(__x86_64__)
#include <x86intrin.h>
#endif

#include <cstdint>

#include "primitives/ports.h"

namespace rehearse::stage {

[[nodiscard]] inline int64_t now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec;
}

// The time stamp of an event, of whatever unit is cheapest: processor ticks where they run evenly (10 ns a
// reading instead of 22), else nanoseconds. Only a StampScale can read it.
#if defined(__x86_64__)
extern const bool ticks_run_evenly;  // constant, never stopping, and trusted by the kernel
[[nodiscard]] inline int64_t stamp() { return ticks_run_evenly ? static_cast<int64_t>(__rdtsc()) : now(); }
#else
[[nodiscard]] inline int64_t stamp() { return now(); }
#endif

// Two moments of a run on both clocks; plain data, so that it lies in the mapping.
struct StampScale {
  int64_t first_stamp, first_time, last_stamp, last_time;
  void begin() {
    first_time = last_time = now();
    first_stamp = last_stamp = stamp();
  }
  void end() {
    last_time = now();
    last_stamp = stamp();
  }
  // Nanoseconds since `begin`.
  [[nodiscard]] int64_t time_of(int64_t a_stamp) const {
    const double stamps = static_cast<double>(last_stamp - first_stamp);
    if (stamps <= 0) return 0;
    return static_cast<int64_t>(static_cast<double>(a_stamp - first_stamp) *
                                (static_cast<double>(last_time - first_time) / stamps));
  }
};

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
