// `x`, `fork[i]`, `worker[0].exitcode`: a name in an expression, and what it stands for.
#pragma once
#include <optional>
#include <string_view>

#include "runner/scenario/environment.h"

namespace rehearse {

struct NamePath {
  std::string_view name;
  Place place;
  std::optional<Expression> index;
  std::string_view attribute;  // empty: none
  Place attribute_place;
  bool alone = false;  // the whole text is this name, in quotes that YAML took
};

// After an error the constant `unset`, whose type is not known, so that nothing else is said of it.
[[nodiscard]] Expression resolve(NamePath path, const Environment& environment);

}  // namespace rehearse
