// Tests make rare windows wide: a hammer reaches the one between opening the gate and looking at the saved
// signal once in many thousand signals.
#pragma once

namespace rehearse::stage {

// Rounds of an empty loop in each such window; set before the first run. 0 outside tests.
extern int widened_rounds;

inline void widen() {
  for (int i = 0; i < widened_rounds; ++i) asm volatile("");
}

}  // namespace rehearse::stage
