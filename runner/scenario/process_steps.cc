// Verbs on processes and threads, and what of their misuse can be seen before the run.
#include <fmt/format.h>

#include <array>

#include "runner/scenario/verb_readers.h"

namespace rehearse {
namespace {

const Actor& target(const Step& step, const StepContext& context) {
  return context.reading.scenario.actors[static_cast<std::size_t>(step.actor->actor)];
}

// Names the actor that the verb is about; nothing after an error.
std::optional<Uses> read_target(Step::Kind kind, const WrittenStep& written, Step& step,
                                StepContext& context) {
  step.kind = kind;
  if (written.verb.value.kind == Node::Kind::empty) {
    context.error(written.verb.key_place, fmt::format("`{}` needs an actor", written.verb.key));
    return std::nullopt;
  }
  step.actor = context.actor_ref(written.verb.value, written.verb.key);
  if (!step.actor) return std::nullopt;
  return uses_of(RoomId::process, written);
}

// In a handler or an uncalled task it is not known who acts; beside `fails:` a failure is what is wanted.
bool is_certain(const WrittenStep& written, const StepContext& context) {
  return !context.environment.in_handler && !context.uncalled && !written.provides_for_failure();
}

bool is_index(const Expression& expression) { return expression.op == Expression::Op::index; }

// Whether the step names its own actor, whichever copy acts.
bool names_itself(const Step& step, const StepContext& context) {
  if (step.actor->actor != context.environment.actor) return false;
  const Actor& self = context.actor();
  return self.count == 1 || !step.actor->index || is_index(*step.actor->index);
}

int process_of(int actor, const StepContext& context) {
  const Actor& self = context.reading.scenario.actors[static_cast<std::size_t>(actor)];
  return self.kind == Actor::Kind::thread ? self.process : actor;
}

bool in_same_process(const Step& step, const StepContext& context) {
  return process_of(step.actor->actor, context) == process_of(context.environment.actor, context);
}

std::string to_show(std::string_view error) { return fmt::format("or write `fails: {}` beside it", error); }

void check_start(const WrittenStep& written, const Step& step, StepContext& context) {
  const Actor& begun = target(step, context);
  const Place& place = written.verb.value.place;
  if (begun.kind == Actor::Kind::thread && !in_same_process(step, context) &&
      !context.environment.in_handler && !context.uncalled)
    context.error(place,
                  fmt::format("`{}` is a thread of `{}`, which alone can start it", begun.name,
                              context.reading.scenario.actors[static_cast<std::size_t>(begun.process)].name));
  else if (!begun.manual && !written.provides_for_failure())
    context.error(place, fmt::format("`{}` is begun without a step", begun.name),
                  step.actor->actor == 0
                      ? "`main` is the first process"
                      : fmt::format("write `start: manual` at `{}`; {}", begun.name, to_show("EINVAL")));
  else if (is_certain(written, context) && names_itself(step, context))
    context.error(place, fmt::format("`{}` cannot start itself", begun.name), to_show("EINVAL"));
}

void check_parent(std::string_view verb, const WrittenStep& written, const Step& step, StepContext& context) {
  if (!is_certain(written, context)) return;
  const Actor& waited = target(step, context);
  const Place& place = written.verb.value.place;
  const std::string instead = fmt::format("write `await: {}.exit`; {}", waited.name, to_show("ECHILD"));
  if (names_itself(step, context))
    context.error(place, fmt::format("`{}` cannot {} itself", waited.name, verb),
                  to_show(verb == "join" ? "EDEADLK" : "ECHILD"));
  else if (waited.kind == Actor::Kind::thread && !in_same_process(step, context))
    context.error(place, fmt::format("`{}` is a thread of another process", waited.name), instead);
  else if (step.actor->actor == 0 && process_of(context.environment.actor, context) != 0)
    context.error(place, "`main` is nobody's child", instead);
  else if (waited.kind == Actor::Kind::process && !waited.manual && step.actor->actor != 0 &&
           process_of(context.environment.actor, context) != 0)
    context.error(place, fmt::format("`{}` is a child of `main`, which alone can {} it", waited.name, verb),
                  instead);
}

bool is_thread(const Step& step, const StepContext& context) {
  return target(step, context).kind == Actor::Kind::thread;
}

}  // namespace

std::optional<Uses> read_start(const WrittenStep& written, Step& step, StepContext& context) {
  const auto uses = read_target(Step::Kind::start, written, step, context);
  if (uses) check_start(written, step, context);
  return uses;
}

std::optional<Uses> read_join(const WrittenStep& written, Step& step, StepContext& context) {
  auto uses = read_target(Step::Kind::join, written, step, context);
  if (!uses) return uses;
  check_parent("join", written, step, context);
  if (is_thread(step, context)) return Uses{uses->verb, false, "the join of a thread is never interrupted"};
  return uses;
}

std::optional<Uses> read_is_alive(const WrittenStep& written, Step& step, StepContext& context) {
  return read_target(Step::Kind::is_alive, written, step, context);
}

std::optional<Uses> read_terminate(const WrittenStep& written, Step& step, StepContext& context) {
  const auto uses = read_target(Step::Kind::terminate, written, step, context);
  if (uses && is_thread(step, context))
    context.error(written.verb.value.place,
                  fmt::format("`{}` is a thread; only processes are terminated", target(step, context).name),
                  "a signal to a thread is `kill:`");
  return uses;
}

std::optional<Uses> read_exit(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::exit;
  const Node& code = written.verb.value;
  if (code.kind == Node::Kind::empty) return uses_of(RoomId::process, written);
  step.argument = context.integer(code, "exit");
  if (!step.argument) return std::nullopt;
  if (step.argument->is_constant() && (step.argument->value.bits < 0 || step.argument->value.bits > 255))
    context.error(code.place, "an exit code is between 0 and 255");
  return uses_of(RoomId::process, written);
}

std::optional<Uses> read_waitpid(const WrittenStep& written, Step& step, StepContext& context) {
  const Node& child = written.verb.value;
  std::optional<Uses> uses;
  if (child.is_scalar() && child.text == "any") {
    step.kind = Step::Kind::waitpid;
    step.any_child = true;
    uses.emplace(uses_of(RoomId::process, written));
  } else {
    const auto child_uses = read_target(Step::Kind::waitpid, written, step, context);
    if (!child_uses) return std::nullopt;
    uses.emplace(*child_uses);
    if (is_thread(step, context)) {
      context.error(child.place, fmt::format("`{}` is a thread, not a process", target(step, context).name),
                    "wait for it with `join:`");
      return std::nullopt;
    }
    check_parent("waitpid", written, step, context);
  }
  if (const Node* who = written.find("who")) step.modifiers.who = context.name(*who, "who");
  return uses;
}

}  // namespace rehearse
