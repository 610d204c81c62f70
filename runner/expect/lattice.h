// Three values from one automaton: every order of the letters that the trace leaves open is a path through
// pairs (consistent cut, state of the monitor). No path breaks the rule: it holds. Every path does: broken.
// Else undetermined.
#pragma once
#include <cstdint>
#include <vector>

#include "runner/expect/monitor.h"
#include "runner/expect/order.h"

namespace rehearse {

// A letter and the event that it stands for. Several may stand for one event (a span's end by its actor's
// exit).
struct Item {
  uint32_t event = 0;
  int32_t actor = 0;  // whose event it is; letters of one actor come in the order of the list
  Letter letter;
};

enum class Answer : uint8_t { holds, broken, undetermined };

struct LatticeResult {
  Answer judged = Answer::holds;
  // Along a run cut short: no path is broken yet, but what the rule still waits for did not come on every
  // one.
  bool incomplete = false;
  std::size_t visited = 0;  // pairs
};

constexpr std::size_t kLatticeBudget = 400'000;

// `items` in one of the possible orders (sort_items). `cut_short`: what was still to come is not missed.
[[nodiscard]] LatticeResult judge_orders(const Monitor& monitor, const std::vector<Item>& items,
                                         const Order& order, bool cut_short,
                                         std::size_t budget = kLatticeBudget);

// Into the order of (earliest, rank), which is a possible one. Keeps the order of one event's items.
void sort_items(std::vector<Item>& items, const Order& order);

// Where the rule breaks in the order of the list: the item's index, or items.size() if only at the end, or
// -1.
[[nodiscard]] int64_t first_break(const Monitor& monitor, const std::vector<Item>& items);

}  // namespace rehearse
