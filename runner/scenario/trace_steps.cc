// Marks, sections, time and other actors' events.
#include <fmt/format.h>

#include "runner/scenario/verb_readers.h"

namespace rehearse {

std::optional<Uses> read_mark(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::mark;
  step.name = context.identifier(written.verb.value, "mark");
  if (const Node* value = written.find("value")) step.argument = context.expression(*value, "value");
  if (!step.name.valid()) return std::nullopt;
  return uses_of(RoomId::trace, written);
}

std::optional<Uses> read_section(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::section;
  step.name = context.identifier(written.verb.value, "section");
  step.body = read_body(written, "do", true, context);
  if (!step.name.valid()) return std::nullopt;
  return uses_of(RoomId::trace, written);
}

std::optional<Uses> read_sleep(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::sleep;
  step.argument = context.duration(written.verb.value, "sleep");
  if (!step.argument) return std::nullopt;
  return uses_of(RoomId::time, written);
}

std::optional<Uses> read_yield(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::yield;
  takes_nothing(written, context);
  return uses_of(RoomId::time, written);
}

std::optional<Uses> read_await(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::await;
  step.pattern = context.event(written.verb.value, "await");
  if (const Node* times = written.find("times")) {
    step.times = context.integer(*times, "times");
    if (step.times && step.times->is_constant() && step.times->value.bits < 1)
      context.error(times->place, "`times` must be at least 1");
  }
  if (step.pattern < 0) return std::nullopt;
  return Uses{uses_of(RoomId::time, written).verb, false, "`await` is never interrupted"};
}

}  // namespace rehearse
