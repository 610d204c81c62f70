#include "runner/stage/interpreter.h"

#include "runner/stage/clock.h"
#include "runner/stage/death.h"
#include "runner/stage/effects.h"
#include "runner/stage/finding.h"
#include "runner/stage/gate.h"
#include "runner/stage/ticket.h"
#include "runner/stage/wait.h"

namespace rehearse::stage {
namespace {

bool is_private_op(Op op) { return op <= Op::assert_true || op == Op::index_check; }

// These keep the outcome of the effect before them.
bool leaves_outcome(const Instruction& instruction) {
  switch (instruction.op) {
    case Op::load:
    case Op::look:
    case Op::look_actor:
    case Op::store:
    case Op::assign:
    case Op::note: return false;
    default: return true;
  }
}

Done perform_effect(Player& player, const Instruction& instruction, int32_t at) {
  switch (instruction.op) {
    case Op::assign: return do_assign(player, instruction);
    case Op::note:
      return succeeded(instruction.a.present() ? read_operand(player, instruction.a) : Value::none());
    case Op::primitive: return do_primitive(player, instruction);
    case Op::load: return do_load(player, instruction);
    case Op::store: return do_store(player, instruction);
    case Op::look: return do_look(player, instruction);
    case Op::look_actor: return do_look_actor(player, instruction);
    case Op::atomic: return do_atomic(player, instruction, at);
    case Op::start: return do_start(player, instruction);
    case Op::join: return do_join(player, instruction);
    case Op::is_alive: return do_is_alive(player, instruction);
    case Op::terminate: return do_terminate(player, instruction);
    case Op::waitpid: return do_waitpid(player, instruction);
    case Op::kill: return do_kill(player, instruction);
    case Op::raise: return do_raise(player, instruction);
    case Op::sigaction: return do_sigaction(player, instruction);
    case Op::mask: return do_mask(player, instruction);
    case Op::sigpending: return do_sigpending(player, instruction);
    case Op::sigwait: return do_sigwait(player, instruction);
    case Op::sigsuspend: return do_sigsuspend(player, instruction, instruction.mask);
    case Op::pause: return do_sigsuspend(player, instruction, player.slot.mask);
    case Op::alarm: return do_alarm(player, instruction);
    case Op::sleep: return do_sleep(player, instruction);
    case Op::yield: return do_yield(player);
    case Op::await: return do_await(player, instruction);
    default: return succeeded();
  }
}

// The intent: if the actor dies now, it may have happened.
void begin_event(Player& player, const Instruction& instruction, int32_t at) {
  const bool silent = (instruction.flags & kSilent) != 0;
  Event& event = player.event[player.depth];
  event = Event{};
  event.begin = see_ticket(player.control);
  event.actor = player.id;
  event.step = instruction.step;
  event.instruction = at;
  event.depth = static_cast<uint8_t>(player.depth);
  event.target = instruction.number;
  if (silent) return;
  event.sequence = player.slot.sequence.load(std::memory_order_relaxed) + 1;
  player.slot.sequence.store(event.sequence, std::memory_order_relaxed);
  if (event.sequence > kMostEvents)
    raise_finding(player, Raised::Kind::error, "more than a million events of one actor");
  Undertaking& doing = player.doing();
  doing.step = event.step;
  doing.instruction = at;
  doing.target = event.target;
  doing.sequence = event.sequence;
  doing.begin.store(event.begin, std::memory_order_release);
}

void end_event(Player& player, const Instruction& instruction, const Done& done) {
  Event& event = player.event[player.depth];
  if (instruction.op == Op::note && static_cast<NoteKind>(instruction.sub) == NoteKind::call) {
    event.value = player.outcome[player.depth].result;
    event.error = player.outcome[player.depth].error;
  } else {
    if (event.value.kind == ValueKind::unset) event.value = done.effect.result;
    event.error = done.effect.error;
  }
  event.late = done.late;
  player.logged[player.depth] = publish(player.holder, event);
  player.doing().begin.store(0, std::memory_order_release);
  if (event.step.valid() && !player.program.steps[event.step.index()].awaits.empty())
    tell_awaits(player.holder, event);
}

void keep_outcome(Player& player, const Done& done, int64_t began) {
  Outcome& outcome = player.outcome[player.depth];
  outcome.result = done.effect.result;
  outcome.error = done.effect.error;
  outcome.blocked = player.event[player.depth].blocked;
  outcome.took = began != 0 ? now() - began : 0;
}

void run_effect(Player& player, const Instruction& instruction, int32_t at) {
  const auto& code = player.program.code;
  const bool timed = static_cast<std::size_t>(at) + 1 < code.size() &&
                     code[static_cast<std::size_t>(at) + 1].op == Op::check_took;
  begin_event(player, instruction, at);
  const int64_t began = timed ? now() : 0;
  if (leaves_outcome(instruction)) player.outcome[player.depth].who = Value::none();
  const Done done = perform_effect(player, instruction, at);
  if (done.effect.kind == Effect::Kind::misuse) raise_finding(player, Raised::Kind::not_owner, nullptr);
  if (leaves_outcome(instruction)) keep_outcome(player, done, began);
  if ((instruction.flags & kSilent) == 0) end_event(player, instruction, done);
}

// `exit:` occurs, then ends the process.
[[noreturn]] void run_exit(Player& player, const Instruction& instruction, int32_t at) {
  begin_event(player, instruction, at);
  const Value code = read_operand(player, instruction.a);
  end_event(player, instruction, succeeded(code));
  exit_process(player, static_cast<int>(code.bits & 0xff), {player.id, player.event[player.depth].sequence});
}

}  // namespace

void interpret(Player& player, int32_t entry) {
  const Instruction* code = player.program.code.data();
  for (int32_t at = entry;;) {
    const Instruction& instruction = code[at];
    if ((instruction.flags & kBoundary) != 0) pass_boundary(player);
    if (is_private_op(instruction.op)) {
      const Advance advance = execute_private(instruction, at, player.registers());
      if (advance.trap != Trap::none) {
        player.event[player.depth].step = instruction.step;
        player.event[player.depth].instruction = at;
        raise_trap(player, instruction, at, advance.trap);
      }
      if (advance.took_missed && player.logged[player.depth] != nullptr)
        player.logged[player.depth]->took_missed = true;
      at = advance.next;
      continue;
    }
    if (instruction.op == Op::finish || instruction.op == Op::handler_end) return;
    if (instruction.op == Op::exit_process) run_exit(player, instruction, at);
    run_effect(player, instruction, at);
    at = instruction.op == Op::atomic ? instruction.target : at + 1;
  }
}

}  // namespace rehearse::stage
