// What every native object promises, said once.
#pragma once
#include <string_view>

namespace rehearse {

inline constexpr std::string_view kNativeWaiterKilled =
    "Nothing is lost: who waits is a set under the run's guard, and every release wakes all of it.";
inline constexpr std::string_view kNativeInterruptible =
    "A wait fails EINTR when a handler ran since it began; no signal between announcing and sleeping is "
    "missed.";
inline constexpr std::string_view kNativeTimeOuts =
    "CLOCK_MONOTONIC. A wait that could succeed when its time is up succeeds.";
inline constexpr std::string_view kNativePoints =
    "Each step takes its point under the run's guard: one order over all native objects.";

}  // namespace rehearse
