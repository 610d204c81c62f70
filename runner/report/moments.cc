#include "runner/report/moments.h"

#include <string.h>

#include <algorithm>
#include <set>

#include "runner/report/cause_order.h"
#include "runner/report/wakers.h"
#include "runner/trace/names.h"

namespace rehearse {
namespace {

using Kind = Event::Kind;

const std::string& name_of(const Program& program, ActorId actor) {
  return program.symbols.text(program.actors[actor.index()].name);
}

// "acquire(m)": the event's name without its actor's.
std::string short_name(const Program& program, const Event& event) {
  std::string name = event_name(program, event);
  const std::string actor = name_of(program, event.actor) + ".";
  return name.starts_with(actor) ? name.substr(actor.size()) : name;
}

std::string without_suffix(std::string name, std::string_view suffix) {
  if (name.ends_with(suffix)) name.resize(name.size() - suffix.size());
  return name;
}

std::string exit_text(const Value& code) {
  if (code.kind != ValueKind::integer) return "ends";
  if (code.bits == 0) return "exit 0";
  if (code.bits > 0) return "exit " + std::to_string(code.bits);
  const char* signal = sigabbrev_np(static_cast<int>(-code.bits));
  return signal != nullptr ? std::string("killed by SIG") + signal
                           : "killed by signal " + std::to_string(-code.bits);
}

// What a step gave, where that says more than that it succeeded.
std::string outcome_of(const Program& program, const Event& event, const Look& look) {
  const std::string_view cross = look.unicode ? " ✗ " : " ! ";
  if (event.error != symbols::ok) return std::string(cross) + program.symbols.text(event.error);
  const bool dull = event.value.kind == ValueKind::none || event.value.kind == ValueKind::unset ||
                    (event.value.kind == ValueKind::boolean && event.value.bits != 0 && !event.late);
  if (event.late && event.value.kind != ValueKind::boolean) return std::string(cross) + "not had";
  if (dull) return {};
  return (look.unicode ? " → " : " -> ") + to_text(program, event.value);
}

const Instruction* instruction_of(const Program& program, const Event& event) {
  if (event.instruction < 0 || static_cast<std::size_t>(event.instruction) >= program.code.size())
    return nullptr;
  return &program.code[static_cast<std::size_t>(event.instruction)];
}

// The event's name, and what it leaves out: which event an `await` waits for, which signal a `kill` sends.
std::string action_of(const Program& program, const Event& event) {
  std::string name = without_suffix(without_suffix(short_name(program, event), ".fails"), ".blocks");
  const Instruction* instruction = instruction_of(program, event);
  if (instruction == nullptr) return name;
  if (instruction->op == Op::await && name == "await")
    name += "(" + program.awaits[static_cast<std::size_t>(instruction->number)].pattern.text + ")";
  if (instruction->op == Op::kill && event.kind == Kind::step)
    name += " " + signal_name(static_cast<int>(event.value.bits));
  return name;
}

std::string step_text(const Program& program, const Event& event, const Look& look) {
  const Instruction* instruction = instruction_of(program, event);
  if (instruction != nullptr && instruction->op == Op::kill && event.error == symbols::ok)
    return action_of(program, event);
  return action_of(program, event) + outcome_of(program, event, look);
}

class Reader {
 public:
  Reader(const Program& program, const Trace& trace, const Look& look)
      : program_(program), trace_(trace), look_(look) {}

  [[nodiscard]] Moment moment_of(const Event& event) const {
    Moment moment;
    moment.actor = event.actor;
    moment.time = event.time;
    say(event, moment);
    moment.text.insert(0, static_cast<std::size_t>(event.depth) * 2, ' ');
    if (event.maybe) moment.text += " (perhaps: it was killed in it)";
    return moment;
  }

  // What everybody does, and, unless the finding is about it, what nobody wrote.
  [[nodiscard]] bool dull(const Event& event, bool marked) const {
    if (event.kind == Kind::start) return !program_.actors[event.actor.index()].manual;
    const Instruction* instruction = instruction_of(program_, event);
    return !marked && event.kind == Kind::step && instruction != nullptr &&
           (instruction->flags & kSilent) != 0;
  }

  // Those that waited for ever; after a time-out also those that still moved.
  // An actor that took no step (`main`, which only waits for others to end) is left out beside those that
  // did.
  void add_endings(std::vector<Moment>& moments) const {
    if (trace_.ending == Trace::Ending::complete) return;
    std::set<ActorId> acted;
    for (const Moment& moment : moments) acted.insert(moment.actor);
    const bool timeout = trace_.ending == Trace::Ending::timeout;
    std::vector<ActorId> waiting, moving;
    for (std::size_t i = 0; i < trace_.actors.size(); ++i) {
      const ActorEnd& end = trace_.actors[i];
      if (!end.began || (end.ended && !end.ended_by_runner)) continue;
      if (!acted.empty() && !acted.contains(ActorId(i))) continue;
      if (end.waiting)
        waiting.push_back(ActorId(i));
      else if (timeout)
        moving.push_back(ActorId(i));
    }
    add_ending(moments, std::move(waiting), timeout ? "still waits" : "never goes on");
    add_ending(moments, std::move(moving), "still moves");
  }

 private:
  void say(const Event& event, Moment& moment) const {
    switch (event.kind) {
      case Kind::step:
        moment.text = step_text(program_, event, look_);
        if (event.failed()) moment.ink = Ink::yellow;
        break;
      case Kind::blocks:
        moment.text = "waits: " + action_of(program_, event);
        moment.ink = Ink::yellow;
        moment.after = Standing::waits;
        break;
      case Kind::start: moment.text = "begins"; break;
      case Kind::exit:
        moment.text = exit_text(event.value);
        moment.ink = Ink::dim;
        moment.after = Standing::ended;
        break;
      case Kind::stopped:
        moment.text = "is stopped";
        moment.after = Standing::stopped;
        break;
      case Kind::continued: moment.text = "is continued"; break;
      case Kind::handler_begin:
        moment.text = short_name(program_, event);
        moment.ink = Ink::cyan;
        break;
      case Kind::handler_end:
        moment.text = short_name(program_, event);
        moment.ink = Ink::dim;
        break;
      case Kind::always:
      case Kind::finding: say_finding(event, moment); break;
    }
  }

  void say_finding(const Event& event, Moment& moment) const {
    moment.text = event.kind == Kind::always ? "now `always` is false" : "stops here";
    moment.ink = Ink::bold_red;
    if (event.kind == Kind::always || !event.step.valid()) return;
    for (const Raised& raised : trace_.raised)
      if (raised.actor == event.actor && raised.step == event.step)
        moment.text = program_.steps[event.step.index()].text + " " + what_was_raised(raised);
  }

  [[nodiscard]] std::string what_was_raised(const Raised& raised) const {
    if (!raised.text.empty()) return raised.text;
    if (raised.kind == Raised::Kind::not_owner) return "is not its owner's";
    return raised.kind == Raised::Kind::error ? "fails with " + program_.symbols.text(raised.error)
                                              : "does not hold";
  }

  void add_ending(std::vector<Moment>& moments, std::vector<ActorId> actors, std::string text) const {
    if (actors.empty()) return;
    Moment moment;
    moment.actor = actors.front();
    moment.time = trace_.wall;
    moment.at_end = std::move(actors);
    moment.ink = Ink::bold_red;
    moment.text = std::move(text);
    moments.push_back(std::move(moment));
  }

  const Program& program_;
  const Trace& trace_;
  const Look& look_;
};

// A loop that goes round and round is one row.
bool repeats(const Moment& before, const Moment& moment) {
  return before.actor == moment.actor && before.text == moment.text && before.after == moment.after &&
         !before.marked && !moment.marked && !moment.from.valid();
}

}  // namespace

std::vector<Moment> moments_of(const Program& program, const Trace& trace,
                               const std::vector<std::size_t>& marked, const Look& look) {
  const Reader reader(program, trace, look);
  const std::set<std::size_t> marks(marked.begin(), marked.end());
  std::vector<Moment> moments;
  const auto wakers = wakers_of(program, trace);
  for (const std::size_t i : in_order_of_causes(trace, wakers)) {
    const bool is_marked = marks.contains(i);
    if (reader.dull(trace.events[i], is_marked)) continue;
    Moment moment = reader.moment_of(trace.events[i]);
    const ActorId waker = wakers[i] == kNobody ? ActorId() : trace.events[wakers[i]].actor;
    if (waker != moment.actor) moment.from = waker;
    moment.marked = is_marked;
    if (is_marked) moment.ink = Ink::bold_red;
    if (!moments.empty() && repeats(moments.back(), moment))
      ++moments.back().times;
    else
      moments.push_back(std::move(moment));
  }
  for (Moment& moment : moments)
    if (moment.times > 1) moment.text += (look.unicode ? " ×" : " x") + std::to_string(moment.times);
  for (std::size_t i = moments.size(); i-- > 1;)  // a cause that ended late happened before its effect
    moments[i - 1].time = std::min(moments[i - 1].time, moments[i].time);
  reader.add_endings(moments);
  return moments;
}

}  // namespace rehearse
