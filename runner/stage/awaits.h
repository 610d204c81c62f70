// Events that somebody waits for. `await: a.ready` waits for a count, `await: a.acquire(m).blocks` for a
// state: all of them are asleep there now.
#pragma once
#include "runner/stage/ticket.h"

namespace rehearse::stage {

struct Player;

// (declared in ticket.h: tell_awaits, tell_awaits_guarded)

// What is known of a wait that is announced: a copy that did not change while it was read.
struct AnnouncedWait {
  bool announced = false;
  bool listed = false;  // stands in a list under the guard: as good as asleep
  uint32_t sequence = 0;
  Event blocks;  // as its `….blocks` event
};
[[nodiscard]] AnnouncedWait announced_wait(const Mapping& mapping, ActorId actor);
// After a handler that ran in a wait: who awaits that its actor is asleep there looks again.
void tell_asleep_again(Player& player);

}  // namespace rehearse::stage
