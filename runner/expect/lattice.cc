#include "runner/expect/lattice.h"

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

#include "runner/expect/commute.h"

namespace rehearse {
namespace {

struct WordsHash {
  std::size_t operator()(const std::vector<int32_t>& words) const {
    uint64_t hash = 0x9e3779b97f4a7c15u + words.size();
    for (const int32_t word : words) {
      hash ^= static_cast<uint32_t>(word);
      hash *= 0xff51afd7ed558ccdu;
      hash ^= hash >> 32;
    }
    return static_cast<std::size_t>(hash);
  }
};
using WordsSet = std::unordered_set<std::vector<int32_t>, WordsHash>;

class Search {
 public:
  Search(const Monitor& monitor, const std::vector<Item>& items, const Order& order, bool cut_short,
         std::size_t budget)
      : monitor_(monitor), items_(items), order_(order), cut_short_(cut_short), budget_(budget) {}

  LatticeResult run() {
    states_.insert(initial(monitor_));
    for (std::size_t from = 0; from < items_.size() && !settled() && !states_.empty();) {
      const std::size_t to = chunk_end(from);
      if (to == from + 1) {
        step_all(items_[from].letter);
      } else {
        search_chunk(from, to);
      }
      from = to;
    }
    return result();
  }

 private:
  // From `from` on, the fewest items of which all come before all that follow them. Nearly always one: then
  // the search is a plain run of the automaton.
  std::size_t chunk_end(std::size_t from) const {
    uint64_t latest = order_.latest(items_[from].event);
    std::size_t to = from + 1;
    while (to < items_.size()) {
      // The list is sorted by `earliest`, so the next item has the least of all that follow.
      if (latest < order_.earliest(items_[to].event)) break;
      if (to == from + 1 && alone_first(from)) break;
      latest = std::max(latest, order_.latest(items_[to].event));
      ++to;
    }
    return to;
  }

  // Ordered before everything that its interval overlaps, by causes or its actor's own order?
  bool alone_first(std::size_t from) const {
    const uint64_t latest = order_.latest(items_[from].event);
    std::size_t looked = 0;
    for (std::size_t i = from + 1; i < items_.size() && order_.earliest(items_[i].event) <= latest; ++i)
      if (!before(from, i) || ++looked > 64) return false;
    return true;
  }

  bool before(std::size_t a, std::size_t b) const {
    if (items_[a].actor == items_[b].actor) return a < b;
    return order_.before(items_[a].event, items_[b].event);
  }

  // One letter from one state. Gives whether the path goes on; `state` is then where.
  bool go_on(MonitorState& state, const Letter& letter) {
    ++visited_;
    switch (step(monitor_, state, letter)) {
      case Progress::open: return true;
      case Progress::broken: broken_ = true; return false;
      case Progress::decided: held_ = true; return false;
    }
    return false;
  }

  void step_all(const Letter& letter) {
    if (states_.size() == 1) {
      // The plain run: nothing is hashed or copied more than it must.
      auto node = states_.extract(states_.begin());
      if (go_on(node.value(), letter)) states_.insert(std::move(node));
      return;
    }
    WordsSet next;
    for (MonitorState state : states_)
      if (go_on(state, letter)) next.insert(std::move(state));
    states_ = std::move(next);
  }

  // The items of one chunk by actor; a cut is how many of each have happened.
  struct Lanes {
    std::vector<int32_t> actors;
    std::vector<std::vector<std::size_t>> items;
  };

  Lanes lanes_of(std::size_t from, std::size_t to) const {
    Lanes lanes;
    std::unordered_map<int32_t, std::size_t> index;
    for (std::size_t i = from; i < to; ++i) {
      const auto [found, fresh] = index.try_emplace(items_[i].actor, lanes.items.size());
      if (fresh) lanes.items.emplace_back();
      lanes.items[found->second].push_back(i);
    }
    return lanes;
  }

  // Breadth first: level k holds all pairs after k letters. A pair is one vector: the cut, then the monitor's
  // words.
  void search_chunk(std::size_t from, std::size_t to) {
    const Lanes lanes = lanes_of(from, to);
    const std::size_t width = lanes.items.size();
    conflicts_.clear();
    WordsSet level;
    for (const MonitorState& state : states_) level.insert(pair_of(std::vector<int32_t>(width, 0), state));
    for (std::size_t k = from; k < to && !settled() && !level.empty(); ++k) {
      WordsSet next;
      for (const auto& pair : level) {
        expand(lanes, pair, next);
        if (settled()) break;
      }
      level = std::move(next);
    }
    states_.clear();
    for (const auto& pair : level)
      states_.insert(MonitorState(pair.begin() + static_cast<std::ptrdiff_t>(width), pair.end()));
  }

  static std::vector<int32_t> pair_of(const std::vector<int32_t>& cut, const MonitorState& state) {
    std::vector<int32_t> pair = cut;
    pair.insert(pair.end(), state.begin(), state.end());
    return pair;
  }

  // An item that commutes with everything that could still come before it may as well come now: then no other
  // next item need be tried from here.
  void expand(const Lanes& lanes, const std::vector<int32_t>& pair, WordsSet& next) {
    std::vector<std::size_t> ready;
    for (std::size_t lane = 0; lane < lanes.items.size(); ++lane) {
      if (!can_be_next(lanes, pair, lane)) continue;
      ready.push_back(lane);
      if (!indifferent(lanes, pair, lane)) continue;
      ready.assign(1, lane);
      break;
    }
    for (const std::size_t lane : ready) advance(lanes, pair, lane, next);
  }

  void advance(const Lanes& lanes, const std::vector<int32_t>& pair, std::size_t lane, WordsSet& next) {
    const auto width = static_cast<std::ptrdiff_t>(lanes.items.size());
    MonitorState state(pair.begin() + width, pair.end());
    if (!go_on(state, items_[head(lanes, pair, lane)].letter)) return;
    std::vector<int32_t> cut(pair.begin(), pair.begin() + width);
    ++cut[lane];
    next.insert(pair_of(cut, state));
  }

  bool indifferent(const Lanes& lanes, const std::vector<int32_t>& cut, std::size_t lane) {
    const std::vector<int32_t>& conflicts = last_conflicts(lanes, cut, head(lanes, cut, lane), lane);
    for (std::size_t other = 0; other < lanes.items.size(); ++other)
      if (other != lane && conflicts[other] >= cut[other]) return false;
    return true;
  }

  // For each lane the last item that neither comes before nor after `item` nor commutes with it; -1: none.
  const std::vector<int32_t>& last_conflicts(const Lanes& lanes, const std::vector<int32_t>& cut,
                                             std::size_t item, std::size_t lane) {
    const auto [found, fresh] = conflicts_.try_emplace(item);
    if (!fresh) return found->second;
    found->second.assign(lanes.items.size(), -1);
    for (std::size_t other = 0; other < lanes.items.size(); ++other) {
      if (other == lane) continue;
      const auto& theirs = lanes.items[other];
      auto at = static_cast<std::size_t>(cut[other]);
      while (at > 0 && !before(theirs[at - 1], item)) --at;
      for (; at < theirs.size() && !before(item, theirs[at]); ++at)
        if (!commute(monitor_, items_[item].letter, items_[theirs[at]].letter))
          found->second[other] = static_cast<int32_t>(at);
    }
    return found->second;
  }

  std::size_t head(const Lanes& lanes, const std::vector<int32_t>& cut, std::size_t lane) const {
    return lanes.items[lane][static_cast<std::size_t>(cut[lane])];
  }
  static bool exhausted(const Lanes& lanes, const std::vector<int32_t>& cut, std::size_t lane) {
    return static_cast<std::size_t>(cut[lane]) >= lanes.items[lane].size();
  }

  // Nothing that has not happened yet comes before it; of each other actor only its next item need be asked.
  bool can_be_next(const Lanes& lanes, const std::vector<int32_t>& cut, std::size_t lane) const {
    if (exhausted(lanes, cut, lane)) return false;
    const std::size_t item = head(lanes, cut, lane);
    for (std::size_t other = 0; other < lanes.items.size(); ++other)
      if (other != lane && !exhausted(lanes, cut, other) && before(head(lanes, cut, other), item))
        return false;
    return true;
  }

  [[nodiscard]] bool settled() const { return (broken_ && held_) || visited_ > budget_; }

  LatticeResult result() {
    LatticeResult outcome;
    outcome.visited = visited_;
    if (visited_ > budget_) {
      outcome.judged = Answer::undetermined;
      return outcome;
    }
    bool pending = false;
    for (const MonitorState& state : states_) {
      const bool holds = holds_at_end(monitor_, state);
      if (holds || cut_short_) held_ = true;
      if (!holds) pending = true;
      if (!holds && !cut_short_) broken_ = true;
    }
    outcome.judged = !broken_ ? Answer::holds : held_ ? Answer::undetermined : Answer::broken;
    outcome.incomplete = cut_short_ && pending;
    return outcome;
  }

  const Monitor& monitor_;
  const std::vector<Item>& items_;
  const Order& order_;
  bool cut_short_;
  std::size_t budget_;
  std::unordered_map<std::size_t, std::vector<int32_t>> conflicts_;  // of the chunk, by item
  WordsSet states_;                                                  // of all paths that are still open
  bool broken_ = false, held_ = false;
  std::size_t visited_ = 0;
};

}  // namespace

LatticeResult judge_orders(const Monitor& monitor, const std::vector<Item>& items, const Order& order,
                           bool cut_short, std::size_t budget) {
  return Search(monitor, items, order, cut_short, std::max(budget, items.size() * 2)).run();
}

void sort_items(std::vector<Item>& items, const Order& order) {
  std::stable_sort(items.begin(), items.end(), [&](const Item& a, const Item& b) {
    const auto key = [&](const Item& item) {
      return std::pair(order.earliest(item.event), order.rank(item.event));
    };
    return key(a) < key(b);
  });
}

int64_t first_break(const Monitor& monitor, const std::vector<Item>& items) {
  MonitorState state = initial(monitor);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const Progress progress = step(monitor, state, items[i].letter);
    if (progress == Progress::broken) return static_cast<int64_t>(i);
    if (progress == Progress::decided) return -1;
  }
  return holds_at_end(monitor, state) ? -1 : static_cast<int64_t>(items.size());
}

}  // namespace rehearse
