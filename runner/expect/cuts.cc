#include "runner/expect/cuts.h"

#include <algorithm>

#include "runner/expect/ending.h"
#include "runner/expect/waits.h"
#include "runner/trace/names.h"

namespace rehearse {
namespace {

Place step_place(const Program& program, StepId step) {
  return step.valid() && step.index() < program.steps.size() ? program.steps[step.index()].place : Place{};
}

// -- deadlock
// ----------------------------------------------------------------------------------------------------------

bool only_joins(const Program& program, const ActorEnd& end) {
  if (joins_at_end(end)) return true;
  const StepInfo& info = program.steps[end.step.index()];
  const std::string verb = info.verb.valid() ? program.symbols.text(info.verb) : "";
  return verb == "join" || verb == "waitpid";
}

std::vector<ActorId> sleepers(const Program& program, const Trace& trace) {
  std::vector<ActorId> found;
  for (std::size_t a = 0; a < trace.actors.size(); ++a) {
    const ActorEnd& end = trace.actors[a];
    const bool ended = end.ended && !end.ended_by_runner;
    if (end.waiting && !ended && !program.actors[a].daemon) found.push_back(ActorId(a));
  }
  return found;
}

// Those whom nothing can free; who only joins one of them is not counted, unless there is nobody else.
std::vector<ActorId> stuck_actors(const Program& program, const Trace& trace,
                                  const std::vector<ActorId>& asleep) {
  if (trace.ending == Trace::Ending::cycle && !trace.cycle.empty()) return trace.cycle;
  std::vector<ActorId> stuck;
  for (const ActorId actor : asleep)
    if (!only_joins(program, trace.actors[actor.index()])) stuck.push_back(actor);
  if (!stuck.empty()) return stuck;
  // All join: then those whose joining is a step.
  for (const ActorId actor : asleep)
    if (trace.actors[actor.index()].step.valid()) stuck.push_back(actor);
  return stuck.empty() ? asleep : stuck;
}

void add_last_event(const Trace& trace, ActorId actor, std::vector<std::size_t>& events) {
  for (std::size_t i = trace.events.size(); i-- > 0;)
    if (trace.events[i].actor == actor) {
      events.push_back(i);
      return;
    }
}

bool among(const std::vector<ActorId>& actors, ActorId actor) {
  return std::find(actors.begin(), actors.end(), actor) != actors.end();
}

// It only joins, but holds what one of the stuck waits for: then it is a part of the cause.
bool holds_up(const Program& program, const Trace& trace, ActorId actor, const std::vector<ActorId>& stuck) {
  return std::any_of(stuck.begin(), stuck.end(), [&](ActorId other) {
    const ActorEnd& end = trace.actors[other.index()];
    if (!end.step.valid() || end.waits_for < 0) return false;
    if (program.steps[end.step.index()].target != StepInfo::TargetKind::object) return false;
    return among(holders(program, trace, ObjectId(end.waits_for), program.actors[other.index()].process),
                 actor);
  });
}

// First the stuck, then whoever joins: nobody who may still move, beside a cycle.
std::vector<ActorId> named_actors(const Program& program, const Trace& trace,
                                  const std::vector<ActorId>& stuck, const std::vector<ActorId>& asleep) {
  std::vector<ActorId> named = stuck;
  for (const ActorId actor : asleep)
    if (!among(stuck, actor) && only_joins(program, trace.actors[actor.index()])) named.push_back(actor);
  return named;
}

Finding deadlock(const Program& program, const Trace& trace, const Order& order) {
  const std::vector<ActorId> asleep = sleepers(program, trace);
  const std::vector<ActorId> stuck = stuck_actors(program, trace, asleep);
  Finding finding{"deadlock", {}, {}, {}, {}};
  for (const ActorId actor : named_actors(program, trace, stuck, asleep)) {
    const std::string line = actor_name(program, actor) + " " + wait_text(program, trace, actor);
    if (among(stuck, actor) || holds_up(program, trace, actor, stuck))
      finding.message += (finding.message.empty() ? "" : "; ") + line;
    finding.details.push_back(line);
    add_last_event(trace, actor, finding.events);
  }
  if (!stuck.empty()) finding.place = step_place(program, trace.actors[stuck.front().index()].step);
  if (finding.message.empty()) finding.message = "nobody can move any more";
  for (const ActorId actor : stuck) {
    LostWakeup lost = lost_wakeup(program, trace, order, actor);
    if (lost.message.empty()) continue;
    finding.kind = "lost wakeup";
    finding.place = step_place(program, trace.actors[actor.index()].step);
    finding.message = std::move(lost.message);
    finding.events.insert(finding.events.end(), lost.events.begin(), lost.events.end());
    break;
  }
  return finding;
}

// -- what actors found themselves
// ----------------------------------------------------------------------------------------

const char* kind_text(Raised::Kind kind) {
  switch (kind) {
    case Raised::Kind::assertion: return "assertion";
    case Raised::Kind::error: return "error";
    case Raised::Kind::not_owner: return "not owner";
  }
  return "error";
}

std::string error_text(const Program& program, Symbol error) {
  return error.valid() && error.index() < program.symbols.size() ? program.symbols.text(error) : "?";
}

// "but m is held by a". The step stands in the actor's end: it went no further.
std::string whose_it_is(const Program& program, const Trace& trace, const Raised& raised) {
  const ActorEnd& end = trace.actors[raised.actor.index()];
  if (end.step != raised.step || end.waits_for < 0) return "but does not hold it";
  const ObjectId object(end.waits_for);
  const auto owners = holders(program, trace, object, program.actors[raised.actor.index()].process);
  return "but " + object_name(program, object) + " is held by " +
         (owners.empty() ? "nobody" : actor_name(program, owners[0]));
}

std::string what_happened(const Program& program, const Trace& trace, const Raised& raised) {
  if (raised.kind == Raised::Kind::not_owner) return whose_it_is(program, trace, raised);
  if (!raised.text.empty()) return raised.text;
  if (raised.kind == Raised::Kind::error) return "failed with " + error_text(program, raised.error);
  if (raised.got.kind == ValueKind::unset) return "did not hold";
  return "gave " + to_text(program, raised.got) +
         (raised.wanted.kind != ValueKind::unset ? ", not " + to_text(program, raised.wanted) : "");
}

Finding raised_finding(const Program& program, const Trace& trace, const Raised& raised) {
  const bool known = raised.step.valid() && raised.step.index() < program.steps.size();
  Finding finding{kind_text(raised.kind), step_place(program, raised.step), {}, {}, {}};
  finding.message = actor_name(program, raised.actor) + ": " +
                    (known ? "`" + program.steps[raised.step.index()].text + "` " : "") +
                    what_happened(program, trace, raised);
  add_last_event(trace, raised.actor, finding.events);
  return finding;
}

// -- the others
// ----------------------------------------------------------------------------------------------------------

std::string seconds(int64_t ns) {
  std::string text = std::to_string(static_cast<double>(ns) / 1e9);
  text.erase(text.find_last_not_of('0') + 1);
  if (text.back() == '.') text.pop_back();
  return text + "s";
}

}  // namespace

void find_cuts(const Program& program, const Trace& trace, const Order& order, bool blocked_as_expected,
               std::vector<Finding>& findings) {
  for (const Raised& raised : trace.raised) findings.push_back(raised_finding(program, trace, raised));
  switch (trace.ending) {
    case Trace::Ending::blocked:
    case Trace::Ending::cycle:
      if (!blocked_as_expected) findings.push_back(deadlock(program, trace, order));
      break;
    case Trace::Ending::timeout:
      findings.push_back({"timeout",
                          {},
                          "the run was not over after " + seconds(program.timeout),
                          dump(program, trace),
                          {}});
      break;
    case Trace::Ending::killed_outside:
      findings.push_back({"error",
                          {},
                          trace.trouble.empty() ? "an actor was killed from outside the scenario"
                                                : "killed from outside the scenario: " + trace.trouble,
                          dump(program, trace),
                          {}});
      break;
    case Trace::Ending::log_full:
      findings.push_back(
          {"error",
           {},
           trace.trouble.empty() ? "more than a million events of one actor in a run" : trace.trouble,
           {},
           {}});
      break;
    case Trace::Ending::complete:
    case Trace::Ending::raised:
    case Trace::Ending::interrupted:
    case Trace::Ending::lost: break;
  }
}

}  // namespace rehearse
