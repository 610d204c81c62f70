// with, section, and the ways out of them.
#include "runner/program/lowering.h"

namespace rehearse {
namespace {

bool may_miss(const Modifiers& modifiers) {
  return modifiers.timeout || modifiers.non_blocking || modifiers.interruptible || modifiers.fails.valid() ||
         !modifiers.catches.empty() || modifiers.error >= 0;
}

}  // namespace

std::size_t Lowering::innermost(bool (*wanted)(Scope::Kind)) const {
  std::size_t at = scopes_.size() - 1;
  while (at > 0 && !wanted(scopes_[at].kind)) --at;
  return at;
}

void Lowering::leave(const Scope& scope) {
  emitter_.begin_part();
  emitter_.set_step(scope.step);
  if (scope.kind == Scope::Kind::section) {
    emitter_.emit(Op::note).sub = static_cast<uint8_t>(NoteKind::section_end);
    return;
  }
  Instruction& release = emitter_.emit(Op::primitive);
  release.number = scope.target.number;
  release.b = scope.target.index;
  release.sub = scope.verb;
  emitter_.emit(Op::check_ok);
}

bool Lowering::leave_down_to(std::size_t depth) {
  bool any = false;
  for (std::size_t at = scopes_.size(); at > depth; --at) {
    const Scope scope = scopes_[at - 1];
    if (scope.kind != Scope::Kind::with && scope.kind != Scope::Kind::section) continue;
    leave(scope);
    any = true;
  }
  return any;
}

void Lowering::lower_with(const Step& step) {
  lower_with_elements(step, targets_of(step.resource.value()), 0);
}

// `with` on an array takes its elements one after the other and gives them back the other way round.
void Lowering::lower_with_elements(const Step& step, const std::vector<Target>& targets, std::size_t at) {
  if (at == targets.size()) return lower_steps(step.body);
  const Modifiers& modifiers = step.modifiers;
  const Resource& resource = build_.resource(step.resource->resource);
  const Target& target = targets[at];
  Naming naming = naming_of_verb(resource, step.verb, target);
  naming.label = modifiers.label;
  if (at > 0) emitter_.begin_part();
  const StepId acquire = new_step(step, naming);
  Scope scope{Scope::Kind::with,
              {},
              {},
              new_step(step, naming_of_verb(resource, step.verb_release, target)),
              target,
              static_cast<uint8_t>(step.verb_release)};
  emitter_.set_step(acquire);
  const Operand had = may_miss(modifiers) ? emitter_.temporary() : Operand{};
  const Bounds bounds = lower_bounds(modifiers);
  Instruction& take = emitter_.emit(Op::primitive);
  take.number = target.number;
  take.b = target.index;
  take.sub = static_cast<uint8_t>(step.verb);
  take.c = bounds.timeout;
  take.flags |= flags_of(modifiers);
  check_waiting(modifiers, bounds);
  if (had.present()) note_had(had, resource.options.robust);
  use_outcome(modifiers, resource.options.robust ? &scope : nullptr);
  const Label skip = emitter_.label();
  if (had.present()) emitter_.emit_jump(Op::jump_unless, skip, had);
  scopes_.push_back(scope);
  lower_with_elements(step, targets, at + 1);
  scopes_.pop_back();
  leave(scope);
  emitter_.bind(skip);
}

// A robust mutex whose owner ended fails EOWNERDEAD and is held nevertheless.
void Lowering::note_had(Operand had, bool robust) {
  const Label end = emitter_.label();
  if (robust) {
    Instruction& yes = emitter_.emit(Op::move);
    yes.to = had;
    yes.a = emitter_.constant(Value::boolean(true));
    emitter_.emit_jump(Op::jump_if_error, end).number = symbols::k_eownerdead;
  }
  emitter_.emit(Op::take_result).to = had;
  emitter_.bind(end);
}

void Lowering::lower_section(const Step& step) {
  const Naming naming{.verb = build_.intern("section"),
                      .kind = StepInfo::TargetKind::name,
                      .name = step.name,
                      .span = step.name};
  Scope scope;
  scope.kind = Scope::Kind::section;
  scope.step = new_step(step, naming);
  emitter_.emit(Op::note).sub = static_cast<uint8_t>(NoteKind::section_begin);
  scopes_.push_back(scope);
  lower_steps(step.body);
  scopes_.pop_back();
  leave(scope);
  note_label(step);
}

}  // namespace rehearse
