// What the private instructions mean: one function for the stage's interpreter, the judge and the model.
// Nothing here allocates, blocks or calls the system, so it may run in a signal handler.
#pragma once
#include "runner/program/program.h"

namespace rehearse {

// What an effect left behind; one for each frame.
struct Outcome {
  Value result = Value::none();
  Symbol error = symbols::ok;
  Value who = Value::none();
  int64_t took = 0;  // ns
  bool blocked = false;
};

// Why an instruction could not go on. The first ones are the finding `error`, the others `assertion`.
enum class Trap : uint8_t {
  none,
  overflow,
  division_by_zero,
  unset_name,
  index_out_of_range,
  wrong_type,
  step_failed,         // check_ok
  untrue,              // assert_true
  returned_otherwise,  // check_returns
  failed_otherwise,    // check_fails: not at all, or with another error
  blocked_otherwise,   // check_blocks
};
[[nodiscard]] constexpr bool is_assertion(Trap trap) { return trap >= Trap::untrue; }

// One frame as a private instruction sees it.
struct Registers {
  const Value* constants = nullptr;
  Value* names = nullptr;
  Value* temporaries = nullptr;
  Outcome* outcome = nullptr;
  Symbol empty_text;  // the number of "" in the program's symbol table; invalid: it has none
};

struct Advance {
  int32_t next = -1;  // the instruction to go on with
  Trap trap = Trap::none;
  bool took_missed = false;  // check_took was not kept; no trap
};

[[nodiscard]] bool is_private(Op op);

[[nodiscard]] inline const Value& value_of(const Operand& operand, const Registers& registers) {
  static constexpr Value kNothing = Value::none();
  const auto number = static_cast<std::size_t>(operand.number);
  switch (operand.kind) {
    case Operand::Kind::constant: return registers.constants[number];
    case Operand::Kind::name: return registers.names[number];
    case Operand::Kind::temporary: return registers.temporaries[number];
    case Operand::Kind::nothing: break;
  }
  return kNothing;
}

// A name that nothing wrote may not be read, in effects neither.
[[nodiscard]] inline bool readable(const Operand& operand, const Registers& registers) {
  return operand.kind != Operand::Kind::name || value_of(operand, registers).kind != ValueKind::unset;
}

inline void write_to(const Operand& operand, const Registers& registers, const Value& value) {
  const auto number = static_cast<std::size_t>(operand.number);
  if (operand.kind == Operand::Kind::name) registers.names[number] = value;
  if (operand.kind == Operand::Kind::temporary) registers.temporaries[number] = value;
}

// Carries out the private instruction `instruction`, which stands at `at`.
[[nodiscard]] Advance execute_private(const Instruction& instruction, int32_t at, const Registers& registers);

// The operators, also for folding constants. On a trap `to` is left alone.
[[nodiscard]] Trap apply(UnaryOp op, const Value& a, Symbol empty_text, Value& to);
[[nodiscard]] Trap apply(BinaryOp op, const Value& a, const Value& b, Value& to);

// What a trap's message needs: what there was, what was wanted.
struct Blame {
  Value got, wanted;
  Symbol error;  // of the outcome; `wanted` of check_fails is a text
};
[[nodiscard]] Blame blame(const Instruction& instruction, Trap trap, const Registers& registers);

// Runs straight-line code without waits from `begin` to `end`: a condition, or the body of an `atomic` (after
// which the caller goes on at its `target`). `environment` looks at the world, under the guard where there is
// one:
//   Value load(const Instruction&, int64_t index)          a word; `index` is operand b's value, else 0
//   void store(const Instruction&, int64_t index, Value)   only in an `atomic`
//   Value look(const Instruction&, int64_t index)
//   Value look_actor(const Instruction&, int64_t index)
//   Value look_name(const Instruction&), count(…), inside(…), Value waiting(const Instruction&, int64_t
//   index)
//                                                          only in conditions
template <class World>
[[nodiscard]] Advance run_straight(const std::vector<Instruction>& code, int32_t begin, int32_t end,
                                   const Registers& registers, World& world) {
  for (int32_t at = begin; at < end;) {
    const Instruction& i = code[static_cast<std::size_t>(at)];
    if (is_private(i.op)) {
      const Advance advance = execute_private(i, at, registers);
      if (advance.trap != Trap::none) return advance;
      at = advance.next;
      continue;
    }
    const int64_t index = i.b.present() ? value_of(i.b, registers).bits : 0;
    switch (i.op) {
      case Op::load: write_to(i.to, registers, world.load(i, index)); break;
      case Op::look: write_to(i.to, registers, world.look(i, index)); break;
      case Op::look_actor: write_to(i.to, registers, world.look_actor(i, index)); break;
      case Op::store:
        if constexpr (requires { world.store(i, index, Value{}); }) {
          if (!readable(i.a, registers)) return {at, Trap::unset_name, false};
          world.store(i, index, value_of(i.a, registers));
        }
        break;
      default:
        if constexpr (requires { world.look_name(i); }) {
          if (i.op == Op::look_name) write_to(i.to, registers, world.look_name(i));
          if (i.op == Op::count) write_to(i.to, registers, world.count(i));
          if (i.op == Op::inside) write_to(i.to, registers, world.inside(i));
          if (i.op == Op::waiting) write_to(i.to, registers, world.waiting(i, index));
        }
        break;
    }
    ++at;
  }
  return {end, Trap::none, false};
}

struct Evaluated {
  Value value;
  Trap trap = Trap::none;
};

// A rule's condition. `temporaries` has room for code.temporaries values.
template <class World>
[[nodiscard]] Evaluated evaluate(const Program& program, const Code& code, Value* temporaries, World& world) {
  Outcome outcome;
  const Registers registers{program.constants.data(), nullptr, temporaries, &outcome, program.empty_text};
  const Advance advance = run_straight(program.code, code.begin, code.end, registers, world);
  return {temporaries[0], advance.trap};
}

}  // namespace rehearse
