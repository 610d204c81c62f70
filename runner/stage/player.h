// One actor's thread as it runs: what it needs at hand, in its own process's memory. Everything that others
// must see is in its ActorSlot.
#pragma once
#include <signal.h>

#include <array>
#include <vector>

#include "runner/program/evaluate.h"
#include "runner/stage/guard.h"
#include "runner/stage/port.h"

namespace rehearse::stage {

// A signal that came while the gate was shut. One slot is enough: everything is blocked until it has run.
struct Saved {
  volatile sig_atomic_t signal = 0;
  siginfo_t info;
  Disposition disposition;
};

struct Player {
  Player(Mapping& its_mapping, ActorId its_id);
  Player(const Player&) = delete;
  Player& operator=(const Player&) = delete;

  Mapping& mapping;
  const Program& program;
  Control& control;
  ActorId id;
  const ActorInfo& info;
  ActorId process_id;
  ActorSlot& slot;
  ProcessSlot& process;
  GuardHolder holder;
  StagePort port;

  // A handler that begins while this is set only saves its signal. Set whenever the gate is shut, and while a
  // request to the stage is under way.
  volatile sig_atomic_t busy = 1;
  Saved saved;
  uint64_t noise = 0;       // state of the generator; 0: a free schedule
  uint32_t noise_left = 0;  // delays that may still be made
  uint32_t boundaries = 0;  // passed with noise so far

  std::size_t depth = 0;                 // of handlers; the slot's copy is for others
  std::array<Event, kDepths> event;      // of the part under way
  std::array<Event*, kDepths> logged{};  // the last one in the log
  std::array<Outcome, kDepths> outcome;
  std::array<uint32_t, kDepths> handled_before{};  // when the wait was announced
  std::array<uint32_t, kDepths> handled_ending_before{};
  std::vector<Value> temporaries;  // of all depths

  [[nodiscard]] Registers registers() {
    return {program.constants.data(), mapping.names(id),
            temporaries.data() + depth * static_cast<std::size_t>(info.temporaries), &outcome[depth],
            program.empty_text};
  }
  [[nodiscard]] Undertaking& doing() { return slot.doing[depth]; }
  // Called by the clock of the schedule; 0 on a free one.
  uint64_t random();
};

// The thread that asks; null in the stage.
extern thread_local Player* self;

}  // namespace rehearse::stage
