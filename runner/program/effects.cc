// Steps that are one effect: verbs of primitives, processes, signals and timers.
#include "runner/program/lowering.h"
#include "runner/scenario/event_verbs.h"

namespace rehearse {
namespace {

Op op_of(Step::Kind kind) {
  using Kind = Step::Kind;
  switch (kind) {
    case Kind::start: return Op::start;
    case Kind::join: return Op::join;
    case Kind::is_alive: return Op::is_alive;
    case Kind::terminate: return Op::terminate;
    case Kind::waitpid: return Op::waitpid;
    case Kind::kill: return Op::kill;
    case Kind::raise: return Op::raise;
    case Kind::sigaction: return Op::sigaction;
    case Kind::sigpending: return Op::sigpending;
    case Kind::sigwait: return Op::sigwait;
    case Kind::sigsuspend: return Op::sigsuspend;
    case Kind::pause: return Op::pause;
    case Kind::alarm: return Op::alarm;
    case Kind::sleep: return Op::sleep;
    case Kind::await: return Op::await;
    case Kind::block_signals:
    case Kind::unblock_signals:
    case Kind::set_signals: return Op::mask;
    case Kind::exit: return Op::exit_process;
    default: return Op::yield;
  }
}

uint64_t bits_of(const std::vector<int>& signals) {
  uint64_t bits = 0;
  for (const int signal : signals) bits |= uint64_t{1} << (signal - 1);
  return bits;
}

constexpr int32_t kSignals = 65;  // 0 … 64

std::vector<Target> each_of(int32_t first, int32_t count) {
  std::vector<Target> targets;
  for (int32_t number = first; number < first + count; ++number) targets.push_back({number, {}, number, 1});
  return targets;
}

}  // namespace

std::vector<Target> Lowering::targets_of(const ResourceRef& ref) {
  const Resource& resource = build_.resource(ref.resource);
  if (!ref.index) return each_of(resource.first.value, resource.count);
  return {expressions_.element(resource.first.value, resource.count, *ref.index)};
}

std::vector<Target> Lowering::targets_of(const ActorRef& ref) {
  const Actor& actor = build_.written(ref.actor);
  if (!ref.index) return each_of(actor.first.value, actor.count);
  return {expressions_.element(actor.first.value, actor.count, *ref.index)};
}

Lowering::Naming Lowering::naming_of_verb(const Resource& resource, int verb, const Target& target) {
  const Verb& written = room(resource.room).verbs[static_cast<std::size_t>(verb)];
  return {.verb = build_.intern(written.name),
          .kind = StepInfo::TargetKind::object,
          .first = target.first,
          .count = target.count,
          .blocking = written.waits};
}

Lowering::Naming Lowering::naming_of_kind(const Step& step) {
  const Verb* verb = verb_of(step, build_.scenario);
  return {.verb = build_.intern(verb_name(step.kind)),
          .blocking = verb != nullptr && verb->waits,
          .label = step.modifiers.label};
}

Lowering::Naming Lowering::naming_of_signal(const Step& step) {
  Naming naming = naming_of_kind(step);
  naming.kind = StepInfo::TargetKind::signal;
  const auto known = step.signal ? expressions_.known(*step.signal) : std::nullopt;
  naming.first = known ? static_cast<int32_t>(known->bits) : 0;
  naming.count = known ? 1 : kSignals;
  return naming;
}

// The arguments are worked out, and the step is the current one.
void Lowering::lower_effect(const Step& step, Op op, const Fill& fill) {
  const Bounds bounds = lower_bounds(step.modifiers);
  Instruction& effect = emitter_.emit(op);
  effect.c = bounds.timeout;
  effect.flags |= flags_of(step.modifiers);
  fill(effect);
  if (op == Op::yield || op == Op::exit_process) return;  // the one cannot fail, the other does not come back
  check_waiting(step.modifiers, bounds);
  use_outcome(step.modifiers);
}

void Lowering::lower_primitive(const Step& step) {
  const Resource& resource = build_.resource(step.resource->resource);
  const std::vector<Target> targets = targets_of(*step.resource);
  for (const Target& target : targets) {
    const Emitter::Temporaries temporaries(emitter_);
    if (&target != &targets.front()) emitter_.begin_part();
    Naming naming = naming_of_verb(resource, step.verb, target);
    naming.label = step.modifiers.label;
    new_step(step, naming);
    Operand argument;
    if (step.argument) argument = expressions_.lower(*step.argument);
    lower_effect(step, Op::primitive, [&](Instruction& i) {
      i.number = target.number;
      i.b = target.index;
      i.a = argument;
      i.sub = static_cast<uint8_t>(step.verb);
    });
  }
}

void Lowering::lower_about_actor(const Step& step) {
  const Op op = op_of(step.kind);
  if (step.any_child) {
    Naming naming = naming_of_kind(step);
    naming.kind = StepInfo::TargetKind::name;
    naming.name = symbols::any;
    new_step(step, naming);
    return lower_effect(step, op, [](Instruction&) {});
  }
  const std::vector<Target> targets = targets_of(step.actor.value());
  for (const Target& target : targets) {
    const Emitter::Temporaries temporaries(emitter_);
    if (&target != &targets.front()) emitter_.begin_part();
    new_step(step, naming_of_actor(step, target));
    lower_effect(step, op, [&](Instruction& i) {
      i.number = target.number;
      i.b = target.index;
    });
  }
}

Lowering::Naming Lowering::naming_of_actor(const Step& step, const Target& target) {
  Naming naming = naming_of_kind(step);
  naming.kind = StepInfo::TargetKind::actor;
  naming.first = target.first;
  naming.count = target.count;
  return naming;
}

void Lowering::lower_kill(const Step& step) {
  const std::vector<Target> targets = targets_of(step.actor.value());
  for (const Target& target : targets) {
    const Emitter::Temporaries temporaries(emitter_);
    if (&target != &targets.front()) emitter_.begin_part();
    new_step(step, naming_of_actor(step, target));
    const Operand signal = expressions_.lower(step.signal.value());
    lower_effect(step, Op::kill, [&](Instruction& i) {
      i.number = target.number;
      i.b = target.index;
      i.a = signal;
    });
  }
}

void Lowering::lower_raise(const Step& step) {
  new_step(step, naming_of_signal(step));
  const Operand signal = expressions_.lower(step.signal.value());
  lower_effect(step, Op::raise, [&](Instruction& i) { i.a = signal; });
}

void Lowering::lower_sigaction(const Step& step) {
  const Naming naming = naming_of_signal(step);
  new_step(step, naming);
  lower_effect(step, Op::sigaction, [&](Instruction& i) {
    i.number = naming.first;
    i.sub = static_cast<uint8_t>(step.disposition);
    if (step.disposition == Step::Disposition::handler) i.target = build_.handlers.at(&step);
    i.mask = bits_of(step.mask);
    if (step.restart) i.flags |= kRestart;
  });
}

void Lowering::lower_signals(const Step& step) {
  const bool one_signal = step.kind == Step::Kind::sigpending && step.signal;
  const Naming naming = one_signal ? naming_of_signal(step) : naming_of_kind(step);
  new_step(step, naming);
  lower_effect(step, op_of(step.kind), [&](Instruction& i) {
    i.mask = bits_of(step.mask);
    if (one_signal) i.number = naming.first;
    if (step.kind == Step::Kind::unblock_signals) i.sub = 1;
    if (step.kind == Step::Kind::set_signals) i.sub = 2;
  });
}

void Lowering::lower_timer(const Step& step) {
  new_step(step, naming_of_kind(step));
  Operand argument;
  if (step.argument)
    argument = expressions_.lower(*step.argument);
  else if (step.kind == Step::Kind::exit)
    argument = emitter_.constant(Value::integer(0));
  lower_effect(step, op_of(step.kind), [&](Instruction& i) { i.a = argument; });
}

void Lowering::lower_await(const Step& step) {
  new_step(step, naming_of_kind(step));
  Operand times;
  if (step.times) times = expressions_.lower(*step.times);
  lower_effect(step, Op::await, [&](Instruction& i) {
    i.number = build_.awaits[static_cast<std::size_t>(step.pattern)];
    i.a = times;
  });
}

}  // namespace rehearse
