// A trace as the rows of a timeline: what an actor did, and how it stands from then on.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "runner/report/look.h"
#include "runner/trace/trace.h"

namespace rehearse {

enum class Standing : uint8_t { not_begun, runs, waits, stopped, ended };

struct Moment {
  ActorId actor;
  int64_t time = 0;  // ns since the run began
  std::string text;  // "acquire(m)", in the notation of events
  Ink ink = Ink::plain;
  ActorId from;                 // who made it happen (woke, signalled, started); invalid: nobody else
  bool marked = false;          // the finding is about it
  std::vector<ActorId> at_end;  // how these stood when the run was over; `actor` is the first of them
  Standing after = Standing::runs;
  int times = 1;  // so often in a row, nobody else doing anything between
};

// In the order in which they ended, causes before what they caused. Steps that nobody wrote (the reads of an
// expression) are left out unless marked. `marked`: indices of events; ascending or not.
[[nodiscard]] std::vector<Moment> moments_of(const Program& program, const Trace& trace,
                                             const std::vector<std::size_t>& marked, const Look& look);

}  // namespace rehearse
