// Verbs of a resource: `acquire: fork[0]`, `release: s` + `n: 2`.
#include <fmt/format.h>

#include <algorithm>

#include "runner/scenario/verb_readers.h"

namespace rehearse {
namespace {

const Resource& resource_of(const ResourceRef& ref, const StepContext& context) {
  return context.reading.scenario.resources[static_cast<std::size_t>(ref.resource)];
}

const Backend& backend_of(const Resource& resource) {
  return room(resource.room).backends[static_cast<std::size_t>(resource.backend)];
}

// "a lock", "an event"
std::string kind_of(const Resource& resource) {
  if (resource.room == RoomId::word) {
    switch (resource.word) {
      case WordKind::shared: return "a `shared` word";
      case WordKind::atomic: return "an `atomic` word";
      case WordKind::local: return "a `local` word";
    }
  }
  const std::string_view name = room(resource.room).name;
  return fmt::format("{} {}", name == "event" ? "an" : "a", name);
}

void refuse_wrong_verb(const WrittenStep& written, const Resource& resource, StepContext& context) {
  std::vector<std::string_view> verbs;
  for (const Verb& verb : room(resource.room).verbs) verbs.push_back(verb.name);
  const std::string hint = resource.room == RoomId::word
                               ? "a word is written by `let` and `atomic`"
                               : fmt::format("{} takes {}", kind_of(resource), listed(verbs));
  context.error(
      written.verb.key_place,
      fmt::format("`{}` is {}, which has no `{}`", resource.name, kind_of(resource), written.verb.key), hint);
}

bool lacks(const Backend& backend, std::string_view what) {
  return std::ranges::find(backend.lacks, what) != backend.lacks.end();
}

// A verb or parameter that the resource's backend has not; the hint names one that has.
bool backend_has(std::string_view what, const std::string& shown, const Place& place,
                 const Resource& resource, StepContext& context) {
  const Backend& backend = backend_of(resource);
  if (!lacks(backend, what)) return true;
  const auto backends = room(resource.room).backends;
  const auto other = std::ranges::find_if(
      backends, [&](const Backend& b) { return b.offers(resource.options) && !lacks(b, what); });
  context.error(place, fmt::format("the `{}` {} has no {}", backend.name, room(resource.room).name, shown),
                other == backends.end() ? "" : fmt::format("`backend: {}` has", other->name));
  return false;
}

std::string why_not_interruptible(const Resource& resource, const Verb& verb) {
  if (!verb.interruptible) return fmt::format("waiting for {} is never interrupted", kind_of(resource));
  const Backend& backend = backend_of(resource);
  return backend.interrupts
             ? ""
             : fmt::format("a `{}` {} is never interrupted", backend.name, room(resource.room).name);
}

// A mutex that is not robust has nothing to make consistent.
bool can_be_made_consistent(const WrittenStep& written, const Resource& resource, StepContext& context) {
  if (written.verb.key != "consistent" || resource.options.robust || written.provides_for_failure())
    return true;
  context.error(written.verb.key_place,
                fmt::format("`{}` is not robust: `consistent` always fails EINVAL", resource.name),
                "declare it `{mutex: {robust: true}}`; to show that, write `fails: EINVAL` beside it");
  return false;
}

// The resource and its verb; nothing after an error.
const Verb* find_target(const WrittenStep& written, Step& step, StepContext& context) {
  if (written.verb.value.kind == Node::Kind::empty) {
    context.error(written.verb.key_place, fmt::format("`{}` needs a resource", written.verb.key));
    return nullptr;
  }
  step.resource = context.resource(written.verb.value, written.verb.key);
  if (!step.resource) return nullptr;
  const Resource& resource = resource_of(*step.resource, context);
  const Room& room = rehearse::room(resource.room);
  step.verb = find_verb(room, written.verb.key);
  if (step.verb < 0) {
    refuse_wrong_verb(written, resource, context);
    return nullptr;
  }
  const Verb& verb = room.verbs[static_cast<std::size_t>(step.verb)];
  const bool has =
      can_be_made_consistent(written, resource, context) &&
      backend_has(verb.name, fmt::format("`{}`", verb.name), written.verb.key_place, resource, context);
  return has ? &verb : nullptr;
}

void read_argument(const WrittenStep& written, const Verb& verb, Step& step, StepContext& context) {
  for (const Parameter& parameter : verb.parameters) {
    if (parameter.kind != ParameterKind::expression) continue;
    const Node* value = written.find(parameter.name);
    if (value == nullptr) continue;
    step.argument = context.integer(*value, parameter.name);
    if (!step.argument) continue;
    const bool one = step.argument->is_constant() && step.argument->value == Value::integer(1);
    if (step.argument->is_constant() && step.argument->value.bits < 1)
      context.error(value->place, fmt::format("`{}` must be at least 1", parameter.name));
    else if (!one)
      backend_has(parameter.name, fmt::format("`{}` above 1", parameter.name), value->place,
                  resource_of(*step.resource, context), context);
  }
}

}  // namespace

std::optional<Uses> read_primitive(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::primitive;
  const Verb* verb = find_target(written, step, context);
  if (verb == nullptr) return std::nullopt;
  read_argument(written, *verb, step, context);
  return Uses{*verb, false, why_not_interruptible(resource_of(*step.resource, context), *verb)};
}

std::optional<Uses> read_with(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::with;
  const Verb* verb = find_target(written, step, context);
  step.body = read_body(written, "do", true, context);
  if (verb == nullptr) return std::nullopt;
  const Resource& resource = resource_of(*step.resource, context);
  step.verb = find_verb(room(resource.room), "acquire");
  step.verb_release = find_verb(room(resource.room), "release");
  if (resource.array && !step.resource->index) {
    context.error(written.verb.value.place,
                  fmt::format("`with` takes one element of `{}`, not all", resource.name),
                  fmt::format("write `{}[0]`", resource.name));
    return std::nullopt;
  }
  return Uses{*verb, false, why_not_interruptible(resource, *verb)};
}

}  // namespace rehearse
