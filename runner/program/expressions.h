// Expressions become private instructions and looks. Operands of names stay names, so that they are read in
// the part in which they are used.
#pragma once
#include <optional>

#include "runner/program/build.h"

namespace rehearse {

// What a resource or actor with an index names.
struct Target {
  int32_t number = -1;  // an ObjectId or ActorId
  Operand index;        // added to it; absent: known before the run
  int32_t first = -1;   // all that it can be
  int32_t count = 0;
};

// Who evaluates.
struct Viewpoint {
  ActorId actor;       // invalid: an expectation, which looks at everything and has no names of its own
  int running = -1;    // that actor's index into Scenario::actors
  int declaring = -1;  // whose text it is: another one's for an inherited handler
};

class Expressions {
 public:
  Expressions(Build& build, const Viewpoint& viewpoint) : build_(build), viewpoint_(viewpoint) {}

  // Its value if it is the same in every run of this copy.
  [[nodiscard]] std::optional<Value> known(const Expression& expression) const;
  [[nodiscard]] Operand lower(const Expression& expression);
  // In a register that nobody else writes: a handler may change a name, and a temporary may be used again.
  [[nodiscard]] Operand lower_kept(const Expression& expression);
  // Jumps where the expression is `when`.
  void jump(const Expression& expression, bool when, Label label);

  [[nodiscard]] Target element(int32_t first, int32_t count, const Expression& index);
  [[nodiscard]] Operand name(int declared) const;

 private:
  [[nodiscard]] const Value& constant(const Operand& operand) const;
  [[nodiscard]] bool is_true(const Value& value) const { return truth(value, build_.program.empty_text); }
  Operand fresh_from(int32_t before);
  Operand result_of(Op op, uint8_t sub, Operand a, Operand b, int32_t before);
  void emit_truth(Operand to, Operand of);
  Operand compute(const Expression& expression);
  Operand stop_early(const Expression& expression);
  Operand unary(UnaryOp op, const Expression& operand);
  Operand binary(BinaryOp op, const Expression& expression);
  Operand look_at_object(Op op, const Expression& expression);
  Operand look_at_actor(const Expression& expression);
  Operand self(const Expression& expression);
  Operand other_name(const Expression& expression);
  Operand counter(Op op, const Expression& expression);
  Target object(const Expression& expression);
  [[nodiscard]] int32_t process_of(int resource) const;

  Build& build_;
  Viewpoint viewpoint_;
};

}  // namespace rehearse
