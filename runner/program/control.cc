// if, while, repeat, break, continue, call, return, fail, assert.
#include "runner/program/lowering.h"

namespace rehearse {

void Lowering::note_label(const Step& step) {
  if (!step.modifiers.label.valid()) return;
  emitter_.begin_part();
  new_step(step, {.label = step.modifiers.label});
  emitter_.emit(Op::note).sub = static_cast<uint8_t>(NoteKind::composite);
}

void Lowering::lower_if(const Step& step) {
  const StepId own = new_step(step, {.verb = build_.intern("if")});
  const Label end = emitter_.label();
  bool decided = false;  // a branch before this one is taken in every run
  for (const Branch& branch : step.branches) {
    if (decided) break;
    const auto known = expressions_.known(branch.condition);
    if (known && !truth(*known, build_.program.empty_text)) continue;
    decided = known.has_value();
    const Label next = emitter_.label();
    emitter_.set_step(own);
    expressions_.jump(branch.condition, false, next);
    lower_steps(branch.steps);
    emitter_.set_step(own);
    const bool last = decided || (&branch == &step.branches.back() && step.body.empty());
    if (!last) emitter_.emit_jump(Op::jump, end);
    emitter_.bind(next);
    emitter_.continue_part(false);
  }
  if (!decided) lower_steps(step.body);
  emitter_.bind(end);
  note_label(step);
}

void Lowering::lower_loop_body(const Step& step, Label out, Label again) {
  scopes_.push_back({Scope::Kind::loop, out, again, {}, {}, 0});
  lower_steps(step.body);
  scopes_.pop_back();
}

void Lowering::lower_while(const Step& step) {
  const StepId own = new_step(step, {.verb = build_.intern("while")});
  const Label head = emitter_.label();
  const Label end = emitter_.label();
  emitter_.bind(head);
  expressions_.jump(step.condition.value(), false, end);
  lower_loop_body(step, end, head);
  emitter_.set_step(own);
  emitter_.emit_jump(Op::jump, head);
  emitter_.bind(end);
  note_label(step);
}

// Counted in a register of its own: the steps inside may write the counter's name.
void Lowering::lower_repeat(const Step& step) {
  const StepId own = new_step(step, {.verb = build_.intern("repeat")});
  const Operand times = expressions_.lower_kept(step.argument.value());
  const Operand round = emitter_.temporary();
  const Label head = emitter_.label(), again = emitter_.label(), end = emitter_.label();
  Instruction& zero = emitter_.emit(Op::move);
  zero.to = round;
  zero.a = emitter_.constant(Value::integer(0));
  emitter_.bind(head);
  {
    const Emitter::Temporaries temporaries(emitter_);
    const Operand more = emitter_.temporary();
    Instruction& compare = emitter_.emit(Op::binary);
    compare.sub = static_cast<uint8_t>(BinaryOp::less);
    compare.to = more;
    compare.a = round;
    compare.b = times;
    emitter_.emit_jump(Op::jump_unless, end, more);
  }
  if (step.counter >= 0) {
    Instruction& counter = emitter_.emit(Op::move);
    counter.to = expressions_.name(step.counter);
    counter.a = round;
  }
  lower_loop_body(step, end, again);
  emitter_.bind(again);
  emitter_.set_step(own);
  emitter_.begin_part();
  Instruction& next = emitter_.emit(Op::binary);
  next.sub = static_cast<uint8_t>(BinaryOp::add);
  next.to = round;
  next.a = round;
  next.b = emitter_.constant(Value::integer(1));
  emitter_.emit_jump(Op::jump, head);
  emitter_.bind(end);
  note_label(step);
}

void Lowering::lower_leave(const Step& step) {
  const std::size_t loop = innermost([](Scope::Kind kind) { return kind == Scope::Kind::loop; });
  const bool breaks = step.kind == Step::Kind::break_loop;
  const StepId own = new_step(step, {.verb = build_.intern(breaks ? "break" : "continue")});
  note_label(step);
  leave_down_to(loop + 1);
  emitter_.set_step(own);
  emitter_.emit_jump(Op::jump, breaks ? scopes_[loop].out : scopes_[loop].again);
}

void Lowering::lower_call(const Step& step) {
  const Naming naming{.verb = build_.intern("call"),
                      .kind = StepInfo::TargetKind::name,
                      .name = step.name,
                      .label = step.modifiers.label};
  const StepId own = new_step(step, naming);
  for (const int name : step.own_names) {
    Instruction& forget = emitter_.emit(Op::move);
    forget.to = expressions_.name(name);
    forget.a = emitter_.constant(Value::unset());
  }
  for (const Assignment& parameter : step.assignments) {
    const Operand value = expressions_.lower(parameter.value);
    Instruction& pass = emitter_.emit(Op::move);
    pass.to = expressions_.name(parameter.name);
    pass.a = value;
  }
  const Label back = emitter_.label();
  scopes_.push_back({Scope::Kind::call, back, {}, {}, {}, 0});
  lower_steps(step.body);
  scopes_.pop_back();
  emitter_.begin_part();
  emitter_.set_step(own);
  emitter_.emit(Op::set_outcome).a = emitter_.constant(Value::none());
  emitter_.bind(back);
  Instruction& end = emitter_.emit(Op::note);
  end.sub = static_cast<uint8_t>(NoteKind::call);
  end.flags = static_cast<uint16_t>(end.flags | (flags_of(step.modifiers) & kTolerated));
  use_outcome(step.modifiers);
}

void Lowering::lower_return(const Step& step) {
  const std::size_t task = innermost([](Scope::Kind kind) { return kind <= Scope::Kind::call; });
  const StepId own = new_step(step, {.verb = build_.intern("return")});
  const bool call = scopes_[task].kind == Scope::Kind::call;
  Operand value;
  if (call && step.argument) value = expressions_.lower_kept(*step.argument);
  note_label(step);
  if (leave_down_to(task + 1) || step.modifiers.label.valid()) emitter_.begin_part();
  emitter_.set_step(own);
  if (call) emitter_.emit(Op::set_outcome).a = value.present() ? value : emitter_.constant(Value::none());
  emitter_.emit_jump(Op::jump, scopes_[task].out);
}

void Lowering::lower_fail(const Step& step) {
  const std::size_t task = innermost([](Scope::Kind kind) { return kind <= Scope::Kind::call; });
  const StepId own = new_step(step, {.verb = build_.intern("fail")});
  note_label(step);
  if (leave_down_to(task + 1) || step.modifiers.label.valid()) emitter_.begin_part();
  emitter_.set_step(own);
  emitter_.emit(Op::set_outcome).number = step.name.value;
  if (scopes_[task].kind == Scope::Kind::call)
    emitter_.emit_jump(Op::jump, scopes_[task].out);
  else
    emitter_.emit(Op::check_ok);
}

void Lowering::lower_assert(const Step& step) {
  const Naming naming{.verb = build_.intern("assert"), .label = step.modifiers.label};
  new_step(step, naming);
  const Operand value = expressions_.lower(step.condition.value());
  emitter_.emit(Op::assert_true).a = value;
  if (step.modifiers.label.valid()) emitter_.emit(Op::note).sub = static_cast<uint8_t>(NoteKind::composite);
}

}  // namespace rehearse
