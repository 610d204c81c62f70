// A variable: `shared` and `atomic` lie in shared memory, `local` is memory of a process. Its bytes are a
// Value, which both machines load and store themselves (`let`, `atomic`, expressions); it has no verb of its
// own.
#pragma once
#include <string_view>

#include "primitives/room.h"

namespace rehearse {

using WordState = Value;

// The keys of `resources:` that declare one.
inline constexpr std::string_view kWordKeys[] = {"shared", "atomic", "local"};

[[nodiscard]] Room word_room();

}  // namespace rehearse
