// A small scenario made by hand: its program, and what happened in one run.
#pragma once
#include <string>

#include "runner/report/report.h"

namespace rehearse {

class Play {
 public:
  enum class Begun { with_the_others, by_start };

  explicit Play(std::string title) {
    scenario.title = std::move(title);
    file = sources.add("course/play.yaml", "");
    trace.schedule = "noise:3";
  }

  ActorId actor(const std::string& name, Begun begun = Begun::with_the_others) {
    ActorInfo info;
    info.id = ActorId(program.actors.size());
    info.process = info.id;
    info.name = program.symbols.intern(name);
    info.manual = begun == Begun::by_start;
    program.actors.push_back(info);
    trace.actors.emplace_back();
    trace.actors.back().began = true;
    return info.id;
  }

  // `text`: the whole file; `line`: from 1.
  Place place(const std::string& text, int line, int column, int length) {
    file = sources.add("course/play.yaml", text);
    return {file, line, column, length};
  }

  std::size_t did(ActorId actor, const std::string& name) { return add(actor, name, Event::Kind::step); }
  std::size_t waits(ActorId actor, const std::string& name) { return add(actor, name, Event::Kind::blocks); }
  std::size_t got(ActorId actor, const std::string& name, std::size_t because) {
    const std::size_t index = did(actor, name);
    trace.events[index].blocked = true;
    trace.events[index].cause = {trace.events[because].actor, trace.events[because].sequence};
    return index;
  }
  std::size_t handles(ActorId actor, int signal, std::size_t because) {
    const std::size_t index = add(actor, "", Event::Kind::handler_begin);
    trace.events[index].target = signal;
    trace.events[index].cause = {trace.events[because].actor, trace.events[because].sequence};
    return index;
  }
  std::size_t handled(ActorId actor, int signal) {
    const std::size_t index = add(actor, "", Event::Kind::handler_end);
    trace.events[index].target = signal;
    return index;
  }
  std::size_t ends(ActorId actor, Value code = Value::integer(0)) {
    const std::size_t index = add(actor, "", Event::Kind::exit);
    trace.events[index].value = code;
    trace.actors[actor.index()].ended = true;
    trace.actors[actor.index()].exitcode = code;
    return index;
  }
  void stuck(ActorId actor) {
    trace.actors[actor.index()].waiting = true;
    trace.ending = Trace::Ending::blocked;
  }

  // The event of that index, to be changed.
  Event& event(std::size_t index) { return trace.events[index]; }

  // Found in `runs` of `of` runs.
  void found(Finding finding, int runs, int of) {
    verdict.outcome = Verdict::Outcome::fail;
    verdict.strength = "observed";
    verdict.runs = of;
    verdict.findings.push_back({std::move(finding), -1, runs, std::make_shared<const Trace>(trace)});
  }

  [[nodiscard]] Judged judged() const {
    return {scenario, program, verdict, sources, 31'000'000, "course/play.yaml", "", ""};
  }

  Scenario scenario;
  Program program;
  Trace trace;
  Verdict verdict;
  Sources sources;
  FileId file;

 private:
  std::size_t add(ActorId actor, const std::string& name, Event::Kind kind) {
    Event event;
    event.kind = kind;
    event.actor = actor;
    event.begin = event.end = trace.events.size() + 1;
    event.sequence = static_cast<uint32_t>(trace.events.size() + 1);
    event.time = static_cast<int64_t>(trace.events.size() + 1) * 37'000;
    event.value = Value::none();
    if (!name.empty()) {
      event.step = StepId(program.steps.size());
      StepInfo step;
      step.label = program.symbols.intern(name);  // shown as it is
      program.steps.push_back(step);
    }
    trace.events.push_back(event);
    return trace.events.size() - 1;
  }
};

}  // namespace rehearse
