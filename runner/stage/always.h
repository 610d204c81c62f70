// `always: expr`, judged after every change of anything that it reads, by whoever made the change, under the
// guard.
#pragma once
#include "runner/stage/player.h"

namespace rehearse::stage {

// What changed.
struct Change {
  ObjectId object{};
  ActorId actor{};               // a name, its life, its exit code
  const Event* event = nullptr;  // counted by count() or inside()
};

// Guard held. Logs an event for each rule that is false now.
void check_always(GuardHolder& holder, const Change& change);

}  // namespace rehearse::stage
