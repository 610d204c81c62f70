// Is a deadlock a lost wake-up: did what would have ended this wait come before it began?
#include <algorithm>
#include <csignal>

#include "runner/expect/cuts.h"
#include "runner/trace/names.h"

namespace rehearse {
namespace {

// What the stuck actor's process had in force for one signal, as its own steps and those of its ancestors
// left it.
enum class Disposition : uint8_t { standard, ignored, handled };

class Search {
 public:
  Search(const Program& program, const Trace& trace, const Order& order, ActorId actor)
      : program_(program), trace_(trace), order_(order), actor_(actor), end_(trace.actors[actor.index()]) {}

  LostWakeup find() {
    if (!end_.step.valid() || !find_wait()) return {};
    switch (instruction_->op) {
      case Op::pause:
      case Op::sigsuspend:
      case Op::sigwait: return lost_signal();
      case Op::primitive:
        if (verb() == "wait") return lost_set();
        break;
      default: break;
    }
    return (instruction_->flags & kInterruptible) != 0 ? lost_signal() : LostWakeup{};
  }

 private:
  // -- the wait, and since when a wake-up for it counts
  // --------------------------------------------------------------
  bool find_wait() {
    const auto& own = order_.actors().of(actor_);
    for (std::size_t k = own.size(); k-- > 0 && wait_ < 0;) {
      const Event& event = trace_.events[own[k]];
      if (event.kind == Event::Kind::blocks && event.step == end_.step) wait_ = static_cast<int64_t>(own[k]);
    }
    if (wait_ < 0 || event(wait_).instruction < 0) return false;
    instruction_ = &program_.code[static_cast<std::size_t>(event(wait_).instruction)];
    for (const uint32_t i : own) {
      if (order_.position(i) >= order_.position(static_cast<std::size_t>(wait_))) break;
      const bool completed = trace_.events[i].kind == Event::Kind::step && same_kind(trace_.events[i]);
      if (completed || (since_ < 0 && trace_.events[i].kind == Event::Kind::start))
        since_ = static_cast<int64_t>(i);
    }
    return true;
  }
  // pause and sigsuspend both wait for a handler; a wait on an object is one for that object.
  [[nodiscard]] bool same_kind(const Event& other) const {
    const Instruction* its = instruction_of(other);
    if (its == nullptr) return false;
    const auto handler_wait = [](Op op) { return op == Op::pause || op == Op::sigsuspend; };
    if (handler_wait(its->op) && handler_wait(instruction_->op)) return true;
    if (its->op != instruction_->op || its->sub != instruction_->sub) return false;
    return its->op != Op::primitive || other.target == event(wait_).target;
  }
  // Could it have come between `since` and the wait's beginning?
  [[nodiscard]] bool in_time(std::size_t i) const {
    if (since_ >= 0 &&
        (static_cast<std::size_t>(since_) == i || order_.before(i, static_cast<std::size_t>(since_))))
      return false;
    return !order_.before(static_cast<std::size_t>(wait_), i);
  }

  // -- events and conditions
  // ----------------------------------------------------------------------------------------- The event is
  // not set, or nobody would sleep: what was set since was cleared again.
  LostWakeup lost_set() {
    const int32_t object = event(wait_).target;
    for (std::size_t i = 0; i < trace_.events.size(); ++i) {
      if (!completed(i, "set") || trace_.events[i].target != object || !in_time(i) || !same_memory(i, object))
        continue;
      const std::string name = object_name(program_, ObjectId(object));
      return {who() + " waits for " + name + ", which " + setter(i) +
                  " had set before the wait began; it was cleared again",
              {i}};
    }
    return {};
  }
  // Of `scope: process` each process has its own.
  [[nodiscard]] bool same_memory(std::size_t i, int32_t object) const {
    return program_.objects[static_cast<std::size_t>(object)].scope == Scope::shared ||
           program_.actors[trace_.events[i].actor.index()].process == process();
  }
  [[nodiscard]] std::string setter(std::size_t i) const {
    return trace_.events[i].actor == actor_ ? "it itself" : actor_name(program_, trace_.events[i].actor);
  }

  // -- signals
  // -------------------------------------------------------------------------------------------------------
  LostWakeup lost_signal() {
    if (LostWakeup handled = handled_before(); !handled.message.empty()) return handled;
    return dropped_before();
  }

  LostWakeup handled_before() {
    for (const uint32_t i : order_.actors().of(actor_)) {
      const Event& begun = trace_.events[i];
      if (begun.kind != Event::Kind::handler_begin || !in_time(i) || !would_end(begun.target, i)) continue;
      // It came before the wait, not in it: a handler that ran in the wait would have ended it.
      if (order_.position(i) > order_.position(static_cast<std::size_t>(wait_))) continue;
      return {who() + " " + sleeps() + ", but " + signal_name(begun.target) + " was handled before that",
              {i}};
    }
    return {};
  }

  // Sent, yet nothing came of it: it merged with one that was pending, or was ignored.
  LostWakeup dropped_before() {
    for (std::size_t i = 0; i < trace_.events.size(); ++i) {
      const int signal = signal_sent(i);
      if (signal == 0 || !in_time(i) || had_effect(i) || !would_end(signal, i) || still_pending(signal))
        continue;
      return {who() + " " + sleeps() + ", but " + signal_name(signal) + " was sent before that, and " +
                  (disposition(signal, i) == Disposition::ignored ? "ignored"
                                                                  : "merged with one that was pending"),
              {i}};
    }
    return {};
  }

  // The number of the signal that the event sends to this actor or its process; 0: none.
  [[nodiscard]] int signal_sent(std::size_t i) const {
    if (trace_.events[i].kind == Event::Kind::exit) return is_child(trace_.events[i].actor) ? SIGCHLD : 0;
    const Instruction* its = instruction_of(trace_.events[i]);
    if (its == nullptr || trace_.events[i].failed()) return 0;
    if (its->op == Op::kill) {
      const ActorId target(trace_.events[i].target);
      if (target != actor_ && target != process()) return 0;
      return number(its->a);
    }
    return its->op == Op::raise && trace_.events[i].actor == actor_ ? number(its->a) : 0;
  }
  [[nodiscard]] bool is_child(ActorId of) const {
    const ActorId parent = trace_.actors[of.index()].parent;
    return !program_.actors[of.index()].thread && parent.valid() &&
           program_.actors[parent.index()].process == process();
  }
  [[nodiscard]] int number(const Operand& operand) const {
    if (operand.kind != Operand::Kind::constant) return 0;
    return static_cast<int>(program_.constants[static_cast<std::size_t>(operand.number)].bits);
  }
  // Somebody handled it, took it in `sigwait`, or died, stopped or went on of it.
  [[nodiscard]] bool had_effect(std::size_t i) const {
    const Event& sent = trace_.events[i];
    return std::any_of(trace_.events.begin(), trace_.events.end(), [&](const Event& event) {
      if (event.cause.actor != sent.actor || event.cause.sequence != sent.sequence) return false;
      const Instruction* its = instruction_of(event);
      return event.kind != Event::Kind::step || (its != nullptr && its->op == Op::sigwait);
    });
  }

  // Would the signal have ended this wait, had it come in it?
  [[nodiscard]] bool would_end(int signal, std::size_t) const {
    const auto wait = static_cast<std::size_t>(wait_);
    if (instruction_->op == Op::sigwait) return (instruction_->mask >> (signal - 1)) & 1;
    if (instruction_->op == Op::sigsuspend && ((instruction_->mask >> (signal - 1)) & 1) != 0) return false;
    const Disposition now = disposition(signal, wait);
    if (now == Disposition::ignored) return false;
    if (now == Disposition::handled) return instruction_->op != Op::primitive || !restarts(signal);
    return deadly(signal);
  }
  [[nodiscard]] bool still_pending(int signal) const {
    // Blocked at the wait: it pends to this day, unless the wait itself would have let it through.
    return instruction_->op == Op::pause && ((mask(actor_, wait_) >> (signal - 1)) & 1) != 0;
  }
  static bool deadly(int signal) {
    return signal != SIGCHLD && signal != SIGCONT && signal != SIGURG && signal != SIGWINCH &&
           signal != SIGSTOP && signal != SIGTSTP && signal != SIGTTIN && signal != SIGTTOU;
  }

  // The last `sigaction` of the signal in the process before the event, else what its starter had when it
  // forked.
  [[nodiscard]] const Event* sigaction(ActorId of, int signal, int64_t until) const {
    const Event* last = nullptr;
    for (std::size_t i = 0; i < trace_.events.size(); ++i) {
      const Event& event = trace_.events[i];
      const Instruction* its = instruction_of(event);
      if (its == nullptr || its->op != Op::sigaction || its->number != signal || event.failed()) continue;
      if (program_.actors[event.actor.index()].process != of ||
          order_.before(static_cast<std::size_t>(until), i))
        continue;
      last = &event;
    }
    if (last != nullptr) return last;
    const int64_t start = start_of(of);
    return start < 0 ? nullptr
                     : sigaction(program_.actors[event(start).actor.index()].process, signal, start);
  }
  [[nodiscard]] Disposition disposition(int signal, std::size_t until) const {
    const Event* last = sigaction(process(), signal, static_cast<int64_t>(until));
    if (last == nullptr) return Disposition::standard;
    const uint8_t how = instruction_of(*last)->sub;
    return how == 0 ? Disposition::handled : how == 1 ? Disposition::ignored : Disposition::standard;
  }
  [[nodiscard]] bool restarts(int signal) const {
    const Event* last = sigaction(process(), signal, wait_);
    return last != nullptr && (instruction_of(*last)->flags & kRestart) != 0;
  }
  // Bit s-1: signal s is blocked in the actor just before the event.
  [[nodiscard]] uint64_t mask(ActorId of, int64_t until) const {
    const int64_t start = start_of(of);
    uint64_t blocked = start < 0 ? 0 : mask(event(start).actor, start);
    for (const uint32_t i : order_.actors().of(of)) {
      if (order_.before(static_cast<std::size_t>(until), i) || static_cast<int64_t>(i) == until) break;
      const Instruction* its = instruction_of(trace_.events[i]);
      if (its == nullptr || its->op != Op::mask || trace_.events[i].failed() || trace_.events[i].depth > 0)
        continue;
      blocked = its->sub == 0 ? blocked | its->mask : its->sub == 1 ? blocked & ~its->mask : its->mask;
    }
    return blocked;
  }
  // The step that began the actor; -1: the stage did.
  [[nodiscard]] int64_t start_of(ActorId of) const {
    for (std::size_t i = 0; i < trace_.events.size(); ++i) {
      const Instruction* its = instruction_of(trace_.events[i]);
      if (its != nullptr && its->op == Op::start && trace_.events[i].target == of.value &&
          !trace_.events[i].failed())
        return static_cast<int64_t>(i);
    }
    return -1;
  }

  // -- small
  // ---------------------------------------------------------------------------------------------------------
  [[nodiscard]] const Event& event(int64_t i) const { return trace_.events[static_cast<std::size_t>(i)]; }
  [[nodiscard]] ActorId process() const { return program_.actors[actor_.index()].process; }
  [[nodiscard]] std::string who() const { return actor_name(program_, actor_); }
  [[nodiscard]] std::string verb() const { return verb_of(event(wait_)); }
  [[nodiscard]] std::string verb_of(const Event& event) const {
    const Symbol name = event.step.valid() ? program_.steps[event.step.index()].verb : Symbol();
    return name.valid() ? program_.symbols.text(name) : "";
  }
  [[nodiscard]] std::string sleeps() const {
    if (instruction_->op == Op::primitive)
      return "waits in " + step_name(program_, end_.step, end_.waits_for) + " for ever";
    return "sleeps in " + verb() + " for ever";
  }
  [[nodiscard]] bool completed(std::size_t i, const char* verb) const {
    const Event& event = trace_.events[i];
    return event.kind == Event::Kind::step && !event.failed() && verb_of(event) == verb;
  }
  [[nodiscard]] const Instruction* instruction_of(const Event& event) const {
    const auto index = static_cast<std::size_t>(event.instruction);
    return event.kind == Event::Kind::step && event.instruction >= 0 && index < program_.code.size()
               ? &program_.code[index]
               : nullptr;
  }

  const Program& program_;
  const Trace& trace_;
  const Order& order_;
  ActorId actor_;
  const ActorEnd& end_;
  int64_t wait_ = -1, since_ = -1;
  const Instruction* instruction_ = nullptr;
};

}  // namespace

LostWakeup lost_wakeup(const Program& program, const Trace& trace, const Order& order, ActorId actor) {
  return Search(program, trace, order, actor).find();
}

}  // namespace rehearse
