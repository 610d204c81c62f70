#include "runner/program/inheritance.h"

#include <algorithm>

#include "runner/scenario/reach.h"

namespace rehearse {

void collect_handlers(Build& build) {
  for (std::size_t actor = 0; actor < build.scenario.actors.size(); ++actor)
    for_each_step(build.scenario.actors[actor].steps, Handlers::included, [&](const Step& step) {
      if (step.kind != Step::Kind::sigaction || step.disposition != Step::Disposition::handler) return;
      build.handlers[&step] = static_cast<int>(build.handler_steps.size());
      build.handler_steps.push_back(&step);
      build.handler_actors.push_back(static_cast<int>(actor));
      const int signal = step.signal ? static_cast<int>(step.signal->value.bits) : 0;
      build.program.handlers.push_back({signal, step.place});
    });
}

std::vector<std::vector<int>> runnable_handlers(const Build& build) {
  const Reach reach(build.scenario);
  std::vector<std::vector<int>> runnable;
  for (std::size_t actor = 0; actor < build.scenario.actors.size(); ++actor) {
    std::vector<int>& own = runnable.emplace_back();
    for (const Step* handler : reach.handlers_of(static_cast<int>(actor)))
      own.push_back(build.handlers.at(handler));
    std::sort(own.begin(), own.end());
  }
  return runnable;
}

}  // namespace rehearse
