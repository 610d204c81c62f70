#include "runner/program/lowering.h"

#include "runner/program/awaited.h"

namespace rehearse {

void Lowering::lower_actor(const Steps& steps) {
  emitter_.begin_frame(0);
  const Label end = emitter_.label();
  scopes_ = {{Scope::Kind::root, end, {}, {}, {}, 0}};
  lower_steps(steps);
  emitter_.bind(end);
  emitter_.begin_part();
  emitter_.set_step({});
  emitter_.emit(Op::finish);
}

void Lowering::lower_handler(const Steps& steps) {
  emitter_.begin_frame(kSignalTemporaries);
  const Label end = emitter_.label();
  scopes_ = {{Scope::Kind::root, end, {}, {}, {}, 0}};
  lower_steps(steps);
  emitter_.bind(end);
  emitter_.begin_part();
  emitter_.set_step({});
  emitter_.emit(Op::handler_end);
}

void Lowering::lower_steps(const Steps& steps) {
  for (const Step& step : steps) {
    if (emitter_.too_long()) return;  // said once, by whoever began this actor
    lower_step(step);
  }
}

void Lowering::lower_step(const Step& step) {
  const Emitter::Temporaries temporaries(emitter_);
  emitter_.begin_part();
  expect_step();
  using Kind = Step::Kind;
  switch (step.kind) {
    case Kind::primitive: return lower_primitive(step);
    case Kind::with: return lower_with(step);
    case Kind::start:
    case Kind::join:
    case Kind::is_alive:
    case Kind::terminate:
    case Kind::waitpid: return lower_about_actor(step);
    case Kind::kill: return lower_kill(step);
    case Kind::raise: return lower_raise(step);
    case Kind::sigaction: return lower_sigaction(step);
    case Kind::block_signals:
    case Kind::unblock_signals:
    case Kind::set_signals:
    case Kind::sigpending:
    case Kind::sigwait:
    case Kind::sigsuspend:
    case Kind::pause: return lower_signals(step);
    case Kind::exit:
    case Kind::alarm:
    case Kind::sleep:
    case Kind::yield: return lower_timer(step);
    case Kind::let: return lower_let(step);
    case Kind::atomic: return lower_atomic(step);
    case Kind::assertion: return lower_assert(step);
    case Kind::if_else: return lower_if(step);
    case Kind::while_loop: return lower_while(step);
    case Kind::repeat: return lower_repeat(step);
    case Kind::break_loop:
    case Kind::continue_loop: return lower_leave(step);
    case Kind::call: return lower_call(step);
    case Kind::return_value: return lower_return(step);
    case Kind::fail: return lower_fail(step);
    case Kind::mark: return lower_mark(step);
    case Kind::section: return lower_section(step);
    case Kind::await: return lower_await(step);
  }
}

// The new step is the current one.
StepId Lowering::new_step(const Step& step, const Naming& naming) {
  StepInfo info;
  info.place = step.place;
  info.text = step.text;
  info.verb = naming.verb;
  info.label = naming.label;
  info.span = naming.span;
  info.target = naming.kind;
  info.target_name = naming.name;
  info.blocking = naming.blocking;
  info.also = naming.also;
  info.also_names = naming.also_names;
  info.awaits = awaited_by(build_, viewpoint_.actor, info, naming.first, naming.count);
  const StepId id(build_.program.steps.size());
  build_.program.steps.push_back(std::move(info));
  emitter_.set_step(id);
  return id;
}

}  // namespace rehearse
