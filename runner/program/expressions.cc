#include "runner/program/expressions.h"

#include "runner/program/evaluate.h"
#include "runner/scenario/fold.h"
#include "runner/scenario/step_walk.h"

namespace rehearse {
namespace {

using E = Expression::Op;

BinaryOp binary_op(E op) {
  switch (op) {
    case E::add: return BinaryOp::add;
    case E::subtract: return BinaryOp::subtract;
    case E::multiply: return BinaryOp::multiply;
    case E::divide: return BinaryOp::divide;
    case E::modulo: return BinaryOp::modulo;
    case E::equal: return BinaryOp::equal;
    case E::not_equal: return BinaryOp::not_equal;
    case E::less: return BinaryOp::less;
    case E::less_equal: return BinaryOp::less_equal;
    case E::greater: return BinaryOp::greater;
    case E::greater_equal: return BinaryOp::greater_equal;
    case E::minimum: return BinaryOp::minimum;
    default: return BinaryOp::maximum;
  }
}

bool uses(const Steps& steps, int resource) {
  bool used = false;
  for_each_step(steps, Handlers::included, [&](const Step& step) {
    if (step.resource && step.resource->resource == resource) used = true;
    for (const Assignment& assignment : step.assignments)
      if (assignment.word && assignment.word->resource == resource) used = true;
    for_each_expression(step, [&](const Expression& e) { used = used || e.resource == resource; });
  });
  return used;
}

}  // namespace

std::optional<Value> Expressions::known(const Expression& expression) const {
  std::optional<int> copy;
  if (viewpoint_.actor.valid()) copy = build_.actor(viewpoint_.actor).copy;
  return evaluate(expression, copy, build_.scenario.symbols);
}

Operand Expressions::name(int declared) const {
  if (viewpoint_.declaring == viewpoint_.running) return {Operand::Kind::name, declared};
  // A task's instance is another one in each actor, so its names must not meet those of an instance with the
  // same text.
  const std::string& text = build_.written(viewpoint_.declaring).names[static_cast<std::size_t>(declared)];
  const bool of_task = text.find('#') != std::string::npos;
  NameTable& table = build_.names[static_cast<std::size_t>(viewpoint_.running)];
  return {Operand::Kind::name,
          table.slot(of_task ? build_.written(viewpoint_.declaring).name + ":" + text : text)};
}

Operand Expressions::lower(const Expression& expression) {
  if (const auto value = known(expression)) return build_.emitter.constant(*value);
  return compute(expression);
}

Operand Expressions::lower_kept(const Expression& expression) {
  if (const auto value = known(expression)) return build_.emitter.constant(*value);
  const Operand value = compute(expression);
  if (value.kind != Operand::Kind::name) return value;
  const Operand kept = build_.emitter.temporary();
  Instruction& move = build_.emitter.emit(Op::move);
  move.to = kept;
  move.a = value;
  return kept;
}

Operand Expressions::compute(const Expression& e) {
  switch (e.op) {
    case E::constant: return build_.emitter.constant(e.value);
    case E::name: return name(e.number);
    case E::index: return build_.emitter.constant(Value::integer(0));  // only an expectation does not know it
    case E::word: return look_at_object(Op::load, e);
    case E::attribute: return look_at_object(Op::look, e);
    case E::waiting: return look_at_object(Op::waiting, e);
    case E::actor: return look_at_actor(e);
    case E::self: return self(e);
    case E::signal: return {Operand::Kind::temporary, e.number};
    case E::actor_name: return other_name(e);
    case E::count: return counter(Op::count, e);
    case E::inside: return counter(Op::inside, e);
    case E::negate: return unary(UnaryOp::negate, e.children[0]);
    case E::logical_not: return unary(UnaryOp::logical_not, e.children[0]);
    case E::logical_and:
    case E::logical_or: return stop_early(e);
    default: return binary(binary_op(e.op), e);
  }
}

const Value& Expressions::constant(const Operand& operand) const {
  return build_.program.constants[static_cast<std::size_t>(operand.number)];
}

// The operands' temporaries are free once they are read, so the result may stand in one of them.
Operand Expressions::fresh_from(int32_t before) {
  build_.emitter.free_temporaries(before);
  return build_.emitter.temporary();
}

Operand Expressions::result_of(Op op, uint8_t sub, Operand a, Operand b, int32_t before) {
  const Operand to = fresh_from(before);
  Instruction& i = build_.emitter.emit(op);
  i.sub = sub;
  i.to = to;
  i.a = a;
  i.b = b;
  return to;
}

Operand Expressions::unary(UnaryOp op, const Expression& operand) {
  const int32_t before = build_.emitter.mark_temporaries();
  const Operand a = lower(operand);
  Value result;
  if (a.kind == Operand::Kind::constant &&
      apply(op, constant(a), build_.program.empty_text, result) == Trap::none)
    return build_.emitter.constant(result);
  return result_of(Op::unary, static_cast<uint8_t>(op), a, {}, before);
}

Operand Expressions::binary(BinaryOp op, const Expression& e) {
  const int32_t before = build_.emitter.mark_temporaries();
  const Operand a = lower(e.children[0]);
  const Operand b = lower(e.children[1]);
  Value result;  // names and pids of actors are known only now
  if (a.kind == Operand::Kind::constant && b.kind == a.kind &&
      apply(op, constant(a), constant(b), result) == Trap::none)
    return build_.emitter.constant(result);
  return result_of(Op::binary, static_cast<uint8_t>(op), a, b, before);
}

// `and` and `or` give a boolean. The left side decides alone where it can.
Operand Expressions::stop_early(const Expression& e) {
  Emitter& emitter = build_.emitter;
  const bool stops_at = e.op == E::logical_or;
  const int32_t before = emitter.mark_temporaries();
  const Operand left = lower(e.children[0]);
  if (left.kind == Operand::Kind::constant) {
    if (is_true(constant(left)) == stops_at) return emitter.constant(Value::boolean(stops_at));
    return unary(UnaryOp::truth, e.children[1]);
  }
  const Operand to = fresh_from(before);
  const int32_t after = emitter.mark_temporaries();
  const Label end = emitter.label();
  emit_truth(to, left);
  emitter.emit_jump(stops_at ? Op::jump_if : Op::jump_unless, end, to);
  emit_truth(to, lower(e.children[1]));
  emitter.free_temporaries(after);
  emitter.bind(end);
  return to;
}

void Expressions::emit_truth(Operand to, Operand of) {
  Instruction& i = build_.emitter.emit(Op::unary);
  i.sub = static_cast<uint8_t>(UnaryOp::truth);
  i.to = to;
  i.a = of;
}

void Expressions::jump(const Expression& e, bool when, Label label) {
  Emitter& emitter = build_.emitter;
  if (const auto value = known(e)) {
    if (is_true(*value) == when) emitter.emit_jump(Op::jump, label);
    return;
  }
  if (e.op == E::logical_not) return jump(e.children[0], !when, label);
  if (e.op != E::logical_and && e.op != E::logical_or) {
    const Emitter::Temporaries temporaries(emitter);
    const Operand value = lower(e);
    if (value.kind == Operand::Kind::constant) {
      if (is_true(constant(value)) == when) emitter.emit_jump(Op::jump, label);
      return;
    }
    emitter.emit_jump(when ? Op::jump_if : Op::jump_unless, label, value);
    return;
  }
  if ((e.op == E::logical_or) == when) {  // either side alone is enough to jump
    jump(e.children[0], when, label);
    jump(e.children[1], when, label);
    return;
  }
  const Label on = emitter.label();
  jump(e.children[0], !when, on);
  jump(e.children[1], when, label);
  emitter.bind(on);
}

Target Expressions::element(int32_t first, int32_t count, const Expression& index) {
  const auto value = known(index);
  if (value && value->is_number() && value->bits >= 0 && value->bits < count) {
    const int32_t number = first + static_cast<int32_t>(value->bits);
    return {number, {}, number, 1};
  }
  const Operand kept = lower_kept(index);
  Instruction& check = build_.emitter.emit(Op::index_check);
  check.a = kept;
  check.number = count;
  return {first, kept, first, count};
}

Target Expressions::object(const Expression& e) {
  const Resource& resource = build_.resource(e.resource);
  if (e.children.empty()) return {resource.first.value, {}, resource.first.value, resource.count};
  return element(resource.first.value, resource.count, e.children[0]);
}

// In an expectation a bare name of process memory means that of the one process whose actors use it.
int32_t Expressions::process_of(int resource) const {
  if (viewpoint_.actor.valid() || build_.resource(resource).scope == Scope::shared) return -1;
  for (const ActorInfo& actor : build_.program.actors)
    if (uses(build_.written(actor.scenario_actor).steps, resource)) return actor.process.value;
  return 0;
}

Operand Expressions::look_at_object(Op op, const Expression& e) {
  const int32_t before = build_.emitter.mark_temporaries();
  const Target target = object(e);
  const int32_t process = process_of(e.resource);
  const Operand to = fresh_from(before);
  Instruction& look = build_.emitter.emit_look(op, to);
  look.number = target.number;
  look.b = target.index;
  look.target = process;
  if (op == Op::look) look.sub = static_cast<uint8_t>(e.number);
  return to;
}

Operand Expressions::look_at_actor(const Expression& e) {
  const int32_t before = build_.emitter.mark_temporaries();
  const Actor& actor = build_.written(e.actor);
  Target target{actor.first.value, {}, actor.first.value, actor.count};
  if (!e.children.empty()) target = element(actor.first.value, actor.count, e.children[0]);
  if (e.actor_attribute == Expression::ActorAttribute::name && !target.index.present())
    return build_.emitter.constant(Value::text(build_.actor(ActorId(target.number)).display_name));
  const Operand to = fresh_from(before);
  Instruction& look = build_.emitter.emit_look(Op::look_actor, to);
  look.number = target.number;
  look.b = target.index;
  look.sub = static_cast<uint8_t>(e.actor_attribute);
  return to;
}

// What an actor sees of itself never changes while it can look.
Operand Expressions::self(const Expression& e) {
  const ActorInfo& actor = build_.actor(viewpoint_.actor);
  switch (e.actor_attribute) {
    case Expression::ActorAttribute::pid: return build_.emitter.constant(Value::pid(actor.process));
    case Expression::ActorAttribute::tid: return build_.emitter.constant(Value::tid(actor.id));
    case Expression::ActorAttribute::name: return build_.emitter.constant(Value::text(actor.display_name));
    case Expression::ActorAttribute::exitcode: return build_.emitter.constant(Value::none());
    case Expression::ActorAttribute::alive: break;
  }
  return build_.emitter.constant(Value::boolean(true));
}

// `a.x`: a's name x, or the `local` word x of a's process.
Operand Expressions::other_name(const Expression& e) {
  const Actor& written = build_.written(e.actor);
  const auto copy = e.children.empty() ? std::optional(Value::integer(0)) : known(e.children[0]);
  if (!copy || !copy->is_number() || copy->bits < 0 || copy->bits >= written.count) {
    build_.diagnostics.push_back(
        {e.place, "which copy of `" + written.name + "` is meant must be known before the run", {}});
    return build_.emitter.constant(Value::none());
  }
  const ActorInfo& actor = build_.actor(ActorId(written.first.value + static_cast<int32_t>(copy->bits)));
  const Operand to = build_.emitter.temporary();
  for (const Resource& resource : build_.scenario.resources) {
    if (resource.name != e.text || resource.scope != Scope::process) continue;
    Instruction& load = build_.emitter.emit_look(Op::load, to);
    load.number = resource.first.value;
    load.target = actor.process.value;
    return to;
  }
  const int slot = build_.names[static_cast<std::size_t>(e.actor)].find(e.text);
  if (slot < 0) return build_.emitter.constant(Value::none());
  Instruction& look = build_.emitter.emit_look(Op::look_name, to);
  look.number = actor.id.value;
  look.target = slot;
  return to;
}

Operand Expressions::counter(Op op, const Expression& e) {
  const Operand to = build_.emitter.temporary();
  Instruction& look = build_.emitter.emit_look(op, to);
  look.number = e.pattern;
  look.target = build_.awaits[static_cast<std::size_t>(e.pattern)];
  return to;
}

}  // namespace rehearse
