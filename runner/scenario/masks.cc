#include "runner/scenario/masks.h"

#include <fmt/format.h>

#include <algorithm>
#include <csignal>

namespace rehearse {

void check_can_be_handled(int signal, const Place& place, std::string_view what, const WrittenStep& written,
                          StepContext& context) {
  if ((signal != SIGKILL && signal != SIGSTOP) || written.provides_for_failure()) return;
  context.error(place, fmt::format("{} cannot {}", signal == SIGKILL ? "SIGKILL" : "SIGSTOP", what),
                "it always does what it does by default; to show that, write `fails: EINVAL` beside it");
}

std::vector<int> read_mask(const Node& node, std::string_view key, const WrittenStep& written,
                           StepContext& context) {
  std::vector<int> mask;
  if (node.kind == Node::Kind::empty) {
    context.error(node.place, fmt::format("`{}` needs a list of signals", key), "the empty list is `[]`");
    return mask;
  }
  const std::string what = fmt::format("{}", key == "sigwait" ? "be waited for" : "be blocked");
  for (const Node* item : context.reading.one_or_more(node, key)) {
    if (mentions(item->text, context.reading.unclear)) continue;
    const auto signal = read_known_signal(*item, context.environment);
    if (!signal) continue;
    check_can_be_handled(*signal, item->place, what, written, context);
    mask.push_back(*signal);
  }
  std::ranges::sort(mask);
  mask.erase(std::unique(mask.begin(), mask.end()), mask.end());
  return mask;
}

}  // namespace rehearse
