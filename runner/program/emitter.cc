#include "runner/program/emitter.h"

#include <algorithm>

#include "runner/program/evaluate.h"

namespace rehearse {

Instruction& Emitter::emit(Op op) {
  Instruction instruction;
  instruction.op = op;
  instruction.step = step_;
  if (one_part_ == 0) {
    if (boundary_) instruction.flags |= kBoundary;
    had_effect_ = (had_effect_ && !boundary_) || !is_private(op);
    boundary_ = false;
  }
  program_.code.push_back(instruction);
  return program_.code.back();
}

Instruction& Emitter::emit_jump(Op op, Label to, Operand a) {
  pending_.emplace_back(here(), to.number);
  Instruction& jump = emit(op);
  jump.a = a;
  return jump;
}

Instruction& Emitter::emit_look(Op op, Operand to) {
  if (one_part_ == 0 && had_effect_) begin_part();
  Instruction& look = emit(op);
  look.flags |= kSilent;
  look.to = to;
  if (one_part_ == 0) begin_part();
  return look;
}

Label Emitter::label() {
  bound_.push_back(-1);
  return {static_cast<int>(bound_.size()) - 1};
}

void Emitter::bind(Label label) { bound_[static_cast<std::size_t>(label.number)] = here(); }

Operand Emitter::constant(const Value& value) {
  const auto [found, fresh] =
      constants_.try_emplace({value.bits, value.kind}, static_cast<int32_t>(program_.constants.size()));
  if (fresh) program_.constants.push_back(value);
  return {Operand::Kind::constant, found->second};
}

Operand Emitter::temporary() {
  const Operand fresh{Operand::Kind::temporary, next_temporary_++};
  most_temporaries_ = std::max(most_temporaries_, next_temporary_);
  return fresh;
}

void Emitter::begin_actor() {
  actor_begin_ = here();
  most_temporaries_ = 0;
  boundary_ = true;
}

void Emitter::end_actor() {
  for (const auto& [instruction, label] : pending_)
    program_.code[static_cast<std::size_t>(instruction)].target = bound_[static_cast<std::size_t>(label)];
  pending_.clear();
  bound_.clear();
}

}  // namespace rehearse
