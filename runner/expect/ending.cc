#include "runner/expect/ending.h"

#include <algorithm>
#include <tuple>

#include "runner/trace/names.h"

namespace rehearse {
namespace {

using Way = ExitExpectation::Way;

bool daemon(const Program& program, std::size_t actor) { return program.actors[actor].daemon; }

// A pattern of a `blocked:` names waits, so what matters is the step, not a suffix.
Event as_wait(ActorId actor, const ActorEnd& end) {
  Event event;
  event.kind = Event::Kind::blocks;
  event.actor = actor;
  event.step = end.step;
  event.target = end.waits_for;
  return event;
}

int64_t number_waiting(const Program& program, const Trace& trace, const EventPattern& pattern) {
  int64_t count = 0;
  for (const ActorId actor : pattern.actors) count += waits_in(program, trace, actor, pattern) ? 1 : 0;
  return count;
}

std::string wait_name(const Program& program, const Trace& trace, std::size_t actor) {
  const ActorEnd& end = trace.actors[actor];
  return actor_name(program, ActorId(actor)) + "." + step_name(program, end.step, end.waits_for);
}

// What differs from the rule; empty: nothing.
std::string blocked_otherwise(const Program& program, const Trace& trace, const Expectation& rule) {
  for (const BlockedExpectation& expected : rule.blocked) {
    const EventPattern& pattern = program.patterns[static_cast<std::size_t>(expected.pattern)];
    const int64_t count = number_waiting(program, trace, pattern);
    if (count == expected.count) continue;
    return (count == 0 ? "nobody was" : std::to_string(count) + (count == 1 ? " was" : " were")) +
           " blocked in " + pattern.text + " at the end, not " + std::to_string(expected.count);
  }
  for (std::size_t a = 0; a < trace.actors.size(); ++a) {
    const ActorEnd& end = trace.actors[a];
    if (!end.waiting || end.ended || daemon(program, a) || joins_at_end(end)) continue;
    const bool expected =
        std::any_of(rule.blocked.begin(), rule.blocked.end(), [&](const BlockedExpectation& one) {
          return waits_in(program, trace, ActorId(a),
                          program.patterns[static_cast<std::size_t>(one.pattern)]);
        });
    if (!expected) return wait_name(program, trace, a) + " was blocked at the end too";
  }
  return "";
}

bool all_ended(const Program& program, const Trace& trace) {
  for (std::size_t a = 0; a < trace.actors.size(); ++a) {
    const ActorEnd& end = trace.actors[a];
    if (end.began && !daemon(program, a) && (!end.ended || end.ended_by_runner)) return false;
  }
  return true;
}

// Nobody but those who are asleep is left; with Ending::cycle others may still have been on their way.
bool all_asleep(const Program& program, const Trace& trace) {
  for (std::size_t a = 0; a < trace.actors.size(); ++a) {
    const ActorEnd& end = trace.actors[a];
    const bool alive = end.began && (!end.ended || end.ended_by_runner);
    if (alive && !daemon(program, a) && !end.waiting) return false;
  }
  return true;
}

const Expectation* blocked_rule(const Program& program) {
  for (const Rule& rule : program.rules)
    if (rule.expectation.kind == Expectation::Kind::blocked) return &rule.expectation;
  return nullptr;
}

// -- exits
// -------------------------------------------------------------------------------------------------------------

bool fits(const ActorEnd& end, const Way& way) {
  switch (way.kind) {
    case Way::Kind::any: return true;
    case Way::Kind::never_began: return !end.began;
    default: break;
  }
  if (!end.began || !end.ended) return false;
  // A thread has no exit code of its own: it ended.
  const int64_t code = end.exitcode.is_number() ? end.exitcode.bits : 0;
  return way.kind == Way::Kind::code ? code == way.number : code == -way.number;
}

std::string how(const ActorEnd& end) {
  if (!end.began) return "never began";
  if (!end.ended) return "did not end";
  if (!end.exitcode.is_number()) return "ended";
  if (end.exitcode.bits < 0) return "was killed by " + signal_name(static_cast<int>(-end.exitcode.bits));
  return "exited with " + std::to_string(end.exitcode.bits);
}

std::string way_text(const Way& way) {
  switch (way.kind) {
    case Way::Kind::any: return "any";
    case Way::Kind::never_began: return "never begun";
    case Way::Kind::signal: return signal_name(way.number);
    case Way::Kind::code: return std::to_string(way.number);
  }
  return "?";
}

std::string ways_text(const std::vector<Way>& ways) {
  std::string text;
  for (std::size_t i = 0; i < ways.size(); ++i)
    text += (i == 0 ? "" : i + 1 == ways.size() ? " or " : ", ") + way_text(ways[i]);
  return text;
}

void add_exit_event(const Trace& trace, ActorId actor, std::vector<std::size_t>& events) {
  for (std::size_t i = trace.events.size(); i-- > 0;)
    if (trace.events[i].kind == Event::Kind::exit && trace.events[i].actor == actor) {
      events.push_back(i);
      return;
    }
}

bool exit_declared(const Program& program, ActorId actor) {
  for (const Rule& rule : program.rules) {
    if (rule.expectation.kind != Expectation::Kind::exit) continue;
    for (const ExitExpectation& exit : rule.expectation.exits)
      if (exit.actor == actor) return true;
  }
  return false;
}

bool named_by_blocked(const Program& program, const Trace& trace, ActorId actor) {
  const Expectation* rule = blocked_rule(program);
  if (rule == nullptr) return false;
  return std::any_of(rule->blocked.begin(), rule->blocked.end(), [&](const BlockedExpectation& one) {
    return waits_in(program, trace, actor, program.patterns[static_cast<std::size_t>(one.pattern)]);
  });
}

// Where the step stands that began the actor, so that the finding has a place.
Place start_place(const Program& program, const Trace& trace, ActorId actor) {
  for (const Event& event : trace.events) {
    if (event.kind != Event::Kind::step || event.target != actor.value || !event.step.valid() ||
        event.failed())
      continue;
    if (event.instruction >= 0 && program.code[static_cast<std::size_t>(event.instruction)].op == Op::start)
      return program.steps[event.step.index()].place;
  }
  return {};
}

// The step that ended the actor, whoever made it; where no step did (an alarm), the last that the actor made.
Place end_place(const Program& program, const Trace& trace, ActorId actor) {
  Event::Cause cause;
  for (const Event& event : trace.events)
    if (event.kind == Event::Kind::exit && event.actor == actor) cause = event.cause;
  for (const Event& event : trace.events)
    if (cause.actor.valid() && event.actor == cause.actor && event.sequence == cause.sequence &&
        event.step.valid())
      return program.steps[event.step.index()].place;
  for (std::size_t i = trace.events.size(); i-- > 0;)
    if (trace.events[i].actor == actor && trace.events[i].step.valid())
      return program.steps[trace.events[i].step.index()].place;
  return {};
}

}  // namespace

bool joins_at_end(const ActorEnd& end) { return end.waiting && !end.step.valid(); }

bool waits_in(const Program& program, const Trace& trace, ActorId actor, const EventPattern& pattern) {
  if (!actor.valid() || actor.index() >= trace.actors.size()) return false;
  const ActorEnd& end = trace.actors[actor.index()];
  if (!end.waiting || !end.step.valid()) return false;
  return matches(program, pattern, as_wait(actor, end), EventPattern::Suffix::blocks);
}

RunEnd run_end(const Program& program, const Trace& trace) {
  RunEnd end;
  const Expectation* rule = blocked_rule(program);
  const bool stopped = trace.ending == Trace::Ending::blocked ||
                       (trace.ending == Trace::Ending::cycle && all_asleep(program, trace));
  end.blocked_as_expected = stopped && rule != nullptr && blocked_otherwise(program, trace, *rule).empty();
  end.reached =
      trace.ending == Trace::Ending::complete || end.blocked_as_expected || all_ended(program, trace);
  if (trace.ending == Trace::Ending::lost || trace.ending == Trace::Ending::interrupted) end.reached = false;
  return end;
}

RuleResult judge_blocked(const Program& program, const Trace& trace, std::size_t rule) {
  RuleResult result;
  const bool over = trace.ending == Trace::Ending::complete || trace.ending == Trace::Ending::blocked ||
                    trace.ending == Trace::Ending::cycle;
  if (!over) {
    result.judged = false;
    return result;
  }
  result.message = blocked_otherwise(program, trace, program.rules[rule].expectation);
  if (!result.message.empty()) result.state = RuleResult::State::broken;
  return result;
}

RuleResult judge_exit(const Program& program, const Trace& trace, std::size_t rule) {
  RuleResult result;
  if (!run_end(program, trace).reached) {
    result.judged = false;
    return result;
  }
  for (const ExitExpectation& exit : program.rules[rule].expectation.exits) {
    const ActorEnd& end = trace.actors[exit.actor.index()];
    if (std::any_of(exit.ways.begin(), exit.ways.end(), [&](const Way& way) { return fits(end, way); }))
      continue;
    result.state = RuleResult::State::broken;
    if (!result.message.empty()) result.message += "; ";
    result.message += actor_name(program, exit.actor) + " " + how(end) + ", not " + ways_text(exit.ways);
    add_exit_event(trace, exit.actor, result.events);
  }
  return result;
}

void find_unexpected_exits(const Program& program, const Trace& trace, std::vector<Finding>& findings) {
  for (std::size_t a = 0; a < trace.actors.size(); ++a) {
    const ActorEnd& end = trace.actors[a];
    const ActorId actor(a);
    if (!end.began || !end.ended || !end.exitcode.is_number() || end.exitcode.bits == 0) continue;
    if (end.ended_by_runner || end.ended_with_process || (end.ended_by_parent && daemon(program, a)))
      continue;
    if (exit_declared(program, actor) || named_by_blocked(program, trace, actor)) continue;
    Finding finding{"unexpected exit",
                    end_place(program, trace, actor),
                    actor_name(program, actor) + " " + how(end),
                    {},
                    {}};
    finding.details.push_back("say so if it is meant: `exit: {" + actor_name(program, actor) + ": …}`");
    add_exit_event(trace, actor, finding.events);
    findings.push_back(std::move(finding));
  }
}

// One finding for each step that began children, since one missing wait may leave any of them.
void find_unreaped_children(const Program& program, const Trace& trace, std::vector<Finding>& findings) {
  const auto same = [](const Place& a, const Place& b) {
    return std::tie(a.file, a.line, a.column) == std::tie(b.file, b.line, b.column);
  };
  for (std::size_t a = 0; a < trace.actors.size(); ++a) {
    const ActorEnd& end = trace.actors[a];
    if (program.actors[a].thread || daemon(program, a) || !end.parent.valid()) continue;
    if (!end.began || !end.ended || end.ended_by_runner || end.reaped) continue;
    if (end.parent_ignored_sigchld || end.parent_died) continue;
    const std::string child = actor_name(program, ActorId(a)), parent = actor_name(program, end.parent);
    const Place place = start_place(program, trace, ActorId(a));
    auto known = std::find_if(findings.begin(), findings.end(), [&](const Finding& finding) {
      return finding.kind == "unreaped child" && same(finding.place, place);
    });
    if (known == findings.end()) {
      findings.push_back({"unreaped child",
                          place,
                          "no step of " + parent + " waited for its child " + child,
                          {"add `join: " + child + "` to " + parent},
                          {}});
      known = findings.end() - 1;
    } else {
      known->message += ", nor for " + child;
    }
    add_exit_event(trace, ActorId(a), known->events);
  }
}

void find_missed_durations(const Program& program, const Trace& trace, std::vector<Finding>& findings) {
  std::vector<StepId> known;
  for (std::size_t i = 0; i < trace.events.size(); ++i) {
    const Event& event = trace.events[i];
    if (!event.took_missed || std::find(known.begin(), known.end(), event.step) != known.end()) continue;
    known.push_back(event.step);
    findings.push_back({"took",
                        program.steps[event.step.index()].place,
                        event_name(program, event) + " did not take the time that `took:` gives it",
                        {},
                        {i}});
  }
}

}  // namespace rehearse
