// One actor's steps become its instructions; a handler's likewise, for each actor that may run it.
#pragma once
#include <functional>
#include <optional>
#include <vector>

#include "runner/program/expressions.h"

namespace rehearse {

class Lowering {
 public:
  Lowering(Build& build, const Viewpoint& viewpoint)
      : build_(build), emitter_(build.emitter), viewpoint_(viewpoint), expressions_(build, viewpoint) {}

  // The whole of an actor, to `finish`; of a handler, to `handler_end`.
  void lower_actor(const Steps& steps);
  void lower_handler(const Steps& steps);

 private:
  // What must be undone, or can be left, on the way out of the steps being lowered. Innermost last.
  struct Scope {
    enum class Kind : uint8_t { root, call, loop, with, section } kind = Kind::root;
    Label out;         // root: its end; call: its return; loop: after it
    Label again;       // loop: the next round
    StepId step;       // with: of its release; section
    Target target;     // with
    uint8_t verb = 0;  // with: release
  };
  // How a step's event is named, and what it can be about.
  struct Naming {
    Symbol verb{};
    StepInfo::TargetKind kind = StepInfo::TargetKind::nothing;
    int32_t first = -1, count = 0;  // objects, actors, signals that it can be about
    Symbol name{};                  // TargetKind::name
    bool blocking = false;
    Symbol label{}, span{};
    std::vector<ObjectId> also{};
    std::vector<Symbol> also_names{};
  };
  using Fill = std::function<void(Instruction&)>;

  // lowering.cc: every step
  void lower_steps(const Steps& steps);
  void lower_step(const Step& step);
  StepId new_step(const Step& step, const Naming& naming);
  void expect_step() { emitter_.set_step(StepId(build_.program.steps.size())); }

  // control.cc
  void lower_if(const Step& step);
  void lower_while(const Step& step);
  void lower_repeat(const Step& step);
  void lower_loop_body(const Step& step, Label out, Label again);
  void lower_leave(const Step& step);
  void lower_call(const Step& step);
  void lower_return(const Step& step);
  void lower_fail(const Step& step);
  void lower_assert(const Step& step);
  void note_label(const Step& step);  // the event of a step that is made of others, if it has a label

  // scopes.cc
  void lower_with(const Step& step);
  void lower_with_elements(const Step& step, const std::vector<Target>& targets, std::size_t at);
  void lower_section(const Step& step);
  void note_had(Operand had, bool robust);
  void leave(const Scope& scope);
  bool leave_down_to(std::size_t depth);  // true: it emitted something
  [[nodiscard]] std::size_t innermost(bool (*wanted)(Scope::Kind)) const;

  // data.cc
  void lower_let(const Step& step);
  void lower_let_one(const Step& step, const Assignment& assignment, Symbol label);
  void lower_atomic(const Step& step);
  void lower_mark(const Step& step);
  void lower_inside_atomic(const Assignment& assignment, Target word);
  void name_the_others(const Step& atomic, Naming& naming);
  [[nodiscard]] Naming naming_of(const Assignment& assignment, const Target& word, std::string_view verb);
  [[nodiscard]] Symbol plain_name(int declared);

  // effects.cc
  void lower_primitive(const Step& step);
  void lower_about_actor(const Step& step);
  void lower_kill(const Step& step);
  void lower_raise(const Step& step);
  void lower_sigaction(const Step& step);
  void lower_signals(const Step& step);  // masks, sigpending, sigwait, sigsuspend, pause
  void lower_timer(const Step& step);    // alarm, sleep, yield, exit
  void lower_await(const Step& step);
  std::vector<Target> targets_of(const ResourceRef& ref);
  std::vector<Target> targets_of(const ActorRef& ref);
  [[nodiscard]] Naming naming_of_verb(const Resource& resource, int verb, const Target& target);
  [[nodiscard]] Naming naming_of_kind(const Step& step);
  [[nodiscard]] Naming naming_of_signal(const Step& step);
  [[nodiscard]] Naming naming_of_actor(const Step& step, const Target& target);
  // An effect with all its modifiers. `fill` completes the instruction.
  void lower_effect(const Step& step, Op op, const Fill& fill);

  // outcome.cc
  struct Bounds {
    Operand timeout, at_least, at_most;
  };
  Bounds lower_bounds(const Modifiers& modifiers);
  static uint16_t flags_of(const Modifiers& modifiers);
  // Right behind the effect: took, blocks.
  void check_waiting(const Modifiers& modifiers, const Bounds& bounds);
  // Then the other uses of its outcome. `held`: what a clause for EOWNERDEAD holds nevertheless.
  void use_outcome(const Modifiers& modifiers, const Scope* held = nullptr);
  void use_result(const Modifiers& modifiers);
  void lower_catches(const Modifiers& modifiers, Label done, const Scope* held);

  Build& build_;
  Emitter& emitter_;
  Viewpoint viewpoint_;
  Expressions expressions_;
  std::vector<Scope> scopes_;
};

}  // namespace rehearse
