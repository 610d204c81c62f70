// `sigaction: SIGUSR1` + `do: [...]`, `action: ignore` or `action: default`.
#include <fmt/format.h>

#include <array>

#include "runner/scenario/masks.h"
#include "runner/scenario/names.h"
#include "runner/scenario/verb_readers.h"
#include "runner/scenario/written_names.h"

namespace rehearse {
namespace {

using std::string_view_literals::operator""sv;

void read_flags(const WrittenStep& written, Step& step, StepContext& context) {
  static constexpr std::array kFlags = {"restart"sv};
  const Node* flags = written.find("flags");
  if (flags == nullptr) return;
  for (const Node* item : context.reading.one_or_more(*flags, "flags"))
    if (context.reading.word(*item, "flags", kFlags, LanguagePart::sigaction_flag)) step.restart = true;
}

// Which thread runs the handler is open, so it has nobody's names.
void refuse_names(const Node& body, StepContext& context) {
  context.environment.names.clear();
  for (const WrittenName& name : written_names(body, HandlerBodies::with)) {
    const auto at = context.reading.names.find(name.name);
    if (name.assigned && at != context.reading.names.end()) continue;
    context.error(
        name.place,
        fmt::format("a handler in a process with several threads has no names, such as `{}`", name.name),
        "write to a `local` word of `resources:`");
  }
}

Steps read_handler(const Node& body, const StepContext& outer) {
  StepContext context = outer;
  context.environment.in_handler = true;
  context.loops = 0;
  context.in_task = false;
  if (context.calls.empty() && has_threads(context)) refuse_names(body, context);
  return read_steps(body, "do", context);
}

void read_disposition(const WrittenStep& written, Step& step, StepContext& context) {
  static constexpr std::array kActions = {"ignore"sv, "default"sv};
  const Node* body = written.find("do");
  const Node* action = written.find("action");
  if ((body == nullptr) == (action == nullptr)) {
    context.error(written.verb.key_place,
                  body == nullptr ? "`sigaction` needs `do:` or `action:`"
                                  : "`sigaction` takes either `do:` or `action:`, not both",
                  "`action:` is `ignore` or `default`");
    if (body == nullptr) return;
  }
  if (body != nullptr) {
    step.disposition = Step::Disposition::handler;
    step.body = read_handler(*body, context);
  } else if (const auto word = context.reading.word(*action, "action", kActions)) {
    step.disposition = *word == "ignore" ? Step::Disposition::ignore : Step::Disposition::standard;
  }
}

}  // namespace

std::optional<Uses> read_sigaction(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::sigaction;
  read_disposition(written, step, context);
  read_flags(written, step, context);
  if (const Node* mask = written.find("mask")) step.mask = read_mask(*mask, "mask", written, context);
  const Node& signal = written.verb.value;
  if (!context.readable(signal, "sigaction", "a signal")) return std::nullopt;
  const auto number = read_known_signal(signal, context.environment);
  if (!number) return std::nullopt;
  check_can_be_handled(
      *number, signal.place,
      step.disposition == Step::Disposition::handler ? "be handled" : "be ignored or set to its default",
      written, context);
  step.signal = Expression{};
  step.signal->place = signal.place;
  step.signal->value = Value::integer(*number);
  step.signal->text = signal.text;
  return uses_of(RoomId::signal, written);
}

}  // namespace rehearse
