// Acquires that a killed actor cannot have had.
#include <algorithm>

#include "runner/trace/trace.h"

namespace rehearse {
namespace {

bool is_step(const Program& program, const Event& event, std::string_view verb) {
  if (event.kind != Event::Kind::step || !event.step.valid()) return false;
  const StepInfo& info = program.steps[event.step.index()];
  return info.target == StepInfo::TargetKind::object && info.verb.valid() &&
         program.symbols.text(info.verb) == verb;
}

bool announced(const Trace& trace, const Event& acquire) {
  return std::any_of(trace.events.begin(), trace.events.end(), [&](const Event& event) {
    return event.kind == Event::Kind::blocks && event.actor == acquire.actor && event.step == acquire.step &&
           event.target == acquire.target && event.begin >= acquire.begin;
  });
}

// A release frees; so does, for a robust mutex, the end of its owner. `until`: the waiter's exit.
bool may_free(const Program& program, const Event& event, const Event& acquire, uint64_t until) {
  if (event.end < acquire.begin || event.begin > until) return false;
  if (event.kind == Event::Kind::exit) return event.actor != acquire.actor;
  return is_step(program, event, "release") && event.target == acquire.target;
}

bool unfreed(const Program& program, const Trace& trace, const Event& acquire) {
  if (!acquire.maybe || !is_step(program, acquire, "acquire") || !announced(trace, acquire)) return false;
  uint64_t until = UINT64_MAX;
  for (const Event& event : trace.events)
    if (event.kind == Event::Kind::exit && event.actor == acquire.actor) until = event.end;
  return std::none_of(trace.events.begin(), trace.events.end(),
                      [&](const Event& event) { return may_free(program, event, acquire, until); });
}

}  // namespace

void drop_unfreed(const Program& program, Trace& trace) {
  std::vector<Event> events;
  for (const Event& event : trace.events)
    if (!unfreed(program, trace, event)) events.push_back(event);
  trace.events = std::move(events);
}

}  // namespace rehearse
