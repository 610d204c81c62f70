// Programs by hand, for tests of the stage: a few lines an actor.
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "primitives/lock.h"
#include "primitives/mutex.h"
#include "primitives/semaphore.h"
#include "runner/stage/runs.h"

namespace rehearse {

class Play {
 public:
  Play() {
    program_.title = "a play";
    program_.timeout = 10'000'000'000;
    (void)actor("main", false, ActorId(0), false);
  }

  ActorId process(const std::string& name, bool manual = false) { return actor(name, false, {}, manual); }
  ActorId thread(const std::string& name, ActorId in, bool manual = false) {
    if (in.value == 0) program_.main_needed = true;
    return actor(name, true, in, manual);
  }
  void daemon(ActorId id) { program_.actors[id.index()].daemon = true; }

  ObjectId object(const std::string& name, RoomId its_room, PrimitiveOptions options = {},
                  const char* backend = "native", Scope scope = Scope::shared) {
    ObjectInfo info;
    info.id = ObjectId(program_.objects.size());
    info.name = program_.symbols.intern(name);
    info.room = its_room;
    info.resource = info.id.value;
    info.options = options;
    info.scope = scope;
    const auto backends = room(its_room).backends;
    for (std::size_t i = 0; i < backends.size(); ++i)
      if (backends[i].name == backend) info.backend = static_cast<int>(i);
    program_.objects.push_back(info);
    return info.id;
  }
  ObjectId semaphore(const std::string& name, int64_t value, const char* backend = "native") {
    PrimitiveOptions options;
    options.value = value;
    return object(name, RoomId::semaphore, options, backend);
  }
  ObjectId word(const std::string& name, WordKind kind = WordKind::shared) {
    const ObjectId id =
        object(name, RoomId::word, {}, "native", kind == WordKind::local ? Scope::process : Scope::shared);
    program_.objects[id.index()].word = kind;
    return id;
  }

  // -- steps of one actor, up to the next `of` --
  Play& of(ActorId id) {
    close();
    current_ = id;
    if (id.value == 0) program_.main_needed = true;
    program_.actors[id.index()].entry = here();
    return *this;
  }
  // The handler that `sigaction` with this index installs, as `of`'s actor runs it.
  int handler(ActorId id, int signal) {
    close();
    current_ = id;
    in_handler_ = true;
    program_.handlers.push_back({signal, {}});
    for (ActorInfo& info : program_.actors) info.handler_entries.resize(program_.handlers.size(), -1);
    program_.actors[id.index()].handler_entries.back() = here();
    return static_cast<int>(program_.handlers.size()) - 1;
  }
  Play& mark(const std::string& name, Operand value = {}) {
    Instruction& i = step(Op::note, "mark");
    i.a = value;
    program_.steps.back().label = program_.symbols.intern(name);
    return *this;
  }
  Play& verb(ObjectId id, const std::string& name, Operand argument = {}) {
    Instruction& i = step(Op::primitive, name, StepInfo::TargetKind::object);
    i.number = id.value;
    i.sub = static_cast<uint8_t>(find_verb(room(program_.objects[id.index()].room), name));
    i.a = argument;
    program_.steps.back().blocking = true;
    return *this;
  }
  Play& acquire(ObjectId id) { return verb(id, "acquire").ok(); }
  Play& release(ObjectId id) { return verb(id, "release").ok(); }
  Play& on_actor(Op op, ActorId id, const char* name) {
    step(op, name, StepInfo::TargetKind::actor).number = id.value;
    return *this;
  }
  Play& start(ActorId id) { return on_actor(Op::start, id, "start").ok(); }
  Play& join(ActorId id) { return on_actor(Op::join, id, "join").ok(); }
  Play& waitpid(ActorId id) { return on_actor(Op::waitpid, id, "waitpid").ok(); }
  Play& kill(ActorId id, int signal) {
    Instruction& i = step(Op::kill, "kill", StepInfo::TargetKind::actor);
    i.number = id.value;
    i.a = integer(signal);
    name_signal(signal);
    return *this;
  }
  Play& raise(int signal) {
    step(Op::raise, "raise", StepInfo::TargetKind::signal).a = integer(signal);
    name_signal(signal);
    return *this;
  }
  // sub: 0 handler, 1 ignore, 2 default
  Play& sigaction(int signal, uint8_t sub, int handler = -1, bool restart = false) {
    Instruction& i = step(Op::sigaction, "sigaction", StepInfo::TargetKind::signal);
    i.number = signal;
    i.sub = sub;
    i.target = handler;
    if (restart) i.flags |= kRestart;
    name_signal(signal);
    return ok();
  }
  Play& mask(uint8_t sub, uint64_t signals) {
    Instruction& i = step(Op::mask, "mask");
    i.sub = sub;
    i.mask = signals;
    return ok();
  }
  Play& wait_signal(Op op, const char* name, uint64_t signals = 0) {
    step(op, name).mask = signals;
    return *this;
  }
  Play& sleep(int64_t ns) {
    step(Op::sleep, "sleep").a = integer(ns);
    return *this;
  }
  Play& plain(Op op, const char* name, Operand a = {}) {
    step(op, name).a = a;
    return *this;
  }
  Play& store(ObjectId id, Operand value) {
    Instruction& i = step(Op::store, "let", StepInfo::TargetKind::object);
    i.number = id.value;
    i.a = value;
    return *this;
  }
  Play& load(ObjectId id, Operand to) {
    Instruction& i = step(Op::load, "load", StepInfo::TargetKind::object);
    i.number = id.value;
    i.to = to;
    i.flags |= kSilent;
    return *this;
  }
  Play& await(int number, Operand times = {}) {
    Instruction& i = step(Op::await, "await");
    i.number = number;
    i.a = times;
    program_.steps.back().blocking = true;
    return ok();
  }
  // Repeats what `body` makes.
  template <class F>
  Play& repeat(int64_t times, F body) {
    const Operand counter = name();
    step(Op::assign, "let").to = counter;
    program_.code.back().a = integer(0);
    program_.code.back().flags |= kSilent;
    const int32_t begin = here();
    body();
    Instruction& next = add(Op::binary, kBoundary);
    next.sub = static_cast<uint8_t>(BinaryOp::add);
    next.a = next.to = counter;
    next.b = integer(1);
    Instruction& less = add(Op::binary);
    less.sub = static_cast<uint8_t>(BinaryOp::less);
    less.a = counter;
    less.b = integer(times);
    less.to = temporary();
    const Operand condition = less.to;
    Instruction& jump = add(Op::jump_if);
    jump.a = condition;
    jump.target = begin;
    return *this;
  }
  // -- what follows an effect --
  Play& ok() { return add(Op::check_ok), *this; }
  Play& into(Operand to) { return add(Op::take_result).to = to, *this; }
  Play& who(Operand to) { return add(Op::take_who).to = to, *this; }
  Play& returns(Operand value) { return add(Op::check_returns).a = value, *this; }
  Play& fails(Symbol error) {
    program_.code.back().flags |= kTolerated;
    return add(Op::check_fails).number = error.value, *this;
  }
  Play& flag(InstructionFlag flag) { return program_.code.back().flags |= flag, *this; }
  Play& timeout(int64_t ns) { return program_.code.back().c = integer(ns), *this; }

  Operand integer(int64_t n) { return constant(Value::integer(n)); }
  Operand boolean(bool b) { return constant(Value::boolean(b)); }
  Operand constant(Value value) {
    program_.constants.push_back(value);
    return {Operand::Kind::constant, static_cast<int32_t>(program_.constants.size()) - 1};
  }
  Operand name() { return {Operand::Kind::name, program_.actors[current_.index()].names++}; }
  Operand temporary() { return {Operand::Kind::temporary, 0}; }

  // An await of a label, or of the `.blocks` of a verb, of one actor.
  int awaits_label(ActorId actor, const std::string& label) {
    EventKey key;
    key.kind = EventKey::Kind::label;
    key.name = program_.symbols.intern(label);
    return add_await(actor, key, EventPattern::Suffix::plain);
  }
  int awaits_blocks(ActorId actor, const std::string& verb) {
    EventKey key;
    key.kind = EventKey::Kind::verb;
    key.name = program_.symbols.intern(verb);
    key.any_target = true;
    return add_await(actor, key, EventPattern::Suffix::blocks);
  }
  int awaits_exit(ActorId actor) {
    EventKey key;
    key.kind = EventKey::Kind::exit;
    return add_await(actor, key, EventPattern::Suffix::plain);
  }

  Program& finished() {
    close();
    for (ActorInfo& info : program_.actors) {
      info.handler_entries.resize(program_.handlers.size(), -1);
      if (info.entry >= 0) continue;
      info.entry = here();
      program_.code.push_back({});
      program_.code.back().flags = kBoundary;
    }
    for (std::size_t i = 0; i < program_.awaits.size(); ++i) {
      for (StepInfo& step : program_.steps) step.awaits.push_back(static_cast<int>(i));
      for (ActorInfo& info : program_.actors) info.awaits.push_back(static_cast<int>(i));
    }
    return program_;
  }
  Program& program() { return program_; }

  static constexpr uint64_t bit(int signal) { return uint64_t{1} << (signal - 1); }

 private:
  ActorId actor(const std::string& name, bool thread, ActorId in, bool manual) {
    ActorInfo info;
    info.id = ActorId(program_.actors.size());
    info.name = info.base_name = info.display_name = program_.symbols.intern(name);
    info.thread = thread;
    info.process = thread ? in : info.id;
    info.manual = manual;
    info.entry = -1;
    info.temporaries = 8;
    program_.actors.push_back(info);
    return info.id;
  }
  int32_t here() const { return static_cast<int32_t>(program_.code.size()); }
  void close() {
    if (current_.valid()) add(in_handler_ ? Op::handler_end : Op::finish, kBoundary);
    current_ = {};
    in_handler_ = false;
  }
  Instruction& add(Op op, uint16_t flags = 0) {
    Instruction i;
    i.op = op;
    i.flags = flags;
    i.step = StepId(program_.steps.empty() ? std::size_t{0} : program_.steps.size() - 1);
    program_.code.push_back(i);
    return program_.code.back();
  }
  Instruction& step(Op op, const std::string& verb,
                    StepInfo::TargetKind target = StepInfo::TargetKind::nothing) {
    StepInfo info;
    info.text = verb;
    info.verb = program_.symbols.intern(verb);
    info.target = target;
    program_.steps.push_back(info);
    return add(op, kBoundary);
  }
  void name_signal(int signal) {
    if (signal > 0) program_.named_signals |= bit(signal);
  }
  int add_await(ActorId actor, const EventKey& key, EventPattern::Suffix suffix) {
    AwaitInfo info;
    info.pattern.actors = {actor};
    info.pattern.keys = {key};
    info.pattern.suffix = suffix;
    info.state = suffix == EventPattern::Suffix::blocks;
    program_.awaits.push_back(info);
    return static_cast<int>(program_.awaits.size()) - 1;
  }

  Program program_;
  ActorId current_;
  bool in_handler_ = false;
};

// The names of a trace's events, in order of their ends.
inline std::vector<std::string> names_of(const Program& program, const Trace& trace) {
  std::vector<std::string> names;
  for (const Event& event : trace.events) names.push_back(event_name(program, event));
  return names;
}
inline int count_of(const Program& program, const Trace& trace, const std::string& name) {
  int count = 0;
  for (const Event& event : trace.events) count += event_name(program, event) == name;
  return count;
}
inline const Event* find_event(const Program& program, const Trace& trace, const std::string& name) {
  for (const Event& event : trace.events)
    if (event_name(program, event) == name) return &event;
  return nullptr;
}

}  // namespace rehearse
