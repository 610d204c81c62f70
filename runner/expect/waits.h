// Who waits for what, held by whom, in words.
#pragma once
#include <string>
#include <vector>

#include "runner/trace/trace.h"

namespace rehearse {

// "waits for m, held by main"; "waits for worker to end"; "sleeps in pause, until a signal comes".
[[nodiscard]] std::string wait_text(const Program& program, const Trace& trace, ActorId actor);
// Who holds the object at the end, as far as the trace tells: its owner, else those who took it and gave
// nothing back.
[[nodiscard]] std::vector<ActorId> holders(const Program& program, const Trace& trace, ObjectId object,
                                           ActorId process);
// What each actor was doing when the run was over, one line an actor.
[[nodiscard]] std::vector<std::string> dump(const Program& program, const Trace& trace);

}  // namespace rehearse
