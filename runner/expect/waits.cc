#include "runner/expect/waits.h"

#include <algorithm>
#include <map>

#include "primitives/room.h"
#include "runner/trace/names.h"

namespace rehearse {
namespace {

const StepInfo* info_of(const Program& program, StepId step) {
  return step.valid() && step.index() < program.steps.size() ? &program.steps[step.index()] : nullptr;
}

std::string verb_of(const Program& program, const StepInfo& info) {
  return info.verb.valid() ? program.symbols.text(info.verb) : "";
}

bool alive(const ActorEnd& end) { return end.began && (!end.ended || end.ended_by_runner); }

// What can be seen of the object, where nobody is known to hold it: ", and s.value is 0".
std::string look_text(const Program& program, const Trace& trace, ObjectId object, ActorId process) {
  if (!object.valid() || object.index() >= program.objects.size()) return "";
  for (const ObjectEnd& end : trace.objects) {
    if (end.object != object || (end.process.valid() && end.process != process)) continue;
    for (const Attribute& attribute : room(program.objects[object.index()].room).attributes) {
      const Value value = attribute.look(end.state.data());
      const std::string name = object_name(program, object);
      if (value.kind != ValueKind::boolean)
        return ", and " + name + "." + std::string(attribute.name) + " is " + to_text(program, value);
      return value.bits == 0       ? ""
             : end.process.valid() ? ", which is taken, and held by nobody here (fork copied it so)"
                                   : ", which is taken, and held by nobody";
    }
  }
  return "";
}

// Whether its process was forked while this was taken: then it holds a copy that no step of its own acquired.
bool taken_by_fork(const Program& program, const Trace& trace, ObjectId object, ActorId actor) {
  if (program.objects[object.index()].scope != Scope::process) return false;
  return std::none_of(trace.events.begin(), trace.events.end(), [&](const Event& event) {
    const StepInfo* info = info_of(program, event.step);
    return event.actor == actor && event.kind == Event::Kind::step && info != nullptr && !event.failed() &&
           info->target == StepInfo::TargetKind::object && event.target == object.value &&
           verb_of(program, *info) == "acquire";
  });
}

std::string holder_text(const Program& program, const Trace& trace, ObjectId object, ActorId waiter) {
  std::string text;
  const ActorId process = program.actors[waiter.index()].process;
  const auto all = holders(program, trace, object, process);
  if (all.empty()) return look_text(program, trace, object, process);
  if (all == std::vector{waiter} && taken_by_fork(program, trace, object, waiter))
    return ": its process's own copy, which fork copied when it was taken (a release elsewhere does not "
           "reach it)";
  for (std::size_t i = 0; i < all.size(); ++i) {
    text += i == 0 ? ", held by " : i + 1 == all.size() ? " and " : ", ";
    text += all[i] == waiter ? "itself" : actor_name(program, all[i]);
    if (all[i].index() < trace.actors.size() && !alive(trace.actors[all[i].index()]))
      text += " (which has ended)";
  }
  return text;
}

std::string object_wait(const Program& program, const Trace& trace, const StepInfo& info, ActorId actor,
                        int32_t target) {
  const ObjectId object(target);
  const std::string name = object_name(program, object);
  if (verb_of(program, info) == "wait") return "waits for " + name + " to be set";
  return "waits for " + name + holder_text(program, trace, object, actor);
}

std::string awaited_text(const Program& program, const StepInfo& info) {
  std::string text;
  for (const Instruction& instruction : program.code) {
    if (instruction.op != Op::await || !instruction.step.valid()) continue;
    if (&program.steps[instruction.step.index()] != &info || instruction.number < 0) continue;
    text = program.awaits[static_cast<std::size_t>(instruction.number)].pattern.text;
  }
  return text.empty() ? info.text : "the event " + text;
}

// The children that an actor joins after its last step, and its process's threads.
std::string end_join_text(const Program& program, const Trace& trace, ActorId actor) {
  std::vector<std::string> names;
  for (std::size_t a = 0; a < trace.actors.size(); ++a) {
    const ActorEnd& end = trace.actors[a];
    if (a == actor.index() || !alive(end) || program.actors[a].daemon) continue;
    const bool own_thread =
        program.actors[a].thread && program.actors[a].process == program.actors[actor.index()].process;
    const bool child =
        !program.actors[a].thread && (end.parent == actor || (actor.value == 0 && !program.actors[a].manual));
    if (own_thread || child) names.push_back(actor_name(program, ActorId(a)));
  }
  std::string text = "has made its steps and waits for ";
  if (names.empty()) return text + "its children to end";
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
  return text + " to end";
}

std::string doing(const Program& program, const Trace& trace, ActorId actor) {
  const ActorEnd& end = trace.actors[actor.index()];
  if (!end.began) return "never began";
  if (end.ended && !end.ended_by_runner) return "has ended";
  if (end.waiting) return wait_text(program, trace, actor);
  const StepInfo* info = info_of(program, end.step);
  return info != nullptr ? "was at `" + info->text + "`" : "was on its way";
}

std::string last_event(const Program& program, const Trace& trace, ActorId actor) {
  for (std::size_t i = trace.events.size(); i-- > 0;)
    if (trace.events[i].actor == actor) return event_name(program, trace.events[i]);
  return "";
}

}  // namespace

std::vector<ActorId> holders(const Program& program, const Trace& trace, ObjectId object, ActorId process) {
  for (const ObjectEnd& end : trace.objects)
    if (end.object == object && (!end.process.valid() || end.process == process) && end.owner.valid())
      return {end.owner};
  const bool shared =
      object.index() < program.objects.size() && program.objects[object.index()].scope == Scope::shared;
  std::map<ActorId, int64_t> held;
  for (const Event& event : trace.events) {
    const StepInfo* info = info_of(program, event.step);
    if (event.kind != Event::Kind::step || event.failed() || event.maybe || info == nullptr) continue;
    if (info->target != StepInfo::TargetKind::object || event.target != object.value) continue;
    if (!shared && program.actors[event.actor.index()].process != process) continue;
    const std::string verb = verb_of(program, *info);
    if (verb == "acquire") ++held[event.actor];
    if (verb == "release") --held[event.actor];
  }
  std::vector<ActorId> found;
  for (const auto& [actor, count] : held)
    if (count > 0) found.push_back(actor);
  return found;
}

std::string wait_text(const Program& program, const Trace& trace, ActorId actor) {
  const ActorEnd& end = trace.actors[actor.index()];
  const StepInfo* info = info_of(program, end.step);
  if (info == nullptr) return end_join_text(program, trace, actor);
  const std::string verb = verb_of(program, *info);
  if (verb == "await") return "waits for " + awaited_text(program, *info);
  switch (info->target) {
    case StepInfo::TargetKind::object: return object_wait(program, trace, *info, actor, end.waits_for);
    case StepInfo::TargetKind::actor:
      return end.waits_for < 0 ? "waits for any child to end"
                               : "waits for " + actor_name(program, ActorId(end.waits_for)) + " to end";
    case StepInfo::TargetKind::signal: return "waits for " + signal_name(end.waits_for);
    default: break;
  }
  if (verb == "pause" || verb == "sigsuspend" || verb == "sigwait")
    return "sleeps in " + verb + ", and no signal comes";
  return "waits in `" + info->text + "`";
}

std::vector<std::string> dump(const Program& program, const Trace& trace) {
  std::vector<std::string> lines;
  for (std::size_t a = 0; a < trace.actors.size(); ++a) {
    const ActorId actor(a);
    if (a == 0 && !trace.actors[a].began && !program.main_needed) continue;
    std::string line = actor_name(program, actor) + " " + doing(program, trace, actor);
    const std::string last = last_event(program, trace, actor);
    if (!last.empty()) line += "; its last event was " + last;
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace rehearse
