// Which events of a trace made which others happen, tickets aside.
#pragma once
#include <cstdint>
#include <vector>

#include "runner/trace/trace.h"

namespace rehearse {

struct Edge {
  uint32_t from = 0, to = 0;  // indices into Trace::events
};

// The trace's events by who made them.
class Actors {
 public:
  Actors(const Program& program, const Trace& trace);
  // In the actor's own order: by end ticket; what it left unfinished when it was killed comes last, before
  // its exit.
  [[nodiscard]] const std::vector<uint32_t>& of(ActorId actor) const { return lists_[actor.index()]; }
  [[nodiscard]] std::size_t count() const { return lists_.size(); }
  [[nodiscard]] int64_t find(Event::Cause cause) const;                // -1: none
  [[nodiscard]] int64_t first(ActorId actor, Event::Kind kind) const;  // -1: none

 private:
  const Trace& trace_;
  std::vector<std::vector<uint32_t>> lists_;
  std::vector<std::vector<int64_t>> by_sequence_;
};

// start -> b.start; the end of b -> its join and waitpid; an event -> its await; kill -> handler, stop, exit;
// a child's end -> its parent's SIGCHLD handler (these by Event::cause).
[[nodiscard]] std::vector<Edge> causal_edges(const Program& program, const Trace& trace,
                                             const Actors& actors);

}  // namespace rehearse
