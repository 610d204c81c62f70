#include "runner/expect/letters.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace rehearse {
namespace {

using Suffix = EventPattern::Suffix;

// One entry matched. What an exit implies (spans end with their actor) comes before the exit itself.
struct Hit {
  static constexpr uint32_t kItself = UINT32_MAX;
  int32_t actor = 0;
  uint32_t event = 0;
  uint32_t place = kItself;
  int32_t entry = 0;
};

bool has_span_key(const EventPattern& pattern) {
  return std::any_of(pattern.keys.begin(), pattern.keys.end(),
                     [](const EventKey& key) { return key.kind == EventKey::Kind::span; });
}

class Collector {
 public:
  Collector(const Program& program, const Trace& trace, const Order& order,
            const std::vector<uint32_t>& skipped)
      : program_(program), trace_(trace), order_(order), skipped_(skipped) {}

  void collect(const RuleEntry& entry) {
    const EventPattern& pattern = program_.patterns[static_cast<std::size_t>(entry.pattern)];
    for (const ActorId actor : pattern.actors) {
      if (actor.index() >= order_.actors().count()) continue;
      if (entry.wait_of) {
        collect_waits(entry, pattern, actor);
      } else {
        collect_events(entry, pattern, actor);
      }
    }
  }

  void collect_always(int32_t rule) {
    for (uint32_t i = 0; i < trace_.events.size(); ++i) {
      const Event& event = trace_.events[i];
      if (event.kind == Event::Kind::always && event.target == rule)
        hits_.push_back({event.actor.value, i, Hit::kItself, 0});
    }
  }

  std::vector<Hit> take() {
    // Of each actor in its own order; a span's implied end may lie in the exit of the actor's process, after
    // all.
    std::stable_sort(hits_.begin(), hits_.end(), [&](const Hit& a, const Hit& b) { return key(a) < key(b); });
    return std::move(hits_);
  }

 private:
  std::tuple<int32_t, bool, uint32_t, uint32_t, int32_t> key(const Hit& hit) const {
    const bool foreign = trace_.events[hit.event].actor.value != hit.actor;
    return {hit.actor, foreign, order_.position(hit.event), hit.place, hit.entry};
  }

  bool happened(uint32_t event) const {
    return std::find(skipped_.begin(), skipped_.end(), event) == skipped_.end();
  }

  // All occurrences of the pattern in one actor, then the one or all that are meant.
  void collect_events(const RuleEntry& entry, const EventPattern& pattern, ActorId actor) {
    const bool span_end =
        has_span_key(pattern) && (entry.suffix == Suffix::end || entry.suffix == Suffix::plain);
    std::vector<Hit> found;
    int64_t open = 0;
    for (const uint32_t i : order_.actors().of(actor)) {
      const Event& event = trace_.events[i];
      if (!happened(i)) continue;
      if (matches(program_, pattern, event, entry.suffix)) {
        found.push_back({actor.value, i, Hit::kItself, entry.number});
        if (span_end) --open;
      }
      if (span_end && matches(program_, pattern, event, Suffix::begin)) ++open;
    }
    if (open > 0) add_implied_ends(found, entry, actor, open);
    choose(found, pattern.occurrence);
  }

  void add_implied_ends(std::vector<Hit>& found, const RuleEntry& entry, ActorId actor, int64_t open) {
    int64_t exit = order_.actors().first(actor, Event::Kind::exit);
    if (exit < 0 && actor.index() < program_.actors.size() && program_.actors[actor.index()].thread)
      exit = order_.actors().first(program_.actors[actor.index()].process, Event::Kind::exit);
    if (exit < 0) return;
    for (uint32_t k = 0; k < open; ++k)
      found.push_back({actor.value, static_cast<uint32_t>(exit), k, entry.number});
  }

  void choose(const std::vector<Hit>& found, int occurrence) {
    if (occurrence == EventPattern::kEvery) {
      hits_.insert(hits_.end(), found.begin(), found.end());
    } else if (occurrence == EventPattern::kLast) {
      if (!found.empty()) hits_.push_back(found.back());
    } else if (static_cast<std::size_t>(occurrence) <= found.size()) {
      hits_.push_back(found[static_cast<std::size_t>(occurrence - 1)]);
    }
  }

  // Rule `blocks`: the waiting that led to each occurrence of A, also where it has not got on yet.
  void collect_waits(const RuleEntry& entry, const EventPattern& pattern, ActorId actor) {
    constexpr uint32_t kNoWait = UINT32_MAX;
    std::map<std::pair<int32_t, uint8_t>, uint32_t> waiting;  // by step and depth
    std::vector<uint32_t> waits;                              // of each occurrence
    for (const uint32_t i : order_.actors().of(actor)) {
      const Event& event = trace_.events[i];
      if (!happened(i)) continue;
      const std::pair step(event.step.value, event.depth);
      if (event.kind == Event::Kind::blocks && matches(program_, pattern, event, Suffix::blocks))
        waiting[step] = i;
      if (event.kind != Event::Kind::step) continue;
      const auto wait = waiting.find(step);
      if (matches(program_, pattern, event, pattern.suffix))
        waits.push_back(wait != waiting.end() ? wait->second : kNoWait);
      if (wait != waiting.end()) waiting.erase(wait);
    }
    for (const auto& [step, wait] : waiting) waits.push_back(wait);
    std::vector<Hit> found;
    for (const uint32_t wait : waits) found.push_back({actor.value, wait, Hit::kItself, entry.number});
    const std::size_t before = hits_.size();
    choose(found, pattern.occurrence);
    hits_.erase(std::remove_if(hits_.begin() + static_cast<std::ptrdiff_t>(before), hits_.end(),
                               [&](const Hit& hit) { return hit.event == kNoWait; }),
                hits_.end());
  }

  const Program& program_;
  const Trace& trace_;
  const Order& order_;
  const std::vector<uint32_t>& skipped_;
  std::vector<Hit> hits_;
};

// Values by number, equal ones alike. -1: the event has none.
class ValueNumbers {
 public:
  int32_t of(const Value& value) {
    if (value.kind == ValueKind::unset || value.kind == ValueKind::none) return -1;
    const ValueKind kind = value.is_number() ? ValueKind::integer : value.kind;
    return numbers_.try_emplace({kind, value.bits}, static_cast<int32_t>(numbers_.size())).first->second;
  }

 private:
  std::map<std::pair<ValueKind, int64_t>, int32_t> numbers_;
};

// By value where both sides have one, else by number.
void number_values(const Trace& trace, Monitor& monitor, std::vector<Item>& items) {
  ValueNumbers numbers;
  monitor.by_value = true;
  for (Item& item : items) {
    if (!monitor.means(item.letter, 0) && !monitor.means(item.letter, 1)) continue;
    item.letter.value = numbers.of(trace.events[item.event].value);
    if (item.letter.value < 0) monitor.by_value = false;
  }
  if (monitor.by_value) return;
  for (Item& item : items) item.letter.value = 0;
}

}  // namespace

std::vector<Item> letters_of(const Program& program, const Trace& trace, const Order& order, std::size_t rule,
                             Automaton& automaton, const std::vector<uint32_t>& skipped) {
  Collector collector(program, trace, order, skipped);
  for (const RuleEntry& entry : automaton.entries) {
    if (entry.pattern >= 0) {
      collector.collect(entry);
    } else {
      collector.collect_always(static_cast<int32_t>(rule));
    }
  }
  const std::vector<Hit> hits = collector.take();
  std::vector<Item> items;
  for (std::size_t i = 0; i < hits.size();) {
    const Hit& first = hits[i];
    std::vector<int32_t> entries;
    for (; i < hits.size() && hits[i].actor == first.actor && hits[i].event == first.event &&
           hits[i].place == first.place;
         ++i)
      if (entries.empty() || entries.back() != hits[i].entry) entries.push_back(hits[i].entry);
    items.push_back({first.event, first.actor, {automaton.monitor.meaning(entries), first.actor, 0}});
  }
  if (automaton.monitor.kind == Monitor::Kind::pairs) number_values(trace, automaton.monitor, items);
  sort_items(items, order);
  return items;
}

int64_t count_occurrences(const Program& program, const Trace& trace, const Order& order, int pattern,
                          EventPattern::Suffix suffix) {
  const std::vector<uint32_t> none_skipped;
  Collector collector(program, trace, order, none_skipped);
  collector.collect({pattern, suffix, 0, false});
  return static_cast<int64_t>(collector.take().size());
}

}  // namespace rehearse
