#include "runner/scenario/fold.h"

#include <algorithm>

#include "runner/scenario/arithmetic.h"

namespace rehearse {
namespace {

using Op = Expression::Op;
using Known = std::optional<Value>;

Known number(Integer integer) { return integer ? Known(Value::integer(*integer)) : std::nullopt; }

Known compare(Op op, int64_t a, int64_t b) {
  switch (op) {
    case Op::less: return Value::boolean(a < b);
    case Op::less_equal: return Value::boolean(a <= b);
    case Op::greater: return Value::boolean(a > b);
    case Op::greater_equal: return Value::boolean(a >= b);
    default: return std::nullopt;
  }
}

Known calculate(Op op, int64_t a, int64_t b) {
  switch (op) {
    case Op::add: return number(checked_add(a, b));
    case Op::subtract: return number(checked_subtract(a, b));
    case Op::multiply: return number(checked_multiply(a, b));
    case Op::divide: return number(floor_divide(a, b));
    case Op::modulo: return number(floor_modulo(a, b));
    case Op::minimum: return Value::integer(std::min(a, b));
    case Op::maximum: return Value::integer(std::max(a, b));
    default: return compare(op, a, b);
  }
}

Known apply(Op op, const Value& a, const Value& b) {
  if (op == Op::equal) return Value::boolean(a == b);
  if (op == Op::not_equal) return Value::boolean(!(a == b));
  if (!a.is_number() || !b.is_number()) return std::nullopt;
  return calculate(op, a.bits, b.bits);
}

bool is_true(const Value& value, const SymbolTable& symbols) { return truth(value, symbols.find("")); }

// `and`, `or` stop early, so the right side may be unknown.
Known decide(const Expression& e, std::optional<int> copy, const SymbolTable& symbols) {
  const Known left = evaluate(e.children[0], copy, symbols);
  if (!left) return std::nullopt;
  const bool stops_at = e.op == Op::logical_or;
  if (is_true(*left, symbols) == stops_at) return Value::boolean(stops_at);
  const Known right = evaluate(e.children[1], copy, symbols);
  return right ? Known(Value::boolean(is_true(*right, symbols))) : std::nullopt;
}

Known unary(Op op, const Value& value, const SymbolTable& symbols) {
  if (op == Op::logical_not) return Value::boolean(!is_true(value, symbols));
  return value.is_number() ? number(checked_subtract(0, value.bits)) : std::nullopt;
}

std::string what_goes_wrong(const Expression& e) {
  const bool divides = e.op == Op::divide || e.op == Op::modulo;
  return divides && e.children[1].value.bits == 0 ? "this divides by zero" : "this does not fit into 64 bits";
}

bool is_operation(Op op) { return op >= Op::negate && op <= Op::maximum; }

}  // namespace

std::optional<Value> evaluate(const Expression& e, std::optional<int> copy, const SymbolTable& symbols) {
  if (e.op == Op::constant) return e.value.kind == ValueKind::unset ? std::nullopt : Known(e.value);
  if (e.op == Op::index) return copy ? Known(Value::integer(*copy)) : std::nullopt;
  if (!is_operation(e.op)) return std::nullopt;
  if (e.op == Op::logical_and || e.op == Op::logical_or) return decide(e, copy, symbols);
  const Known left = evaluate(e.children[0], copy, symbols);
  if (!left) return std::nullopt;
  if (e.children.size() == 1) return unary(e.op, *left, symbols);
  const Known right = evaluate(e.children[1], copy, symbols);
  return right ? apply(e.op, *left, *right) : std::nullopt;
}

Expression folded(Expression expression, const SymbolTable& symbols) {
  if (expression.is_constant()) return expression;
  const Known value = evaluate(expression, std::nullopt, symbols);
  return value ? constant(*value, expression.place) : expression;
}

std::optional<FoldTrouble> fold_trouble(const Expression& expression, const SymbolTable& symbols) {
  for (const Expression& child : expression.children)
    if (auto trouble = fold_trouble(child, symbols)) return trouble;
  const bool constants = std::all_of(expression.children.begin(), expression.children.end(),
                                     [](const Expression& child) { return child.is_constant(); });
  if (!is_operation(expression.op) || !constants || evaluate(expression, std::nullopt, symbols))
    return std::nullopt;
  return FoldTrouble{expression.place, what_goes_wrong(expression)};
}

Expression constant(Value value, const Place& place) {
  Expression result;
  result.value = value;
  result.place = place;
  return result;
}

}  // namespace rehearse
