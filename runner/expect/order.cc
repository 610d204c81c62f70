#include "runner/expect/order.h"

#include <algorithm>

namespace rehearse {

// Causes by their ends, in two flat lists; an actor's own order is not in it.
struct Order::Graph {
  std::vector<uint32_t> out_begin, out, in_begin, in;

  Graph(std::size_t events, const std::vector<Edge>& edges) {
    fill(events, edges, out_begin, out, &Edge::from, &Edge::to);
    fill(events, edges, in_begin, in, &Edge::to, &Edge::from);
  }
  static void fill(std::size_t events, const std::vector<Edge>& edges, std::vector<uint32_t>& begin,
                   std::vector<uint32_t>& list, uint32_t Edge::*key, uint32_t Edge::*other) {
    begin.assign(events + 1, 0);
    for (const Edge& edge : edges) ++begin[edge.*key + 1];
    for (std::size_t i = 0; i < events; ++i) begin[i + 1] += begin[i];
    list.resize(edges.size());
    std::vector<uint32_t> next(begin.begin(), begin.end() - 1);
    for (const Edge& edge : edges) list[next[edge.*key]++] = edge.*other;
  }
  template <class F>
  void each_out(std::size_t event, F f) const {
    for (uint32_t k = out_begin[event]; k < out_begin[event + 1]; ++k) f(out[k]);
  }
  template <class F>
  void each_in(std::size_t event, F f) const {
    for (uint32_t k = in_begin[event]; k < in_begin[event + 1]; ++k) f(in[k]);
  }
};

Order::Order(const Program& program, const Trace& trace) : trace_(trace), actors_(program, trace) {
  const std::size_t count = trace.events.size();
  earliest_.resize(count);
  latest_.resize(count);
  position_.assign(count, 0);
  rank_.assign(count, 0);
  clock_of_.assign(count, -1);
  for (std::size_t i = 0; i < count; ++i) {
    earliest_[i] = trace.events[i].earliest();
    latest_[i] = trace.events[i].maybe ? UINT64_MAX : trace.events[i].latest();
  }
  for (std::size_t a = 0; a < actors_.count(); ++a) {
    const auto& own = actors_.of(ActorId(a));
    for (uint32_t k = 0; k < own.size(); ++k) position_[own[k]] = k;
  }
  const Graph graph(count, causal_edges(program, trace, actors_));
  sort(graph);
  tighten(graph);
  remember_chains(graph);
}

// Topological. A trace that contradicts itself (it cannot, unless the stage is wrong) must not hang us:
// whoever is stuck with the earliest end goes on without waiting for its causes.
void Order::sort(const Graph& graph) {
  const std::size_t count = trace_.events.size();
  std::vector<uint32_t> missing(count, 0), next(actors_.count(), 0), ready;
  std::vector<bool> taken(count, false);
  for (std::size_t i = 0; i < count; ++i) missing[i] = graph.in_begin[i + 1] - graph.in_begin[i];
  const auto head = [&](std::size_t a) -> int64_t {
    const auto& own = actors_.of(ActorId(a));
    return next[a] < own.size() ? int64_t{own[next[a]]} : -1;
  };
  const auto take = [&](uint32_t event) {
    if (taken[event]) return;
    taken[event] = true;
    ready.push_back(event);
  };
  const auto take_if_free = [&](int64_t event) {
    if (event >= 0 && missing[static_cast<std::size_t>(event)] == 0) take(static_cast<uint32_t>(event));
  };
  for (std::size_t a = 0; a < actors_.count(); ++a) take_if_free(head(a));
  for (;;) {
    while (!ready.empty()) {
      const uint32_t event = ready.back();
      ready.pop_back();
      rank_[event] = static_cast<uint32_t>(sorted_.size());
      sorted_.push_back(event);
      const std::size_t actor = trace_.events[event].actor.index();
      ++next[actor];
      take_if_free(head(actor));
      graph.each_out(event, [&](uint32_t to) {
        if (--missing[to] == 0 && head(trace_.events[to].actor.index()) == to) take(to);
      });
    }
    int64_t stuck = -1;
    for (std::size_t a = 0; a < actors_.count(); ++a) {
      const int64_t event = head(a);
      if (event >= 0 && (stuck < 0 || trace_.events[static_cast<std::size_t>(event)].end <
                                          trace_.events[static_cast<std::size_t>(stuck)].end))
        stuck = event;
    }
    if (stuck < 0) return;
    take(static_cast<uint32_t>(stuck));
  }
}

void Order::tighten(const Graph& graph) {
  std::vector<uint64_t> of_actor(actors_.count(), 0);
  for (uint32_t event : sorted_) {
    uint64_t& own = of_actor[trace_.events[event].actor.index()];
    uint64_t& bound = earliest_[event];
    bound = std::max(bound, own);
    graph.each_in(event, [&](uint32_t from) {
      if (rank_[from] < rank_[event]) bound = std::max(bound, earliest_[from]);
    });
    own = bound;
  }
  std::fill(of_actor.begin(), of_actor.end(), UINT64_MAX);
  for (std::size_t k = sorted_.size(); k-- > 0;) {
    const uint32_t event = sorted_[k];
    uint64_t& own = of_actor[trace_.events[event].actor.index()];
    uint64_t& bound = latest_[event];
    bound = std::min(bound, own);
    graph.each_out(event, [&](uint32_t to) {
      if (rank_[to] > rank_[event]) bound = std::min(bound, latest_[to]);
    });
    own = bound;
  }
}

// A new vector only where something of another actor comes in that tickets do not tell already.
void Order::remember_chains(const Graph& graph) {
  const std::size_t width = actors_.count();
  std::vector<int32_t> current(width, -1);
  for (uint32_t event : sorted_) {
    const std::size_t actor = trace_.events[event].actor.index();
    bool fresh = false;
    graph.each_in(event, [&](uint32_t from) {
      const std::size_t other = trace_.events[from].actor.index();
      if (rank_[from] > rank_[event] || other == actor || latest_[from] < earliest_[event]) return;
      if (!fresh) current[actor] = copy_clock(current[actor]);
      fresh = true;
      uint32_t* clock = clocks_.data() + static_cast<std::size_t>(current[actor]) * width;
      clock[other] = std::max(clock[other], position_[from] + 1);
      if (clock_of_[from] < 0) return;
      const uint32_t* theirs = clocks_.data() + static_cast<std::size_t>(clock_of_[from]) * width;
      for (std::size_t a = 0; a < width; ++a) clock[a] = std::max(clock[a], theirs[a]);
    });
    clock_of_[event] = current[actor];
  }
}

int32_t Order::copy_clock(int32_t clock) {
  const std::size_t width = actors_.count(), at = clocks_.size();
  clocks_.resize(at + width, 0);
  if (clock >= 0)
    std::copy_n(clocks_.begin() + static_cast<std::ptrdiff_t>(static_cast<std::size_t>(clock) * width), width,
                clocks_.begin() + static_cast<std::ptrdiff_t>(at));
  return static_cast<int32_t>(at / width);
}

bool Order::before(std::size_t a, std::size_t b) const {
  const ActorId actor = trace_.events[a].actor;
  if (actor == trace_.events[b].actor) return position_[a] < position_[b];
  if (latest_[a] < earliest_[b]) return true;
  if (clock_of_[b] < 0 || !actor.valid()) return false;
  return clocks_[static_cast<std::size_t>(clock_of_[b]) * actors_.count() + actor.index()] > position_[a];
}

}  // namespace rehearse
