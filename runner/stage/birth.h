// A new actor: fork and thread start, masks, leash, first ticket. A process begins its auto threads before
// anybody takes a first step.
#pragma once
#include "runner/stage/leash.h"
#include "runner/stage/player.h"

namespace rehearse::stage {

// By the stage, single-threaded, everything blocked: an auto process and its auto threads. Returns its pid,
// in the stage only; its actors wait for Control::go. -1: fork failed.
[[nodiscard]] int begin_auto_process(Mapping& mapping, ActorId actor, const Leash& leash);

// `start:`. Gate shut. Returns when the actor, and what it begins itself, has begun.
[[nodiscard]] Symbol start_actor(Player& player, ActorId target);

}  // namespace rehearse::stage
