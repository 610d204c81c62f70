#include "runner/program/awaited.h"
#include "runner/program/build.h"
#include "runner/program/facts.h"
#include "runner/program/inheritance.h"
#include "runner/program/lowering.h"
#include "runner/program/rules.h"

namespace rehearse {
namespace {

std::string element_name(const std::string& name, bool many, int number) {
  return many ? name + "[" + std::to_string(number) + "]" : name;
}

void list_objects(Build& build) {
  for (std::size_t number = 0; number < build.scenario.resources.size(); ++number) {
    const Resource& resource = build.scenario.resources[number];
    for (int i = 0; i < resource.count; ++i) {
      ObjectInfo object;
      object.id = ObjectId(resource.first.value + i);
      object.name = build.intern(element_name(resource.name, resource.array, i));
      object.room = resource.room;
      object.resource = static_cast<int>(number);
      object.options = resource.options;
      object.backend = resource.backend;
      object.scope = resource.scope;
      object.word = resource.word;
      build.program.objects.push_back(object);
    }
  }
}

ActorInfo describe(Build& build, int number, int copy) {
  const Actor& written = build.written(number);
  ActorInfo actor;
  actor.id = ActorId(written.first.value + copy);
  actor.name = build.intern(element_name(written.name, written.counted, copy));
  actor.base_name = build.intern(written.name);
  actor.display_name = written.display_name.empty() ? actor.name : build.intern(written.display_name);
  actor.copy = copy;
  actor.scenario_actor = number;
  actor.thread = written.kind == Actor::Kind::thread;
  actor.process =
      actor.thread ? ActorId(build.written(written.process).first.value + written.process_copy) : actor.id;
  actor.manual = written.manual;
  actor.daemon = written.daemon;
  actor.awaits = awaited_of(build, actor.id);
  return actor;
}

void list_actors(Build& build) {
  for (std::size_t number = 0; number < build.scenario.actors.size(); ++number)
    for (int copy = 0; copy < build.scenario.actors[number].count; ++copy)
      build.program.actors.push_back(describe(build, static_cast<int>(number), copy));
}

void lower_handlers(Build& build, ActorInfo& actor, const std::vector<int>& runnable) {
  actor.handler_entries.assign(build.program.handlers.size(), -1);
  for (const int handler : runnable) {
    const auto at = static_cast<std::size_t>(handler);
    actor.handler_entries[at] = build.emitter.here();
    Lowering lowering(build, {actor.id, actor.scenario_actor, build.handler_actors[at]});
    build.emitter.begin_part();
    lowering.lower_handler(build.handler_steps[at]->body);
  }
}

void lower_actor(Build& build, ActorInfo& actor, const std::vector<int>& runnable) {
  const Actor& written = build.written(actor.scenario_actor);
  build.emitter.begin_actor();
  actor.entry = build.emitter.here();
  Lowering(build, {actor.id, actor.scenario_actor, actor.scenario_actor}).lower_actor(written.steps);
  lower_handlers(build, actor, runnable);
  build.emitter.end_actor();
  actor.temporaries = build.emitter.most_temporaries();
  if (build.emitter.too_long())
    build.diagnostics.push_back({written.place,
                                 "`" + std::string(build.program.symbols.text(actor.name)) +
                                     "` has more than " + std::to_string(kMostInstructions) + " instructions",
                                 "use `repeat` where steps are written many times",
                                 Diagnostic::Severity::error});
}

void lower_actors(Build& build) {
  const std::vector<std::vector<int>> runnable = runnable_handlers(build);
  for (ActorInfo& actor : build.program.actors) {
    lower_actor(build, actor, runnable[static_cast<std::size_t>(actor.scenario_actor)]);
    if (!build.diagnostics.empty()) return;
  }
  for (ActorInfo& actor : build.program.actors) {
    const auto& texts = build.names[static_cast<std::size_t>(actor.scenario_actor)].texts();
    actor.names = static_cast<int32_t>(texts.size());
    for (const std::string& text : texts) actor.name_texts.push_back(build.intern(text));
  }
}

}  // namespace

Compiled compile(const Scenario& scenario) {
  Build build(scenario);
  build.program.title = scenario.title;
  build.program.timeout = scenario.timeout;
  build.program.timing = scenario.timing;
  build.program.patterns = scenario.patterns;
  build.program.empty_text = scenario.symbols.find("");
  collect_awaits(build);
  list_objects(build);
  list_actors(build);
  collect_handlers(build);
  find_facts(build);
  lower_actors(build);
  lower_rules(build);
  return {std::move(build.program), std::move(build.diagnostics)};
}

}  // namespace rehearse
