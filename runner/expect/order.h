// The partial order of a trace's events: A is before B if A's latest instant is before B's earliest, if A
// caused B, if both are one actor's, in its order; and by chains of these.
//
// Along causes and an actor's own order instants can only grow, so both bounds of each event's instant are
// tightened once. A chain that somewhere passes from ticket to ticket then shows in the bounds of its two
// ends; the other chains consist of causes and own orders alone, and a vector of positions, one an actor,
// tells these.
#pragma once
#include <cstdint>
#include <vector>

#include "runner/expect/causes.h"

namespace rehearse {

class Order {
 public:
  Order(const Program& program, const Trace& trace);

  // Both are indices into Trace::events.
  [[nodiscard]] bool before(std::size_t a, std::size_t b) const;
  [[nodiscard]] uint64_t earliest(std::size_t event) const { return earliest_[event]; }
  [[nodiscard]] uint64_t latest(std::size_t event) const { return latest_[event]; }
  // Sorting by (earliest, rank) gives one of the orders that are possible.
  [[nodiscard]] uint32_t rank(std::size_t event) const { return rank_[event]; }
  [[nodiscard]] uint32_t position(std::size_t event) const {
    return position_[event];
  }  // in its actor's own order
  [[nodiscard]] const Actors& actors() const { return actors_; }

 private:
  struct Graph;
  void sort(const Graph& graph);
  void tighten(const Graph& graph);
  void remember_chains(const Graph& graph);
  int32_t copy_clock(int32_t clock);  // of all zeros for -1

  const Trace& trace_;
  Actors actors_;
  std::vector<uint64_t> earliest_, latest_;
  std::vector<uint32_t> position_, rank_, sorted_;
  std::vector<int32_t> clock_of_;  // which clock; -1: nothing of others is known to come before
  std::vector<uint32_t> clocks_;   // one after the other; for each actor how many of its events come before
};

}  // namespace rehearse
