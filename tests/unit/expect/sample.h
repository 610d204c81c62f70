// Programs and traces by hand, small enough to be read in a test.
#pragma once
#include <algorithm>
#include <csignal>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "runner/expect/judge.h"
#include "runner/trace/names.h"

namespace rehearse::testing {

// Labels are events of their own steps: `sample.happens("a.x")` adds the step `x` of a where it is new. Every
// event gets the next tickets, so that all are ordered, unless `begin` and `end` say otherwise.
class Sample {
 public:
  Program program;
  Trace trace;

  ActorId actor(const std::string& name, bool thread = false, ActorId process = {}) {
    if (const ActorId known = find(name); known.valid()) return known;
    ActorInfo info;
    info.id = ActorId(program.actors.size());
    info.name = info.display_name = program.symbols.intern(name);
    info.base_name = program.symbols.intern(name.substr(0, name.find('[')));
    info.thread = thread;
    info.process = thread ? process : info.id;
    program.actors.push_back(info);
    ActorEnd end;
    end.began = end.ended = true;
    end.exitcode = thread ? Value::none() : Value::integer(0);
    trace.actors.push_back(end);
    return info.id;
  }
  ActorEnd& end(const std::string& name) { return trace.actors[actor(name).index()]; }

  ObjectId object(const std::string& name, RoomId room = RoomId::lock) {
    for (const ObjectInfo& known : program.objects)
      if (program.symbols.text(known.name) == name) return known.id;
    ObjectInfo info;
    info.id = ObjectId(program.objects.size());
    info.name = program.symbols.intern(name);
    info.room = room;
    program.objects.push_back(info);
    return info.id;
  }

  // "acquire(m)", "join(b)", "kill(b)", "pause", or a label; its instruction bears the same number.
  StepId step(const std::string& text, Op op = Op::primitive) {
    for (std::size_t i = 0; i < texts_.size(); ++i)
      if (texts_[i] == text) return StepId(i);
    StepInfo info;
    Instruction instruction;
    instruction.op = op;
    instruction.step = StepId(texts_.size());
    info.text = text;
    info.place.line = static_cast<int>(texts_.size()) + 1;
    const std::size_t paren = text.find('(');
    const std::string verb = text.substr(0, paren);
    if (verbs_.contains(verb)) {
      info.verb = program.symbols.intern(verb);
      info.text = verb;
      if (paren != std::string::npos)
        set_target(info, instruction, text.substr(paren + 1, text.size() - paren - 2));
    } else {
      info.label = program.symbols.intern(text);
      info.verb = program.symbols.intern("mark");
      instruction.op = Op::note;
    }
    texts_.push_back(text);
    program.steps.push_back(info);
    program.code.push_back(instruction);
    return StepId(texts_.size() - 1);
  }

  // A second step of the same text.
  StepId another(const std::string& text) {
    const StepId first = step(text);
    texts_.push_back(text + "'");
    program.steps.push_back(program.steps[first.index()]);
    program.code.push_back(program.code[first.index()]);
    return StepId(texts_.size() - 1);
  }

  // "a.x", "a.acquire(m).blocks", "a.critical.begin" (of a declared section), "a.start", "a.handler(SIGUSR1)"
  // …
  Event& happens(const std::string& text, uint64_t begin = 0, uint64_t end = 0) {
    Event event;
    const std::size_t dot = text.find('.');
    event.actor = actor(text.substr(0, dot));
    std::string name = text.substr(dot + 1);
    std::string suffix;
    for (const std::string_view known : {".blocks", ".fails", ".begin", ".end"})
      if (name.size() > known.size() && name.ends_with(known)) {
        suffix = known;
        name.resize(name.size() - known.size());
      }
    name_event(event, name, suffix);
    event.begin = begin != 0 ? begin : ticket_ + 1;
    event.end = end != 0 ? end : ticket_ + 2;
    ticket_ = std::max(ticket_, event.end);
    event.time = static_cast<int64_t>(event.end) * 1'000'000;
    event.sequence = ++sequences_[event.actor.index() % kMaxActors];
    trace.events.push_back(event);
    return trace.events.back();
  }
  void section(const std::string& name) { sections_.insert(name); }
  [[nodiscard]] static Event::Cause because(const Event& event) { return {event.actor, event.sequence}; }

  // As written in a scenario.
  int pattern(const std::string& text) {
    EventPattern pattern;
    pattern.text = text;
    const std::size_t dot = text.find('.');
    const std::string who = text.substr(0, dot);
    std::string name = text.substr(dot + 1);
    if (const std::size_t hash = name.find('#'); hash != std::string::npos) {
      const std::string number = name.substr(hash + 1);
      pattern.occurrence = number == "last" ? EventPattern::kLast : std::stoi(number);
      name.resize(hash);
    }
    take_suffix(pattern, name, ".blocks", EventPattern::Suffix::blocks);
    take_suffix(pattern, name, ".fails", EventPattern::Suffix::fails);
    take_suffix(pattern, name, ".begin", EventPattern::Suffix::begin);
    take_suffix(pattern, name, ".end", EventPattern::Suffix::end);
    pattern.keys.push_back(key(name));
    const std::string base = who.substr(0, who.find('['));
    for (const ActorInfo& info : program.actors)
      if (who == "*" || program.symbols.text(info.name) == who ||
          ((who == base || who.ends_with("[*]")) && program.symbols.text(info.base_name) == base))
        pattern.actors.push_back(info.id);
    if (pattern.actors.empty()) pattern.actors.push_back(actor(who));
    pattern.many_actors = pattern.actors.size() > 1;
    program.patterns.push_back(pattern);
    return static_cast<int>(program.patterns.size() - 1);
  }

  Expectation& rule(Expectation::Kind kind, const std::vector<std::string>& events = {}) {
    Rule rule;
    rule.expectation.kind = kind;
    for (const std::string& event : events) rule.expectation.events.push_back(pattern(event));
    program.rules.push_back(rule);
    return program.rules.back().expectation;
  }

  // In order of `end`, as the stage hands it over.
  RunJudgement judged() {
    std::stable_sort(trace.events.begin(), trace.events.end(),
                     [](const Event& a, const Event& b) { return a.end < b.end; });
    return judge(program, trace);
  }
  RuleResult result() { return judged().rules.at(0); }

 private:
  [[nodiscard]] ActorId find(const std::string& name) const {
    for (const ActorInfo& info : program.actors)
      if (program.symbols.text(info.name) == name) return info.id;
    return {};
  }
  static int signal(const std::string& text) {
    return text == "SIGUSR1" ? SIGUSR1 : text == "SIGUSR2" ? SIGUSR2 : text == "SIGCHLD" ? SIGCHLD : 0;
  }
  void set_target(StepInfo& info, Instruction& instruction, const std::string& name) {
    if (const ActorId known = find(name); known.valid()) {
      info.target = StepInfo::TargetKind::actor;
      instruction.number = known.value;
    } else if (signal(name) != 0) {
      info.target = StepInfo::TargetKind::signal;
      instruction.number = signal(name);
    } else {
      info.target = StepInfo::TargetKind::object;
      instruction.number = object(name).value;
    }
  }
  static Op op_of(const std::string& name) {
    if (name.starts_with("start(")) return Op::start;
    if (name.starts_with("join(")) return Op::join;
    if (name.starts_with("waitpid(")) return Op::waitpid;
    if (name.starts_with("kill(")) return Op::kill;
    if (name.starts_with("sigaction(")) return Op::sigaction;
    if (name == "pause") return Op::pause;
    if (name == "sigwait") return Op::sigwait;
    return Op::primitive;
  }
  void name_event(Event& event, const std::string& name, const std::string& suffix) {
    using Kind = Event::Kind;
    if (name == "start" || name == "exit" || name == "stopped" || name == "continued") {
      event.kind = name == "start"     ? Kind::start
                   : name == "exit"    ? Kind::exit
                   : name == "stopped" ? Kind::stopped
                                       : Kind::continued;
      return;
    }
    if (name.starts_with("handler(")) {
      event.kind = suffix == ".end" ? Kind::handler_end : Kind::handler_begin;
      event.target = signal(name.substr(8, name.size() - 9));
      return;
    }
    if (sections_.contains(name)) {
      event.step = step(name + suffix);
      StepInfo& info = program.steps[event.step.index()];
      info.span = program.symbols.intern(name);
      info.label = {};
      program.code[event.step.index()].sub =
          static_cast<uint8_t>(suffix == ".begin" ? NoteKind::section_begin : NoteKind::section_end);
    } else {
      event.step = step(name, op_of(name));
      event.target = program.code[event.step.index()].number;
      if (suffix == ".blocks") event.kind = Kind::blocks;
      if (suffix == ".fails") event.late = true;
    }
    event.instruction = event.step.value;
  }
  static void take_suffix(EventPattern& pattern, std::string& name, std::string_view text,
                          EventPattern::Suffix suffix) {
    if (!name.ends_with(text)) return;
    pattern.suffix = suffix;
    name.resize(name.size() - text.size());
  }
  EventKey key(const std::string& name) {
    EventKey key;
    const std::size_t paren = name.find('(');
    const std::string verb = name.substr(0, paren);
    key.name = program.symbols.intern(verb);
    if (name == "start")
      key.kind = EventKey::Kind::start;
    else if (name == "exit")
      key.kind = EventKey::Kind::exit;
    else if (name == "stopped")
      key.kind = EventKey::Kind::stopped;
    else if (name == "continued")
      key.kind = EventKey::Kind::continued;
    else if (verb == "handler")
      key.kind = EventKey::Kind::handler;
    else if (sections_.contains(name))
      key.kind = EventKey::Kind::span;
    else
      key.kind = verbs_.contains(verb) ? EventKey::Kind::verb : EventKey::Kind::label;
    if (paren == std::string::npos) {
      key.any_target = true;
      return key;
    }
    const std::string target = name.substr(paren + 1, name.size() - paren - 2);
    if (const ActorId known = find(target); known.valid())
      key.actors.push_back(known);
    else if (signal(target) != 0)
      key.signals.push_back(signal(target));
    else
      key.objects.push_back(object(target));
    return key;
  }

  std::set<std::string> verbs_ = {"acquire", "release", "start",   "join",      "waitpid",
                                  "kill",    "pause",   "sigwait", "sigaction", "wait",
                                  "set",     "clear",   "put",     "get",       "await"};
  std::set<std::string> sections_;
  std::vector<std::string> texts_;
  uint32_t sequences_[kMaxActors] = {};
  uint64_t ticket_ = 0;
};

}  // namespace rehearse::testing
