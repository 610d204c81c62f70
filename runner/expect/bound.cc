// leads_to's `within` and `not_before`: durations by the clock of a real run.
#include <algorithm>

#include "primitives/ids.h"
#include "runner/expect/evidence.h"
#include "runner/trace/names.h"

namespace rehearse {
namespace {

std::string duration_text(int64_t ns) {
  const auto with = [](double n, const char* unit) {
    std::string text = std::to_string(n);
    text.erase(text.find('.') + 2);
    if (text.size() > 2 && text.substr(text.size() - 2) == ".0") text.erase(text.size() - 2);
    return text + unit;
  };
  if (ns >= 1'000'000'000) return with(static_cast<double>(ns) / 1e9, "s");
  if (ns >= 1'000'000) return with(static_cast<double>(ns) / 1e6, "ms");
  return with(static_cast<double>(ns) / 1e3, "us");
}

}  // namespace

// Which `to` was the first after a `from` is not always known; a bound is missed if it is with every one that
// it may have been: those that overlap the `from`, and the first that certainly came after it.
std::optional<BoundMissed> missed_bound(const Evidence& evidence, std::size_t rule,
                                        const Automaton& automaton, const std::vector<Item>& items) {
  const Expectation& expectation = evidence.rule(rule);
  if (expectation.kind != Expectation::Kind::leads_to || (!expectation.within && !expectation.not_before))
    return {};
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!automaton.monitor.means(items[i].letter, 0)) continue;
    const Event& from = evidence.event(items[i]);
    bool any = false, in_time = false;
    int64_t took = 0;
    uint32_t answer = 0;
    for (std::size_t k = 0; k < items.size() && !in_time; ++k) {
      const bool certainly = evidence.order.before(items[i].event, items[k].event);
      if (k == i || !automaton.monitor.means(items[k].letter, 1) ||
          evidence.order.before(items[k].event, items[i].event))
        continue;
      if (!any) took = evidence.event(items[k]).time - from.time, answer = items[k].event;
      any = true;
      const int64_t passed = evidence.event(items[k]).time - from.time;
      in_time = passed <= expectation.within.value_or(INT64_MAX) &&
                passed >= expectation.not_before.value_or(INT64_MIN);
      if (certainly) break;
    }
    if (!any || in_time) continue;
    const bool late = took > expectation.within.value_or(INT64_MAX);
    return BoundMissed{event_name(evidence.program, evidence.trace.events[answer]) + " came " +
                           duration_text(took) + " after " + event_name(evidence.program, from) +
                           (late ? ", not within " : ", not later than ") +
                           duration_text(late ? *expectation.within : *expectation.not_before),
                       {items[i].event, answer}};
  }
  return {};
}

}  // namespace rehearse
