// Appends instructions to a Program: labels, boundaries of parts, temporaries, constants.
#pragma once
#include <map>
#include <utility>
#include <vector>

#include "runner/program/program.h"

namespace rehearse {

// A place in the code that is not known yet.
struct Label {
  int number = -1;
};

class Emitter {
 public:
  explicit Emitter(Program& program) : program_(program) {}

  // The next instruction begins a part. It stays so until one is emitted, so a step without instructions
  // costs none.
  void begin_part() { boundary_ = true; }
  // What comes next is reached by a jump from within a part, whatever was emitted last; it had its effect, or
  // not yet.
  void continue_part(bool had_effect) {
    boundary_ = false;
    had_effect_ = had_effect;
  }
  void set_step(StepId step) { step_ = step; }
  [[nodiscard]] StepId step() const { return step_; }

  // The reference holds until the next call.
  Instruction& emit(Op op);
  Instruction& emit_jump(Op op, Label to, Operand a = {});
  // A load or look of an expression: silent, a part of its own unless inside an `atomic` or a condition.
  Instruction& emit_look(Op op, Operand to);

  [[nodiscard]] Label label();
  void bind(Label label);
  [[nodiscard]] int32_t here() const { return static_cast<int32_t>(program_.code.size()); }

  [[nodiscard]] Operand constant(const Value& value);
  [[nodiscard]] Operand temporary();
  // All that was taken since the mark may be taken again.
  [[nodiscard]] int32_t mark_temporaries() const { return next_temporary_; }
  void free_temporaries(int32_t mark) { next_temporary_ = mark; }

  // An actor's code, handlers included; its labels are resolved when it ends.
  void begin_actor();
  void end_actor();
  [[nodiscard]] int32_t actor_size() const { return here() - actor_begin_; }
  [[nodiscard]] bool too_long() const { return actor_size() > kMostInstructions; }
  [[nodiscard]] int32_t most_temporaries() const { return most_temporaries_; }
  void begin_frame(int32_t temporaries) {
    next_temporary_ = temporaries;
    most_temporaries_ = std::max(most_temporaries_, temporaries);
  }

  // While one lives, what is emitted belongs to a single part.
  class OnePart {
   public:
    explicit OnePart(Emitter& emitter) : emitter_(emitter) { ++emitter_.one_part_; }
    ~OnePart() { --emitter_.one_part_; }
    OnePart(const OnePart&) = delete;
    OnePart& operator=(const OnePart&) = delete;

   private:
    Emitter& emitter_;
  };
  // Temporaries taken while one lives are free again after it.
  class Temporaries {
   public:
    explicit Temporaries(Emitter& emitter) : emitter_(emitter), mark_(emitter.mark_temporaries()) {}
    ~Temporaries() { emitter_.free_temporaries(mark_); }
    Temporaries(const Temporaries&) = delete;
    Temporaries& operator=(const Temporaries&) = delete;

   private:
    Emitter& emitter_;
    int32_t mark_;
  };

 private:
  Program& program_;
  StepId step_;
  bool boundary_ = true;
  bool had_effect_ = false;  // the current part
  int one_part_ = 0;
  int32_t actor_begin_ = 0;
  int32_t next_temporary_ = 0, most_temporaries_ = 0;
  std::vector<int32_t> bound_;                    // by Label
  std::vector<std::pair<int32_t, int>> pending_;  // instruction, Label
  std::map<std::pair<int64_t, ValueKind>, int32_t> constants_;
};

}  // namespace rehearse
