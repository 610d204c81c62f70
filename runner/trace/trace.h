// What happened in one run, whichever machine made it.
#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "primitives/ports.h"
#include "runner/program/program.h"

namespace rehearse {

constexpr uint64_t kNoTicket = 0;

// One event is an interval of tickets of one counter: `begin` was read before the effect, `end` taken after it. `point`,
// where the room could take one, was taken inside the effect while the resource was held: the instant itself. A and B:
// A is before B if latest(A) < earliest(B).
struct Event {
  enum class Kind : uint8_t {
    step,           // a step got what it asked for, or failed
    blocks,         // it began to wait: `….blocks`
    start,          // the actor began
    exit,           // it ended: `value` is its exit code (none for a thread)
    stopped, continued,
    handler_begin, handler_end,  // `target`: the signal
    always,         // an `always` was found false: `target` is the rule's index
    finding,        // the actor met a finding; the run is cut short here
  };
  // Which event made this one happen (kill -> handler, exit, stop). Actor invalid: none.
  struct Cause {
    ActorId actor;
    uint32_t sequence = 0;
  };
  uint64_t begin = 0, point = kNoTicket, end = 0;
  int64_t time = 0;         // ns since the run began, when it ended
  ActorId actor;
  StepId step;              // invalid for start, exit …
  int32_t instruction = -1;
  int32_t target = -1;      // worked out: an ObjectId, ActorId or signal, by StepInfo::target
  uint32_t sequence = 0;    // counts this actor's events in order of their begin, from 1
  Cause cause;
  Value value;              // its result, what it sent or stored, a mark's `value:`
  Symbol error = symbols::ok;
  Kind kind = Kind::step;
  uint8_t depth = 0;        // of handlers
  bool late = false;        // came back without it: a false, none, Empty … of the table of section 5
  bool blocked = false;     // it had to wait
  bool maybe = false;       // its actor was killed in the middle: it may have happened (then at any time from `begin` on)
  bool took_missed = false; // `took:` was not kept

  [[nodiscard]] uint64_t earliest() const { return point != kNoTicket ? point : begin; }
  [[nodiscard]] uint64_t latest() const { return point != kNoTicket ? point : end; }
  [[nodiscard]] bool failed() const { return error != symbols::ok || late; }
};

// How an actor stood when the run was over.
struct ActorEnd {
  bool began = false;
  bool ended = false;
  bool ended_by_runner = false;     // in cleaning up, or a daemon killed because only daemons were left
  bool ended_by_parent = false;     // a daemon's SIGTERM from its parent's end
  bool ended_with_process = false;  // a thread whose process ended under it
  bool reaped = false;              // some step (or an ignored SIGCHLD) waited for it
  bool reaped_at_end = false;       // only the joining at its parent's end did
  ActorId parent;                   // invalid: never began, or begun by the stage
  bool parent_ignored_sigchld = false;
  bool parent_died = false;         // its parent ended by `exit:` or a signal
  Value exitcode = Value::none();
  bool waiting = false;             // asleep at the end: in `step`, for `waits_for`
  StepId step;                      // what it was doing
  int32_t waits_for = -1;           // target of that step
  std::vector<Value> names;         // the last values of its names
};

struct ObjectEnd {                  // as it was last; one for shared objects, one for each process for scope: process
  ObjectId object;
  ActorId process;                  // invalid for shared
  alignas(16) std::array<std::byte, kStateBytes> state{};  // as in Object: rooms read it as their struct
  ActorId owner;                    // invalid: nobody
};

// What an actor itself found: `assertion`, `error`, `not owner`.
struct Raised {
  enum class Kind : uint8_t { assertion, error, not_owner };
  Kind kind = Kind::assertion;
  ActorId actor;
  StepId step;
  int32_t instruction = -1;
  Symbol error;                     // of the step's outcome
  Value got, wanted;
  std::string text;                 // "returned 3, not 2", "fails with EPERM"
};

struct Trace {
  enum class Ending : uint8_t {
    complete,         // every non-daemon actor ended
    blocked,          // nobody can move any more: deadlock, unless `blocked:` holds
    cycle,            // a cycle of owners that nothing can break; others may still move
    raised,           // an actor met a finding
    timeout,
    killed_outside,   // an actor died without a cause of ours
    log_full,
    interrupted,      // SIGINT at the runner
    lost,             // the stage itself died: our fault
  };
  Ending ending = Ending::complete;
  std::vector<Event> events;        // in order of `end`
  std::vector<ActorEnd> actors;     // by ActorId
  std::vector<ObjectEnd> objects;
  std::vector<Raised> raised;
  std::vector<ActorId> cycle;       // members, each waits for the next
  std::string schedule;             // "free", "noise:12"
  int64_t wall = 0;                 // ns
  std::string trouble;              // for `lost`, `log_full`, `killed_outside`: what is known
};

// "philosopher[1].acquire(fork[2]).blocks"
[[nodiscard]] std::string event_name(const Program& program, const Event& event);
[[nodiscard]] std::string to_text(const Program& program, const Value& value);
// Does the event match the pattern, occurrence (#n) aside? A span alone (`a.critical`) matches its end.
[[nodiscard]] bool matches(const Program& program, const EventPattern& pattern, const Event& event);
// The same with another suffix than the one that was written: a span's begin and end, a step's `.blocks`.
[[nodiscard]] bool matches(const Program& program, const EventPattern& pattern, const Event& event,
                           EventPattern::Suffix suffix);
// Takes away each acquire that is only `maybe` and cannot have been: it had begun to wait, and until its actor was dead
// nothing gave free what it waited for.
void drop_unfreed(const Program& program, Trace& trace);
// Which note a step event is; NoteKind::mark also for what is no note at all.
[[nodiscard]] NoteKind note_kind(const Program& program, const Event& event);

}  // namespace rehearse
