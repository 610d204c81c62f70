#include "runner/program/inheritance.h"

#include <set>

#include "runner/program/walk.h"

namespace rehearse {
namespace {

using Set = std::set<int>;

// The written actors that these steps may begin.
Set begun_by(const Steps& steps, Handlers handlers) {
  Set begun;
  for_each_step(steps, handlers, [&](const Step& step) {
    if (step.kind == Step::Kind::start && step.actor) begun.insert(step.actor->actor);
  });
  return begun;
}

bool insert_all(Set& to, const Set& from) {
  const std::size_t before = to.size();
  to.insert(from.begin(), from.end());
  return to.size() != before;
}

}  // namespace

void collect_handlers(Build& build) {
  for (std::size_t actor = 0; actor < build.scenario.actors.size(); ++actor)
    for_each_step(build.scenario.actors[actor].steps, Handlers::entered, [&](const Step& step) {
      if (step.kind != Step::Kind::sigaction || step.disposition != Step::Disposition::handler) return;
      build.handlers[&step] = static_cast<int>(build.handler_steps.size());
      build.handler_steps.push_back(&step);
      build.handler_actors.push_back(static_cast<int>(actor));
      const int signal = step.signal ? static_cast<int>(step.signal->value.bits) : 0;
      build.program.handlers.push_back({signal, step.place});
    });
}

std::vector<std::vector<int>> runnable_handlers(const Build& build) {
  const std::vector<ActorInfo>& actors = build.program.actors;
  std::vector<Set> runs(actors.size());  // by process
  std::vector<Set> begins(actors.size());
  for (const ActorInfo& actor : actors) {
    insert_all(begins[actor.process.index()],
               begun_by(build.written(actor.scenario_actor).steps, Handlers::passed));
    for (std::size_t handler = 0; handler < build.handler_steps.size(); ++handler)
      if (build.handler_actors[handler] == actor.scenario_actor)
        runs[actor.process.index()].insert(static_cast<int>(handler));
  }
  bool changed = true;
  while (changed) {
    changed = false;
    for (const ActorInfo& process : actors) {
      if (process.thread) continue;
      const std::size_t at = process.id.index();
      for (const int handler : runs[at])
        changed |= insert_all(
            begins[at],
            begun_by(build.handler_steps[static_cast<std::size_t>(handler)]->body, Handlers::passed));
      for (const int child : begins[at]) {
        const Actor& written = build.written(child);
        if (written.kind == Actor::Kind::thread) continue;
        for (int copy = 0; copy < written.count; ++copy)
          changed |= insert_all(runs[written.first.index() + static_cast<std::size_t>(copy)], runs[at]);
      }
    }
  }
  std::vector<std::vector<int>> result;
  for (const ActorInfo& actor : actors) {
    const Set& set = runs[actor.process.index()];
    result.emplace_back(set.begin(), set.end());
  }
  return result;
}

}  // namespace rehearse
