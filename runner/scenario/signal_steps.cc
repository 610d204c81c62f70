// Verbs on signals but `sigaction`.
#include <fmt/format.h>

#include "runner/scenario/masks.h"
#include "runner/scenario/verb_readers.h"

namespace rehearse {
namespace {

Uses uninterruptible(Uses uses) {
  return {uses.verb, false, fmt::format("`{}` is over when a handler has run", uses.verb.name)};
}

}  // namespace

std::optional<Uses> read_kill(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::kill;
  const Node& victim = written.verb.value;
  const Node* signal = written.find("signal");
  if (signal == nullptr) {
    context.error(written.verb.key_place, "`kill` needs `signal:`", "such as `signal: SIGTERM`");
  } else {
    step.signal = context.signal(*signal, "signal", true);
  }
  if (victim.kind == Node::Kind::empty) {
    context.error(written.verb.key_place, "`kill` needs an actor");
    return std::nullopt;
  }
  if (victim.is_scalar() && victim.text == "self") {
    context.error(victim.place, "`self` is no actor's name", "a signal to oneself is `raise:`");
    return std::nullopt;
  }
  step.actor = context.actor_ref(victim, "kill");
  if (!step.actor || !step.signal) return std::nullopt;
  return uses_of(RoomId::signal, written);
}

std::optional<Uses> read_raise(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::raise;
  step.signal = context.signal(written.verb.value, "raise", false);
  if (!step.signal) return std::nullopt;
  return uses_of(RoomId::signal, written);
}

std::optional<Uses> read_mask_change(const WrittenStep& written, Step& step, StepContext& context) {
  const std::string& verb = written.verb.key;
  step.kind = verb == "block_signals"     ? Step::Kind::block_signals
              : verb == "unblock_signals" ? Step::Kind::unblock_signals
                                          : Step::Kind::set_signals;
  step.mask = read_mask(written.verb.value, verb, written, context);
  return uses_of(RoomId::signal, written);
}

std::optional<Uses> read_sigpending(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::sigpending;
  if (written.verb.value.kind == Node::Kind::empty) return uses_of(RoomId::signal, written);
  step.signal = context.signal(written.verb.value, "sigpending", false);
  if (!step.signal) return std::nullopt;
  return Uses{uses_of(RoomId::signal, written).verb, false, {}, ResultKind::boolean};
}

std::optional<Uses> read_sigwait(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::sigwait;
  step.mask = read_mask(written.verb.value, "sigwait", written, context);
  if (step.mask.empty() && written.verb.value.is_sequence() && written.verb.value.items.empty())
    context.error(written.verb.value.place, "`sigwait` of no signal waits for ever");
  if (const Node* who = written.find("who")) step.modifiers.who = context.name(*who, "who");
  return uses_of(RoomId::signal, written);
}

std::optional<Uses> read_sigsuspend(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::sigsuspend;
  step.mask = read_mask(written.verb.value, "sigsuspend", written, context);
  return uninterruptible(uses_of(RoomId::signal, written));
}

std::optional<Uses> read_pause(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::pause;
  takes_nothing(written, context);
  return uninterruptible(uses_of(RoomId::signal, written));
}

std::optional<Uses> read_alarm(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::alarm;
  step.argument = context.duration(written.verb.value, "alarm");
  if (!step.argument) return std::nullopt;
  return uses_of(RoomId::signal, written);
}

}  // namespace rehearse
