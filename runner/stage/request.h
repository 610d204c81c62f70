// What only the stage may do: kill, stop, continue, and hold the siblings of one who ends its process. Made
// by an actor with its gate open, one at a time; the stage is never a victim, so two actors that kill each
// other cannot wait for each other. Handlers are saved meanwhile. Both sides of the protocol stand here and
// in request.cc.
#pragma once
#include "runner/stage/player.h"

namespace rehearse::stage {

// The actor's side. Gate shut before and after. Does not return where the request ends the asker. An errno.
int ask_stage(Player& player, Request request, ActorId target, int signal, Event::Cause cause);

// The stage's side: the request is done. Shuts the asker's gate on its behalf, so that nothing can strike
// between the deed and its event; not where the asker itself was stopped by it.
void answer(ActorSlot& asker, int error, bool shut);

// The stage's side of the gate.
void hold_gate(ActorSlot& slot);
void release_gate(ActorSlot& slot);
[[nodiscard]] bool is_inside(const ActorSlot& slot);

}  // namespace rehearse::stage
