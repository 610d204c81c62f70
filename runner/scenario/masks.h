// Lists of signals.
#pragma once
#include "runner/scenario/step_context.h"

namespace rehearse {

// A list, or one signal alone. SIGKILL and SIGSTOP are errors unless `fails:`, `catch:` or `error:` stands
// beside.
[[nodiscard]] std::vector<int> read_mask(const Node& node, std::string_view key, const WrittenStep& written,
                                         StepContext& context);
// SIGKILL and SIGSTOP cannot be handled, blocked or waited for. `what`: "be handled".
void check_can_be_handled(int signal, const Place& place, std::string_view what, const WrittenStep& written,
                          StepContext& context);

}  // namespace rehearse
