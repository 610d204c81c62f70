#include "runner/scenario/types.h"

namespace rehearse {
namespace {

using Op = Expression::Op;

ExpressionType type_of_value(const Value& value) {
  switch (value.kind) {
    case ValueKind::unset: return ExpressionType::any;
    case ValueKind::none: return ExpressionType::none;
    case ValueKind::integer: return ExpressionType::integer;
    case ValueKind::boolean: return ExpressionType::boolean;
    case ValueKind::text: return ExpressionType::text;
    case ValueKind::pid:
    case ValueKind::tid: return ExpressionType::pid;
  }
  return ExpressionType::any;
}

ExpressionType type_of_attribute(const Expression& expression, const Environment& environment) {
  const Resource& resource = environment.scenario->resources[static_cast<std::size_t>(expression.resource)];
  const auto attributes = room(resource.room).attributes;
  switch (attributes[static_cast<std::size_t>(expression.number)].kind) {
    case ResultKind::boolean: return ExpressionType::boolean;
    case ResultKind::integer: return ExpressionType::integer;
    default: return ExpressionType::any;
  }
}

ExpressionType type_of_actor_attribute(Expression::ActorAttribute attribute) {
  using Attribute = Expression::ActorAttribute;
  switch (attribute) {
    case Attribute::pid:
    case Attribute::tid: return ExpressionType::pid;
    case Attribute::name: return ExpressionType::text;
    case Attribute::alive: return ExpressionType::boolean;
    case Attribute::exitcode: return ExpressionType::any;  // `none` before the end
  }
  return ExpressionType::any;
}

bool wants_numbers(Op op) {
  switch (op) {
    case Op::negate:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::modulo:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::minimum:
    case Op::maximum: return true;
    default: return false;
  }
}

std::string_view what_works(ExpressionType type) {
  switch (type) {
    case ExpressionType::pid: return "pids and tids are opaque: only `==` and `!=` work on them";
    case ExpressionType::text: return "only `==` and `!=` work on texts";
    case ExpressionType::none: return "`none` is equal only to itself: compare with `==` or `!=`";
    default: return {};
  }
}

}  // namespace

ExpressionType type_of(const Expression& expression, const Environment& environment) {
  switch (expression.op) {
    case Op::constant: return type_of_value(expression.value);
    case Op::attribute: return type_of_attribute(expression, environment);
    case Op::actor:
    case Op::self: return type_of_actor_attribute(expression.actor_attribute);
    case Op::signal: return expression.number == 0 ? ExpressionType::integer : ExpressionType::any;
    case Op::name:
    case Op::word:
    case Op::actor_name: return ExpressionType::any;
    case Op::logical_not:
    case Op::equal:
    case Op::not_equal:
    case Op::less:
    case Op::less_equal:
    case Op::greater:
    case Op::greater_equal:
    case Op::logical_and:
    case Op::logical_or: return ExpressionType::boolean;
    case Op::index:
    case Op::negate:
    case Op::add:
    case Op::subtract:
    case Op::multiply:
    case Op::divide:
    case Op::modulo:
    case Op::minimum:
    case Op::maximum:
    case Op::count:
    case Op::inside:
    case Op::waiting: return ExpressionType::integer;
  }
  return ExpressionType::any;
}

bool may_be_number(ExpressionType type) {
  return type == ExpressionType::any || type == ExpressionType::integer || type == ExpressionType::boolean;
}

std::string_view with_article(ExpressionType type) {
  switch (type) {
    case ExpressionType::any: return "anything";
    case ExpressionType::integer: return "a number";
    case ExpressionType::boolean: return "a boolean";
    case ExpressionType::text: return "a text";
    case ExpressionType::none: return "`none`";
    case ExpressionType::pid: return "a pid";
  }
  return {};
}

bool check_operands(const Expression& operation, std::string_view written_operator,
                    const Environment& environment) {
  if (!wants_numbers(operation.op)) return true;
  for (const Expression& operand : operation.children) {
    const ExpressionType type = type_of(operand, environment);
    if (may_be_number(type)) continue;
    environment.error(operand.place,
                      "`" + std::string(written_operator) + "` wants numbers, and this is " +
                          std::string(with_article(type)),
                      std::string(what_works(type)));
    return false;
  }
  return true;
}

}  // namespace rehearse
