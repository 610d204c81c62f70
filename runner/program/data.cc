// let, atomic, mark.
#include "runner/program/lowering.h"

namespace rehearse {

// A task instance's name x stands in the table as "task#2.x".
Symbol Lowering::plain_name(int declared) {
  const std::string& text = build_.written(viewpoint_.declaring).names[static_cast<std::size_t>(declared)];
  const std::size_t dot = text.find('#') == std::string::npos ? std::string::npos : text.rfind('.');
  return build_.intern(dot == std::string::npos ? text : text.substr(dot + 1));
}

Lowering::Naming Lowering::naming_of(const Assignment& assignment, const Target& word,
                                     std::string_view verb) {
  Naming naming{.verb = build_.intern(verb)};
  if (assignment.word) {
    naming.kind = StepInfo::TargetKind::object;
    naming.first = word.first;
    naming.count = word.count;
  } else {
    naming.kind = StepInfo::TargetKind::name;
    naming.name = plain_name(assignment.name);
  }
  return naming;
}

void Lowering::lower_let(const Step& step) {
  for (const Assignment& assignment : step.assignments) {
    emitter_.begin_part();
    expect_step();
    const Emitter::Temporaries temporaries(emitter_);
    lower_let_one(step, assignment,
                  &assignment == &step.assignments.back() ? step.modifiers.label : Symbol{});
  }
}

void Lowering::lower_let_one(const Step& step, const Assignment& assignment, Symbol label) {
  Target word;
  if (assignment.word) word = targets_of(*assignment.word).front();
  Naming naming = naming_of(assignment, word, "let");
  naming.label = label;
  new_step(step, naming);
  const Operand value = expressions_.lower(assignment.value);
  Instruction& set = emitter_.emit(assignment.word ? Op::store : Op::assign);
  set.a = value;
  if (assignment.word) {
    set.number = word.number;
    set.b = word.index;
  } else {
    set.to = expressions_.name(assignment.name);
  }
}

// One event for all that it sets.
void Lowering::name_the_others(const Step& atomic, Naming& naming) {
  for (std::size_t i = 1; i < atomic.assignments.size(); ++i) {
    const Assignment& assignment = atomic.assignments[i];
    if (!assignment.word) {
      naming.also_names.push_back(plain_name(assignment.name));
      continue;
    }
    const auto index =
        assignment.word->index ? expressions_.known(*assignment.word->index) : Value::integer(0);
    if (index)
      naming.also.emplace_back(build_.resource(assignment.word->resource).first.value +
                               static_cast<int32_t>(index->bits));
  }
}

// [atomic, (index of the first word), (its old value), when, assignments …], then the uses of its outcome.
void Lowering::lower_atomic(const Step& step) {
  const Assignment& first = step.assignments.front();
  const auto at = static_cast<std::size_t>(emitter_.here());
  const Label end = emitter_.label();
  const bool asked = step.modifiers.into >= 0 || step.modifiers.returns;
  emitter_.emit_jump(Op::atomic, end);
  {
    const Emitter::OnePart one(emitter_);
    Target word;
    if (first.word) word = targets_of(*first.word).front();
    Naming naming = naming_of(first, word, "atomic");
    naming.label = step.modifiers.label;
    name_the_others(step, naming);
    new_step(step, naming);
    Operand old;
    if (first.word && asked) {
      old = emitter_.temporary();
      Instruction& load = emitter_.emit_look(Op::load, old);
      load.number = word.number;
      load.b = word.index;
    }
    Instruction& atomic = build_.program.code[at];
    atomic.number = word.number;
    atomic.b = word.index;
    atomic.a = old;
    if (step.condition) expressions_.jump(*step.condition, false, end);
    for (const Assignment& assignment : step.assignments)
      lower_inside_atomic(assignment, &assignment == &first ? word : Target{});
  }
  emitter_.bind(end);
  if (asked) use_outcome(step.modifiers);
}

void Lowering::lower_inside_atomic(const Assignment& assignment, Target word) {
  if (assignment.word && word.number < 0) word = targets_of(*assignment.word).front();
  const Operand value = expressions_.lower(assignment.value);
  Instruction& set = emitter_.emit(assignment.word ? Op::store : Op::move);
  set.a = value;
  if (assignment.word) {
    set.number = word.number;
    set.b = word.index;
    set.flags |= kSilent;
  } else {
    set.to = expressions_.name(assignment.name);
  }
}

void Lowering::lower_mark(const Step& step) {
  new_step(step, {.verb = build_.intern("mark"),
                  .kind = StepInfo::TargetKind::name,
                  .name = step.name,
                  .label = step.name});
  Operand value;
  if (step.argument) value = expressions_.lower(*step.argument);
  Instruction& mark = emitter_.emit(Op::note);
  mark.sub = static_cast<uint8_t>(NoteKind::mark);
  mark.a = value;
  note_label(step);
}

}  // namespace rehearse
