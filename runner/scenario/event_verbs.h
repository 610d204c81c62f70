// What the verbs of steps are called in events, and what their events name.
#pragma once
#include <optional>
#include <string_view>

#include "primitives/room.h"
#include "runner/scenario/nearest.h"
#include "runner/scenario/scenario.h"

namespace rehearse {

enum class EventTarget : uint8_t { nothing, resource, actor, signal, variable, task };

struct NamedVerb {
  std::string_view name;
  EventTarget target = EventTarget::nothing;
  bool has_event = true;  // false: only a label makes it one (`if`, `assert` …)
};

// Of any room.
[[nodiscard]] std::optional<NamedVerb> find_event_verb(std::string_view name);
[[nodiscard]] Candidates event_verb_names();
// The table's entry of the verb that a step has; null for `section` and the like, which have none of their
// own kind.
[[nodiscard]] const Verb* verb_of(const Step& step, const Scenario& scenario);
// "acquire", "pause": as in `Step::kind`'s key.
[[nodiscard]] std::string_view verb_name(Step::Kind kind);

}  // namespace rehearse
