#include "runner/program/evaluate.h"

#include <algorithm>

#include "runner/scenario/arithmetic.h"

namespace rehearse {

namespace {

Integer arithmetic(BinaryOp op, int64_t a, int64_t b) {
  switch (op) {
    case BinaryOp::add: return checked_add(a, b);
    case BinaryOp::subtract: return checked_subtract(a, b);
    case BinaryOp::multiply: return checked_multiply(a, b);
    case BinaryOp::divide: return floor_divide(a, b);
    case BinaryOp::modulo: return floor_modulo(a, b);
    case BinaryOp::minimum: return std::min(a, b);
    default: return std::max(a, b);
  }
}

Trap why_not(BinaryOp op, int64_t b) {
  const bool divides = op == BinaryOp::divide || op == BinaryOp::modulo;
  return divides && b == 0 ? Trap::division_by_zero : Trap::overflow;
}

bool compare(BinaryOp op, int64_t a, int64_t b) {
  switch (op) {
    case BinaryOp::less: return a < b;
    case BinaryOp::less_equal: return a <= b;
    case BinaryOp::greater: return a > b;
    default: return a >= b;
  }
}

Advance go(int32_t next) { return {next, Trap::none, false}; }
Advance stop(int32_t at, Trap trap) { return {at, trap, false}; }

bool took_missed(const Instruction& i, const Registers& r) {
  const int64_t took = r.outcome->took;
  return (i.a.present() && took < value_of(i.a, r).bits) || (i.b.present() && took > value_of(i.b, r).bits);
}

bool has_error(const Outcome& outcome, int32_t wanted) {
  if (outcome.error == symbols::ok) return false;
  return wanted == symbols::k_any || outcome.error.value == wanted;
}

// Instructions whose operand a must have been written; `move` also takes the constant that makes a name unset
// again.
bool reads_a(Op op) {
  switch (op) {
    case Op::move:
    case Op::unary:
    case Op::binary:
    case Op::jump_if:
    case Op::jump_unless:
    case Op::set_outcome:
    case Op::check_returns:
    case Op::check_took:
    case Op::assert_true:
    case Op::index_check: return true;
    default: return false;
  }
}

}  // namespace

bool is_private(Op op) { return op <= Op::assert_true || op == Op::index_check; }

Trap apply(UnaryOp op, const Value& a, Symbol empty_text, Value& to) {
  switch (op) {
    case UnaryOp::truth: to = Value::boolean(truth(a, empty_text)); return Trap::none;
    case UnaryOp::logical_not: to = Value::boolean(!truth(a, empty_text)); return Trap::none;
    case UnaryOp::negate: break;
  }
  if (!a.is_number()) return Trap::wrong_type;
  const Integer result = checked_subtract(0, a.bits);
  if (!result) return Trap::overflow;
  to = Value::integer(*result);
  return Trap::none;
}

Trap apply(BinaryOp op, const Value& a, const Value& b, Value& to) {
  if (op == BinaryOp::equal || op == BinaryOp::not_equal) {
    to = Value::boolean((a == b) == (op == BinaryOp::equal));
    return Trap::none;
  }
  if (!a.is_number() || !b.is_number()) return Trap::wrong_type;
  if (op >= BinaryOp::less && op <= BinaryOp::greater_equal) {
    to = Value::boolean(compare(op, a.bits, b.bits));
    return Trap::none;
  }
  const Integer result = arithmetic(op, a.bits, b.bits);
  if (!result) return why_not(op, b.bits);
  to = Value::integer(*result);
  return Trap::none;
}

Advance execute_private(const Instruction& i, int32_t at, const Registers& r) {
  if (reads_a(i.op) && !readable(i.a, r)) return stop(at, Trap::unset_name);
  Outcome& outcome = *r.outcome;
  const int32_t next = at + 1;
  Value result;
  switch (i.op) {
    case Op::move: write_to(i.to, r, value_of(i.a, r)); return go(next);
    case Op::unary: {
      const Trap trap = apply(static_cast<UnaryOp>(i.sub), value_of(i.a, r), r.empty_text, result);
      if (trap != Trap::none) return stop(at, trap);
      write_to(i.to, r, result);
      return go(next);
    }
    case Op::binary: {
      if (!readable(i.b, r)) return stop(at, Trap::unset_name);
      const Trap trap = apply(static_cast<BinaryOp>(i.sub), value_of(i.a, r), value_of(i.b, r), result);
      if (trap != Trap::none) return stop(at, trap);
      write_to(i.to, r, result);
      return go(next);
    }
    case Op::jump: return go(i.target);
    case Op::jump_if: return go(truth(value_of(i.a, r), r.empty_text) ? i.target : next);
    case Op::jump_unless: return go(truth(value_of(i.a, r), r.empty_text) ? next : i.target);
    case Op::take_result: write_to(i.to, r, outcome.result); return go(next);
    case Op::take_error: write_to(i.to, r, Value::text(outcome.error)); return go(next);
    case Op::take_who: write_to(i.to, r, outcome.who); return go(next);
    case Op::jump_if_ok: return go(outcome.error == symbols::ok ? i.target : next);
    case Op::jump_if_error: return go(has_error(outcome, i.number) ? i.target : next);
    case Op::set_outcome:
      outcome = Outcome{};
      if (i.a.present())
        outcome.result = value_of(i.a, r);
      else
        outcome.error = Symbol{i.number};
      return go(next);
    case Op::check_ok: return outcome.error == symbols::ok ? go(next) : stop(at, Trap::step_failed);
    case Op::check_returns:
      return outcome.error == symbols::ok && outcome.result == value_of(i.a, r)
                 ? go(next)
                 : stop(at, Trap::returned_otherwise);
    case Op::check_fails: return has_error(outcome, i.number) ? go(next) : stop(at, Trap::failed_otherwise);
    case Op::check_blocks:
      return outcome.blocked == (i.number != 0) ? go(next) : stop(at, Trap::blocked_otherwise);
    case Op::check_took: return {next, Trap::none, took_missed(i, r)};
    case Op::assert_true: return truth(value_of(i.a, r), r.empty_text) ? go(next) : stop(at, Trap::untrue);
    case Op::index_check: {
      const Value& index = value_of(i.a, r);
      if (!index.is_number()) return stop(at, Trap::wrong_type);
      return index.bits >= 0 && index.bits < i.number ? go(next) : stop(at, Trap::index_out_of_range);
    }
    default: return stop(at, Trap::wrong_type);  // no private instruction: our own bug, and never a wild jump
  }
}

Blame blame(const Instruction& i, Trap trap, const Registers& r) {
  Blame result;
  switch (trap) {
    case Trap::step_failed: result.error = r.outcome->error; break;
    case Trap::returned_otherwise: result = {r.outcome->result, value_of(i.a, r), r.outcome->error}; break;
    case Trap::failed_otherwise:
      result = {r.outcome->result, Value::text(Symbol{i.number}), r.outcome->error};
      break;
    case Trap::blocked_otherwise:
      result = {Value::boolean(r.outcome->blocked), Value::boolean(i.number != 0), r.outcome->error};
      break;
    case Trap::index_out_of_range:
      result = {value_of(i.a, r), Value::integer(i.number - 1), symbols::ok};
      break;
    case Trap::untrue: result.got = value_of(i.a, r); break;
    default: break;
  }
  return result;
}

}  // namespace rehearse
