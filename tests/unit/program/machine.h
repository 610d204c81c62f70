// Runs the first actor of a program alone, by the rooms' own meaning: what its steps do to names and marks.
#pragma once
#include <array>
#include <cstddef>
#include <string>
#include <vector>

#include "runner/program/evaluate.h"

namespace rehearse {

class Machine {
 public:
  explicit Machine(const Program& program) : program_(program), states_(program.objects.size()) {
    for (std::size_t i = 0; i < states_.size(); ++i) {
      const ObjectInfo& object = program.objects[i];
      if (room(object.room).init != nullptr) room(object.room).init(states_[i].bytes, object.options);
      words_.push_back(object.options.initial);
    }
    names_.resize(static_cast<std::size_t>(program.actors[0].names));
    temporaries_.resize(static_cast<std::size_t>(program.actors[0].temporaries));
  }

  // To the end, or to the first trap. More than 10,000 instructions are a loop that a test did not mean.
  Trap run() {
    int32_t at = program_.actors[0].entry;
    for (int steps = 0; steps < 10'000; ++steps) {
      const Instruction& i = program_.code[static_cast<std::size_t>(at)];
      if (i.op == Op::finish) return Trap::none;
      if (is_private(i.op)) {
        const Advance advance = execute_private(i, at, registers());
        if (advance.trap != Trap::none) return advance.trap;
        at = advance.next;
      } else {
        const Trap trap = effect(i, at);
        if (trap != Trap::none) return trap;
        at = i.op == Op::atomic ? i.target : at + 1;
      }
    }
    return Trap::overflow;
  }

  // The labels and spans of its notes, in order: "begin room", "eat", "end room", "call enter fails".
  [[nodiscard]] const std::vector<std::string>& notes() const { return notes_; }
  [[nodiscard]] Value word(int object) const { return words_[static_cast<std::size_t>(object)]; }

  // The world of run_straight.
  Value load(const Instruction& i, int64_t index) const { return words_[at(i, index)]; }
  void store(const Instruction& i, int64_t index, const Value& value) { words_[at(i, index)] = value; }
  Value look(const Instruction& i, int64_t index) const {
    return room_of(i).attributes[i.sub].look(states_[at(i, index)].bytes);
  }
  Value look_actor(const Instruction&, int64_t) const { return Value::none(); }

 private:
  struct State {
    alignas(16) std::byte bytes[kStateBytes]{};
  };

  [[nodiscard]] static std::size_t at(const Instruction& i, int64_t index) {
    return static_cast<std::size_t>(i.number + index);
  }
  [[nodiscard]] const Room& room_of(const Instruction& i) const {
    return room(program_.objects[static_cast<std::size_t>(i.number)].room);
  }
  Registers registers() {
    return {program_.constants.data(), names_.data(), temporaries_.data(), &outcome_, program_.empty_text};
  }
  [[nodiscard]] std::string text(Symbol symbol) const { return program_.symbols.text(symbol); }

  Trap effect(const Instruction& i, int32_t here) {
    const Registers r = registers();
    if (!readable(i.a, r)) return Trap::unset_name;
    switch (i.op) {
      case Op::assign: write_to(i.to, r, value_of(i.a, r)); return Trap::none;
      case Op::note: note(i); return Trap::none;
      case Op::primitive: primitive(i, i.b.present() ? value_of(i.b, r).bits : 0); return Trap::none;
      case Op::atomic: {
        const Advance advance = run_straight(program_.code, here + 1, i.target, r, *this);
        outcome_ = Outcome{};
        if (i.a.present()) outcome_.result = value_of(i.a, r);
        return advance.trap;
      }
      default: return run_straight(program_.code, here, here + 1, r, *this).trap;
    }
  }

  void note(const Instruction& i) {
    const StepInfo& step = program_.steps[i.step.index()];
    switch (static_cast<NoteKind>(i.sub)) {
      case NoteKind::section_begin: notes_.push_back("begin " + text(step.span)); break;
      case NoteKind::section_end: notes_.push_back("end " + text(step.span)); break;
      case NoteKind::call:
        notes_.push_back("call " + text(step.target_name) + (outcome_.error == symbols::ok ? "" : " fails"));
        break;
      default: notes_.push_back(text(step.label)); break;
    }
  }

  // A wait that nobody can end is over at once, too late.
  void primitive(const Instruction& i, int64_t index) {
    const Verb& verb = room_of(i).verbs[i.sub];
    Call call{ActorId(0), ActorId(0), i.a.present() ? value_of(i.a, registers()) : Value::unset(), false};
    const Effect effect = verb.attempt(states_[at(i, index)].bytes, call);
    outcome_ = Outcome{};
    outcome_.error = effect.error;
    outcome_.result = effect.kind == Effect::Kind::must_wait ? Value::boolean(false) : effect.result;
  }

  const Program& program_;
  std::vector<State> states_;
  std::vector<Value> words_, names_, temporaries_;
  Outcome outcome_;
  std::vector<std::string> notes_;
};

}  // namespace rehearse
