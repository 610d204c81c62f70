#include "runner/program/evaluate.h"

#include <gtest/gtest.h>

#include <limits>

namespace rehearse {
namespace {

constexpr int64_t kLeast = std::numeric_limits<int64_t>::min();
constexpr int64_t kMost = std::numeric_limits<int64_t>::max();

Value integer(int64_t number) { return Value::integer(number); }

Trap trap_of(BinaryOp op, Value a, Value b) {
  Value to;
  return apply(op, a, b, to);
}

int64_t result_of(BinaryOp op, int64_t a, int64_t b) {
  Value to;
  EXPECT_EQ(apply(op, integer(a), integer(b), to), Trap::none);
  return to.bits;
}

TEST(Evaluate, DivisionRoundsDownAsInPython) {
  EXPECT_EQ(result_of(BinaryOp::divide, -7, 2), -4);
  EXPECT_EQ(result_of(BinaryOp::modulo, -7, 2), 1);
  EXPECT_EQ(result_of(BinaryOp::divide, 7, -2), -4);
  EXPECT_EQ(result_of(BinaryOp::modulo, 7, -2), -1);
  EXPECT_EQ(result_of(BinaryOp::modulo, kLeast, -1), 0);
}

TEST(Evaluate, WhatDoesNotFitTraps) {
  EXPECT_EQ(trap_of(BinaryOp::add, integer(kMost), integer(1)), Trap::overflow);
  EXPECT_EQ(trap_of(BinaryOp::multiply, integer(kMost), integer(2)), Trap::overflow);
  EXPECT_EQ(trap_of(BinaryOp::divide, integer(kLeast), integer(-1)), Trap::overflow);
  EXPECT_EQ(trap_of(BinaryOp::divide, integer(1), integer(0)), Trap::division_by_zero);
  EXPECT_EQ(trap_of(BinaryOp::modulo, integer(1), integer(0)), Trap::division_by_zero);
}

TEST(Evaluate, OnlyNumbersAreOrderedAndAnythingIsCompared) {
  EXPECT_EQ(trap_of(BinaryOp::less, Value::none(), integer(1)), Trap::wrong_type);
  EXPECT_EQ(trap_of(BinaryOp::add, Value::text(symbols::ok), integer(1)), Trap::wrong_type);
  Value to;
  EXPECT_EQ(apply(BinaryOp::equal, Value::none(), integer(0), to), Trap::none);
  EXPECT_EQ(to, Value::boolean(false));
  EXPECT_EQ(apply(BinaryOp::equal, Value::boolean(true), integer(1), to), Trap::none);
  EXPECT_EQ(to, Value::boolean(true));
}

class Frame {
 public:
  Advance run(const Instruction& instruction) { return execute_private(instruction, 4, registers()); }
  Registers registers() { return {constants, names, temporaries, &outcome, Symbol{}}; }

  Value constants[2] = {integer(3), Value::unset()};
  Value names[2];
  Value temporaries[2];
  Outcome outcome;
};

constexpr Operand kConstant{Operand::Kind::constant, 0}, kUnset{Operand::Kind::constant, 1},
    kName{Operand::Kind::name, 0}, kTemporary{Operand::Kind::temporary, 0};

Instruction instruction(Op op, Operand a = {}, Operand to = {}, int32_t number = -1) {
  Instruction i;
  i.op = op;
  i.a = a;
  i.to = to;
  i.number = number;
  i.target = 9;
  return i;
}

TEST(Evaluate, ANameThatNothingWroteMayNotBeRead) {
  Frame frame;
  EXPECT_EQ(frame.run(instruction(Op::move, kName, kTemporary)).trap, Trap::unset_name);
  EXPECT_EQ(frame.run(instruction(Op::assert_true, kName)).trap, Trap::unset_name);
  frame.names[0] = integer(1);
  EXPECT_EQ(frame.run(instruction(Op::move, kName, kTemporary)).trap, Trap::none);
  EXPECT_EQ(frame.run(instruction(Op::move, kUnset, kName)).trap, Trap::none);
  EXPECT_EQ(frame.names[0].kind, ValueKind::unset);
}

TEST(Evaluate, JumpsFollowTheOutcome) {
  Frame frame;
  EXPECT_EQ(frame.run(instruction(Op::jump_if_ok)).next, 9);
  frame.outcome.error = symbols::eintr;
  EXPECT_EQ(frame.run(instruction(Op::jump_if_ok)).next, 5);
  EXPECT_EQ(frame.run(instruction(Op::jump_if_error, {}, {}, symbols::k_any)).next, 9);
  EXPECT_EQ(frame.run(instruction(Op::jump_if_error, {}, {}, symbols::k_eintr)).next, 9);
  EXPECT_EQ(frame.run(instruction(Op::jump_if_error, {}, {}, symbols::k_eperm)).next, 5);
}

TEST(Evaluate, ChecksSayWhatTheyWanted) {
  Frame frame;
  frame.outcome.result = integer(2);
  const Instruction returns = instruction(Op::check_returns, kConstant);
  const Advance advance = frame.run(returns);
  EXPECT_EQ(advance.trap, Trap::returned_otherwise);
  EXPECT_TRUE(is_assertion(advance.trap));
  const Blame why = blame(returns, advance.trap, frame.registers());
  EXPECT_EQ(why.got, integer(2));
  EXPECT_EQ(why.wanted, integer(3));
  EXPECT_EQ(frame.run(instruction(Op::check_fails, {}, {}, symbols::k_any)).trap, Trap::failed_otherwise);
  frame.outcome.error = symbols::eperm;
  EXPECT_EQ(frame.run(instruction(Op::check_ok)).trap, Trap::step_failed);
  EXPECT_FALSE(is_assertion(Trap::step_failed));
}

TEST(Evaluate, TookIsRecordedAndTrapsNothing) {
  Frame frame;
  frame.outcome.took = 2;
  const Advance advance = frame.run(instruction(Op::check_took, kConstant));
  EXPECT_EQ(advance.trap, Trap::none);
  EXPECT_TRUE(advance.took_missed);
}

TEST(Evaluate, AnIndexOutsideItsArrayTraps) {
  Frame frame;
  EXPECT_EQ(frame.run(instruction(Op::index_check, kConstant, {}, 4)).trap, Trap::none);
  EXPECT_EQ(frame.run(instruction(Op::index_check, kConstant, {}, 3)).trap, Trap::index_out_of_range);
  frame.temporaries[0] = Value::none();
  EXPECT_EQ(frame.run(instruction(Op::index_check, kTemporary, {}, 3)).trap, Trap::wrong_type);
}

}  // namespace
}  // namespace rehearse
