// The errors that a step can fail with: `fails:`, `catch:`, `error:`.
#pragma once
#include "runner/scenario/modifiers.h"

namespace rehearse {

// False after an error: the verb cannot fail, so the key `entry` means nothing.
bool can_fail(const Entry& entry, const Uses& uses, StepContext& context);
// An error's name, or `any`; invalid after an error.
[[nodiscard]] Symbol read_error(std::string_view name, const Place& place, const Uses& uses,
                                StepContext& context);

}  // namespace rehearse
