#include "runner/scenario/event_verbs.h"

#include <array>

namespace rehearse {
namespace {

using Kind = Step::Kind;

struct Named {
  Kind kind;
  NamedVerb verb;
};

// Steps that are no primitive's; what a `with` does bears its room's names.
constexpr std::array<Named, 35> kSteps = {{
    {Kind::start, {"start", EventTarget::actor}},
    {Kind::join, {"join", EventTarget::actor}},
    {Kind::is_alive, {"is_alive", EventTarget::actor}},
    {Kind::terminate, {"terminate", EventTarget::actor}},
    {Kind::exit, {"exit", EventTarget::nothing, false}},  // `a.exit` is the end of the actor
    {Kind::waitpid, {"waitpid", EventTarget::actor}},
    {Kind::kill, {"kill", EventTarget::actor}},
    {Kind::raise, {"raise", EventTarget::signal}},
    {Kind::sigaction, {"sigaction", EventTarget::signal}},
    {Kind::block_signals, {"block_signals"}},
    {Kind::unblock_signals, {"unblock_signals"}},
    {Kind::set_signals, {"set_signals"}},
    {Kind::sigpending, {"sigpending", EventTarget::signal}},
    {Kind::sigwait, {"sigwait"}},
    {Kind::sigsuspend, {"sigsuspend"}},
    {Kind::pause, {"pause"}},
    {Kind::alarm, {"alarm"}},
    {Kind::sleep, {"sleep"}},
    {Kind::yield, {"yield"}},
    {Kind::let, {"let", EventTarget::variable}},
    {Kind::atomic, {"atomic", EventTarget::variable}},
    {Kind::assertion, {"assert", EventTarget::nothing, false}},
    {Kind::if_else, {"if", EventTarget::nothing, false}},
    {Kind::while_loop, {"while", EventTarget::nothing, false}},
    {Kind::repeat, {"repeat", EventTarget::nothing, false}},
    {Kind::break_loop, {"break", EventTarget::nothing, false}},
    {Kind::continue_loop, {"continue", EventTarget::nothing, false}},
    {Kind::call, {"call", EventTarget::task}},
    {Kind::return_value, {"return", EventTarget::nothing, false}},
    {Kind::fail, {"fail", EventTarget::nothing, false}},
    {Kind::mark, {"mark", EventTarget::nothing, false}},
    {Kind::section, {"section", EventTarget::nothing, false}},
    {Kind::await, {"await"}},
    {Kind::with, {"with", EventTarget::resource, false}},
    {Kind::primitive, {"", EventTarget::resource, false}},
}};

bool has_resource(const Room& room) { return !room.name.empty(); }

const Verb* find_in_rooms(std::string_view name, bool with_resource) {
  for (const Room& room : rooms()) {
    if (has_resource(room) != with_resource) continue;
    const int verb = find_verb(room, name);
    if (verb >= 0) return &room.verbs[static_cast<std::size_t>(verb)];
  }
  return nullptr;
}

}  // namespace

std::optional<NamedVerb> find_event_verb(std::string_view name) {
  for (const Named& step : kSteps)
    if (step.verb.name == name && !name.empty()) return step.verb;
  if (const Verb* verb = find_in_rooms(name, true)) return NamedVerb{verb->name, EventTarget::resource};
  return std::nullopt;
}

Candidates event_verb_names() {
  Candidates names;
  for (const Named& step : kSteps)
    if (step.verb.has_event) names.push_back(step.verb.name);
  for (const Room& room : rooms())
    if (has_resource(room))
      for (const Verb& verb : room.verbs)
        if (verb.name != "with") names.push_back(verb.name);
  return names;
}

std::string_view verb_name(Step::Kind kind) {
  for (const Named& step : kSteps)
    if (step.kind == kind) return step.verb.name;
  return {};
}

const Verb* verb_of(const Step& step, const Scenario& scenario) {
  if (!step.resource) return find_in_rooms(verb_name(step.kind), false);
  if (step.verb < 0) return nullptr;
  const Resource& resource = scenario.resources[static_cast<std::size_t>(step.resource->resource)];
  return &room(resource.room).verbs[static_cast<std::size_t>(step.verb)];
}

}  // namespace rehearse
