// The modifiers of a step: how it waits, and what becomes of its outcome.
#include "runner/program/lowering.h"

namespace rehearse {

Lowering::Bounds Lowering::lower_bounds(const Modifiers& modifiers) {
  Bounds bounds;
  if (modifiers.timeout) bounds.timeout = expressions_.lower(*modifiers.timeout);
  if (modifiers.took_at_least) bounds.at_least = expressions_.lower(*modifiers.took_at_least);
  if (modifiers.took_at_most) bounds.at_most = expressions_.lower(*modifiers.took_at_most);
  return bounds;
}

uint16_t Lowering::flags_of(const Modifiers& modifiers) {
  unsigned flags = 0;
  if (modifiers.non_blocking) flags |= kNonBlocking;
  if (modifiers.interruptible || modifiers.fails == symbols::eintr) flags |= kInterruptible;
  if (modifiers.fails.valid() || !modifiers.catches.empty() || modifiers.error >= 0) flags |= kTolerated;
  return static_cast<uint16_t>(flags);
}

void Lowering::check_waiting(const Modifiers& modifiers, const Bounds& bounds) {
  if (bounds.at_least.present() || bounds.at_most.present()) {
    Instruction& took = emitter_.emit(Op::check_took);
    took.a = bounds.at_least;
    took.b = bounds.at_most;
  }
  if (modifiers.blocks) emitter_.emit(Op::check_blocks).number = *modifiers.blocks ? 1 : 0;
}

void Lowering::use_outcome(const Modifiers& modifiers, const Scope* held) {
  if (modifiers.error >= 0) emitter_.emit(Op::take_error).to = expressions_.name(modifiers.error);
  if (modifiers.fails.valid()) emitter_.emit(Op::check_fails).number = modifiers.fails.value;
  const Label done = emitter_.label();
  if (!modifiers.catches.empty()) {
    lower_catches(modifiers, done, held);
  } else if (!modifiers.fails.valid() && modifiers.error < 0) {
    if (!modifiers.returns) emitter_.emit(Op::check_ok);  // check_returns says it too
  } else if (modifiers.returns || modifiers.into >= 0 || modifiers.who >= 0) {
    emitter_.emit_jump(Op::jump_if_error, done).number = symbols::k_any;
  }
  use_result(modifiers);
  emitter_.bind(done);
  emitter_.continue_part(true);
}

// Of a step that did not fail.
void Lowering::use_result(const Modifiers& modifiers) {
  if (modifiers.returns) {
    const Operand wanted = expressions_.lower(*modifiers.returns);
    emitter_.emit(Op::check_returns).a = wanted;
  }
  if (modifiers.into >= 0) emitter_.emit(Op::take_result).to = expressions_.name(modifiers.into);
  if (modifiers.who >= 0) emitter_.emit(Op::take_who).to = expressions_.name(modifiers.who);
}

// Leaves the code at the place for a step that did not fail.
void Lowering::lower_catches(const Modifiers& modifiers, Label done, const Scope* held) {
  struct Arm {
    const CatchClause* clause;
    Symbol error;
    Label begin;
  };
  std::vector<Arm> arms;
  bool owner_dead =
      held == nullptr;  // where something may be held nevertheless, that clause is a copy of its own
  for (const CatchClause& clause : modifiers.catches) {
    owner_dead = owner_dead || clause.error == symbols::eownerdead;
    if (clause.error == symbols::any && !owner_dead) {
      arms.push_back({&clause, symbols::eownerdead, emitter_.label()});
      owner_dead = true;
    }
    arms.push_back({&clause, clause.error, emitter_.label()});
  }
  const StepId own = emitter_.step();
  const Label ok = emitter_.label();
  emitter_.emit_jump(Op::jump_if_ok, ok);
  for (const Arm& arm : arms) emitter_.emit_jump(Op::jump_if_error, arm.begin).number = arm.error.value;
  if (modifiers.fails.valid() || modifiers.error >= 0)
    emitter_.emit_jump(Op::jump, done);
  else
    emitter_.emit(Op::check_ok);
  for (const Arm& arm : arms) {
    emitter_.bind(arm.begin);
    const bool holds = held != nullptr && arm.error == symbols::eownerdead;
    if (holds) scopes_.push_back(*held);
    lower_steps(arm.clause->steps);
    if (holds) scopes_.pop_back();
    emitter_.set_step(own);
    emitter_.emit_jump(Op::jump, done);
  }
  emitter_.bind(ok);
  emitter_.continue_part(true);
}

}  // namespace rehearse
