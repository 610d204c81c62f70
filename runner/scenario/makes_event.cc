#include "runner/scenario/makes_event.h"

#include <algorithm>

#include "runner/scenario/event_verbs.h"
#include "runner/scenario/fold.h"
#include "runner/syntax/scalar.h"

namespace rehearse {
namespace {

using Kind = Step::Kind;
using Suffix = EventPattern::Suffix;

// One step, looked at as one copy runs it.
struct Run {
  const Step& step;
  int copy;
  const Actor& actor;
  const Scenario& scenario;

  // The elements that `index` can mean among `count` that begin at `first`, against those wanted.
  template <class Id>
  bool can_be(const std::vector<Id>& wanted, Id first, int count,
              const std::optional<Expression>& index) const {
    std::optional<Value> value;
    if (index) value = evaluate(*index, copy, scenario.symbols);
    return std::any_of(wanted.begin(), wanted.end(), [&](Id id) {
      const int element = id.value - first.value;
      return element >= 0 && element < count && (!value || value->bits == element);
    });
  }

  bool names(const ResourceRef& reference, const std::vector<ObjectId>& wanted) const {
    const Resource& resource = scenario.resources[static_cast<std::size_t>(reference.resource)];
    return can_be(wanted, resource.first, resource.count, reference.index);
  }

  bool names(const ActorRef& reference, const std::vector<ActorId>& wanted) const {
    const Actor& named = scenario.actors[static_cast<std::size_t>(reference.actor)];
    return can_be(wanted, named.first, named.count, reference.index);
  }

  bool signals(const EventKey& key) const {
    if (!step.signal) return false;
    const auto value = evaluate(*step.signal, copy, scenario.symbols);
    return !value || std::find(key.signals.begin(), key.signals.end(), value->bits) != key.signals.end();
  }

  bool assigns(const Assignment& assignment, const EventKey& key) const {
    if (assignment.word) return names(*assignment.word, key.objects);
    const std::string_view name = name_of(assignment);
    return std::any_of(key.names.begin(), key.names.end(),
                       [&](Symbol wanted) { return scenario.symbols.text(wanted) == name; });
  }

  // A task's own name x stands in the actor's table as "task#2.x", and is x in events.
  std::string_view name_of(const Assignment& assignment) const {
    const auto number = static_cast<std::size_t>(assignment.name);
    if (assignment.name < 0 || number >= actor.names.size()) return {};
    const std::string_view name = actor.names[number];
    const std::size_t instance = name.find('#');
    return instance == std::string_view::npos ? name : name.substr(name.find('.', instance) + 1);
  }

  bool target(const EventKey& key) const {
    if (key.any_target) return true;
    if (step.resource) return names(*step.resource, key.objects);
    if (step.any_child) return std::find(key.names.begin(), key.names.end(), symbols::any) != key.names.end();
    if (step.actor) return names(*step.actor, key.actors);
    if (step.kind == Kind::let || step.kind == Kind::atomic)
      return std::any_of(step.assignments.begin(), step.assignments.end(),
                         [&](const Assignment& each) { return assigns(each, key); });
    if (step.kind == Kind::call)
      return std::find(key.names.begin(), key.names.end(), step.name) != key.names.end();
    return signals(key);
  }

  // The verbs whose events the step has; `with` has two.
  Candidates verbs() const {
    if (!step.resource) return {verb_name(step.kind)};
    const auto& table =
        room(scenario.resources[static_cast<std::size_t>(step.resource->resource)].room).verbs;
    Candidates names;
    for (int verb : {step.verb, step.verb_release})
      if (verb >= 0) names.push_back(table[static_cast<std::size_t>(verb)].name);
    return names;
  }

  bool has_suffix(std::string_view verb, Suffix suffix) const {
    if (suffix != Suffix::blocks && suffix != Suffix::fails) return true;
    const Verb* entry = verb_of(step, scenario);
    if (step.kind == Kind::with && !verbs().empty() && verb != verbs().front()) entry = nullptr;
    if (suffix == Suffix::blocks) return entry != nullptr && entry->waits;
    // A call can fail with what its task fails with; what a release in a `with` can fail with is its room's
    // affair.
    return entry == nullptr || step.kind == Kind::call || entry->late != Late::never ||
           !entry->errors.empty();
  }
};

bool makes_label(const Run& run, Symbol name, Suffix suffix) {
  const Step& step = run.step;
  const bool mark = step.kind == Kind::mark && step.name == name;
  if (step.modifiers.label != name) return mark && suffix == Suffix::plain;
  const Candidates verbs = run.verbs();
  return run.has_suffix(verbs.empty() ? std::string_view() : verbs.front(), suffix);
}

std::string element_text(const ResourceRef& reference, const Scenario& scenario) {
  const Resource& resource = scenario.resources[static_cast<std::size_t>(reference.resource)];
  if (!reference.index || !reference.index->is_constant()) return resource.name;
  return resource.name + "[" + std::to_string(reference.index->value.bits) + "]";
}

std::vector<std::string> targets(const Run& run) {
  const Step& step = run.step;
  if (step.resource) return {element_text(*step.resource, run.scenario)};
  if (step.any_child) return {"any"};
  if (step.actor) return {run.scenario.actors[static_cast<std::size_t>(step.actor->actor)].name};
  if (step.signal) {
    const auto value = evaluate(*step.signal, run.copy, run.scenario.symbols);
    return {value ? signal_name(static_cast<int>(value->bits)) : std::string()};
  }
  std::vector<std::string> names;
  for (const Assignment& assignment : step.assignments) {
    if (step.kind != Kind::let && step.kind != Kind::atomic) continue;
    if (assignment.word)
      names.push_back(element_text(*assignment.word, run.scenario));
    else
      names.emplace_back(run.name_of(assignment));
  }
  if (step.kind == Kind::call && step.name.valid()) names.push_back(run.scenario.symbols.text(step.name));
  return names;
}

}  // namespace

bool makes_event(const Step& step, const EventKey& key, Suffix suffix, int copy, const Actor& actor,
                 const Scenario& scenario) {
  const Run run{step, copy, actor, scenario};
  if (key.kind == EventKey::Kind::label) return makes_label(run, key.name, suffix);
  if (key.kind == EventKey::Kind::span) return step.kind == Kind::section && step.name == key.name;
  if (key.kind != EventKey::Kind::verb) return false;
  const std::string& wanted = scenario.symbols.text(key.name);
  const Candidates verbs = run.verbs();
  return std::find(verbs.begin(), verbs.end(), wanted) != verbs.end() && run.has_suffix(wanted, suffix) &&
         run.target(key);
}

std::vector<std::string> names_of_events(const Step& step, const Actor& actor, const Scenario& scenario) {
  const Run run{step, 0, actor, scenario};
  std::vector<std::string> names;
  if (step.modifiers.label.valid()) names.push_back(scenario.symbols.text(step.modifiers.label));
  if (step.kind == Kind::mark || step.kind == Kind::section) {
    names.push_back(scenario.symbols.text(step.name));
    return names;
  }
  const std::vector<std::string> named = targets(run);
  for (std::string_view verb : run.verbs()) {
    const auto known = find_event_verb(verb);
    if (!known || !known->has_event) continue;
    if (known->target == EventTarget::nothing) names.emplace_back(verb);
    for (const std::string& target : named)
      if (known->target != EventTarget::nothing) names.push_back(std::string(verb) + "(" + target + ")");
  }
  return names;
}

}  // namespace rehearse
