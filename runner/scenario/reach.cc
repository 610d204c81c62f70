#include "runner/scenario/reach.h"

#include <signal.h>

#include "runner/scenario/fold.h"

namespace rehearse {

using Kind = Step::Kind;

Reach::Reach(const Scenario& scenario) : scenario_(scenario), processes_(scenario.actors.size()) {
  for (std::size_t i = 0; i < processes_.size(); ++i) {
    const int process = process_of(static_cast<int>(i));
    if (process == static_cast<int>(i)) processes_[i].ancestors.insert(process);
    processes_[static_cast<std::size_t>(process)].threads.push_back(static_cast<int>(i));
  }
  inherit();
  for (std::size_t i = 0; i < processes_.size(); ++i) note_signals(static_cast<int>(i));
}

int Reach::process_of(int actor) const {
  const Actor& found = scenario_.actors[static_cast<std::size_t>(actor)];
  return found.kind == Actor::Kind::thread && found.process >= 0 ? found.process : actor;
}

void Reach::inherit() {
  bool changed = true;
  const auto merge = [&](auto& into, const auto& from) {
    const std::size_t before = into.size();
    into.insert(from.begin(), from.end());
    changed |= into.size() != before;
  };
  const auto begin = [&](const Process& parent, const Step& step) {
    if (!step.actor || process_of(step.actor->actor) != step.actor->actor) return;  // a thread
    Process& child = processes_[static_cast<std::size_t>(step.actor->actor)];
    merge(child.handlers, parent.handlers);
    merge(child.ancestors, parent.ancestors);
  };
  while (changed) {
    changed = false;
    for (Process& process : processes_) {
      std::set<const Step*> found;
      for_each_step_in(process, [&](const Step& step) {
        if (step.kind == Kind::sigaction && step.disposition == Step::Disposition::handler)
          found.insert(&step);
      });
      merge(process.handlers, found);
      for_each_step_in(process, [&](const Step& step) {
        if (step.kind == Kind::start) begin(process, step);
      });
    }
  }
}

// All signals where it is known only in the run.
Reach::Signals Reach::named_by(const Step& step) const {
  Signals all;
  all.set();
  if (!step.signal) return all;
  const auto value = evaluate(*step.signal, std::nullopt, scenario_.symbols);
  if (!value || value->bits < 0 || value->bits > 64) return all;
  Signals one;
  one.set(static_cast<std::size_t>(value->bits));
  return one;
}

void Reach::note_signals(int number) {
  Process& own = processes_[static_cast<std::size_t>(number)];
  for_each_step_in(own, [&](const Step& step) {
    if (step.kind == Kind::sigaction) own.actions |= named_by(step);
    if (step.kind == Kind::raise) own.sent |= named_by(step);
    if (step.kind == Kind::alarm) own.sent.set(SIGALRM);
    if (!step.actor) return;
    Process& target = processes_[static_cast<std::size_t>(process_of(step.actor->actor))];
    if (step.kind == Kind::kill) target.sent |= named_by(step);
    if (step.kind == Kind::terminate) target.sent.set(SIGTERM);
    if (step.kind == Kind::start) own.sent.set(SIGCHLD);
  });
  // A daemon gets SIGTERM when its parent ends.
  if (scenario_.actors[static_cast<std::size_t>(number)].daemon) own.sent.set(SIGTERM);
}

bool Reach::may_handle(int actor, int signal) const {
  const auto bit = static_cast<std::size_t>(signal);
  for (int ancestor : processes_[static_cast<std::size_t>(process_of(actor))].ancestors) {
    const Process& process = processes_[static_cast<std::size_t>(ancestor)];
    if (process.actions.test(bit) || process.sent.test(bit)) return true;
  }
  return false;
}

bool Reach::is_sent(int actor, int signal) const {
  return processes_[static_cast<std::size_t>(process_of(actor))].sent.test(static_cast<std::size_t>(signal));
}

}  // namespace rehearse
