// The parts of a written event, before anything is looked up: `worker[0].acquire(m).blocks#2`.
#pragma once
#include <optional>

#include "runner/scenario/environment.h"
#include "runner/scenario/written.h"

namespace rehearse {

struct EventText {
  Written whole;
  Written actor;                      // `*` or a name
  std::optional<Written> index;       // of the actor: `*` or an expression
  Written name;                       // label, verb, span …
  std::optional<Written> target;      // in parentheses
  std::optional<Written> suffix;      // without its dot
  std::optional<Written> occurrence;  // without its `#`
};

// Nothing after an error, which is in the diagnostics.
[[nodiscard]] std::optional<EventText> split_event(const Written& written, const Environment& environment);

}  // namespace rehearse
