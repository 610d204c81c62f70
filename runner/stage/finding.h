// The actor that meets a finding writes it down and freezes; the stage then ends the run.
#pragma once
#include "runner/stage/player.h"

namespace rehearse::stage {

// Gate shut, guard free. By a trap of a private instruction.
[[noreturn]] void raise_trap(Player& player, const Instruction& instruction, int32_t at, Trap trap);
// `reason` is static text, a whole clause: "handlers nested deeper than 8".
[[noreturn]] void raise_finding(Player& player, Raised::Kind kind, const char* reason,
                                Symbol error = symbols::ok);
// Sleeps until the stage kills us: gate open, everything blocked.
[[noreturn]] void freeze(Player& player);

}  // namespace rehearse::stage
