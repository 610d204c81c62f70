// Which written steps an actor can ever run: its own, and those of every handler that its process installs or
// may have inherited by a fork. And which signals can reach a process.
#pragma once
#include <bitset>
#include <set>
#include <vector>

#include "runner/scenario/scenario.h"
#include "runner/scenario/step_walk.h"

namespace rehearse {

class Reach {
 public:
  explicit Reach(const Scenario& scenario);

  // Calls f(const Step&) for each step that the actor (index into Scenario::actors) can run, reached or not.
  template <class F>
  void for_each_step_of(int actor, F&& f) const;
  // The `sigaction` steps with steps of their own that may handle a signal in the actor's process.
  [[nodiscard]] const std::set<const Step*>& handlers_of(int actor) const {
    return processes_[static_cast<std::size_t>(process_of(actor))].handlers;
  }
  // Whether `signal` may be handled in the actor: it or somebody that it may descend from has a `sigaction`
  // of it, or is sent it.
  [[nodiscard]] bool may_handle(int actor, int signal) const;
  // Whether some step, alarm or child's end sends the actor's process this signal.
  [[nodiscard]] bool is_sent(int actor, int signal) const;

 private:
  using Signals = std::bitset<65>;
  struct Process {
    std::vector<int> threads;        // its own actors, itself first
    std::set<const Step*> handlers;  // `sigaction` steps with steps of their own
    std::set<int> ancestors;         // processes that may have forked it, itself included
    Signals actions;                 // a `sigaction` names them
    Signals sent;
  };

  template <class F>
  void for_each_step_in(const Process& process, F&& f) const;
  [[nodiscard]] int process_of(int actor) const;
  void inherit();  // until nothing changes
  void note_signals(int process);
  [[nodiscard]] Signals named_by(const Step& step) const;

  const Scenario& scenario_;
  std::vector<Process> processes_;  // by index into Scenario::actors; empty for threads
};

template <class F>
void Reach::for_each_step_of(int actor, F&& f) const {
  for_each_step(scenario_.actors[static_cast<std::size_t>(actor)].steps, Handlers::left_out, f);
  for (const Step* handler : handlers_of(actor))
    for_each_step(handler->body, Handlers::left_out, f);
}

template <class F>
void Reach::for_each_step_in(const Process& process, F&& f) const {
  for (int thread : process.threads)
    for_each_step(scenario_.actors[static_cast<std::size_t>(thread)].steps, Handlers::left_out, f);
  for (const Step* handler : process.handlers) for_each_step(handler->body, Handlers::left_out, f);
}

}  // namespace rehearse
