#include "runner/stage/finding.h"

#include "runner/stage/bell.h"
#include "runner/stage/futex.h"
#include "runner/stage/gate.h"
#include "runner/stage/ticket.h"

namespace rehearse::stage {
namespace {

[[noreturn]] void raise(Player& player, RaisedSlot& found) {
  Control& control = player.control;
  const Event& step = player.event[player.depth];
  Event event;
  event.kind = Event::Kind::finding;
  event.begin = see_ticket(control);
  event.actor = player.id;
  event.step = found.step;
  event.instruction = found.instruction;
  event.target = step.target;
  event.error = found.error;
  event.depth = static_cast<uint8_t>(player.depth);
  event.sequence = player.slot.sequence.fetch_add(1) + 1;
  player.doing().begin = 0;
  publish(player.holder, event);
  const uint32_t place = control.raised.load() < kMostRaised ? control.raised.fetch_add(1) : kMostRaised;
  if (place < kMostRaised) {
    RaisedSlot& slot = control.findings[place];
    slot.kind = found.kind;
    slot.trap = found.trap;
    slot.reason = found.reason;
    slot.actor = player.id;
    slot.step = found.step;
    slot.instruction = found.instruction;
    slot.error = found.error;
    slot.got = found.got;
    slot.wanted = found.wanted;
    slot.written = 1;
  }
  ring(player.mapping);
  freeze(player);
}

}  // namespace

void raise_trap(Player& player, const Instruction& instruction, int32_t at, Trap trap) {
  const Blame why = blame(instruction, trap, player.registers());
  RaisedSlot found{};
  found.kind = is_assertion(trap) ? Raised::Kind::assertion : Raised::Kind::error;
  found.trap = static_cast<uint8_t>(trap);
  found.step = instruction.step;
  found.instruction = at;
  found.error = why.error;
  found.got = why.got;
  found.wanted = why.wanted;
  raise(player, found);
}

void raise_finding(Player& player, Raised::Kind kind, const char* reason, Symbol error) {
  const Event& step = player.event[player.depth];
  RaisedSlot found{};
  found.kind = kind;
  found.reason = reason;
  found.step = step.step;
  found.instruction = step.instruction;
  found.error = error;
  raise(player, found);
}

void freeze(Player& player) {
  set_kernel_mask(kAllSignals);
  player.busy = 1;
  let_stage_in(player);
  for (;;) futex_wait(player.slot.park, player.slot.park);
}

}  // namespace rehearse::stage
