// One actor's steps: control flow, and begin, effect, end of each part. What an effect means is said by the
// rooms and by effects.h.
#pragma once
#include "runner/stage/player.h"

namespace rehearse::stage {

// From `entry` to finish or handler_end. Gate shut before and after.
void interpret(Player& player, int32_t entry);

}  // namespace rehearse::stage
