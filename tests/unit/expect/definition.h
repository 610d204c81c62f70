// The language's table of expectations, by lists: what each rule says of one order of all events, written
// from its sentences and without looking at the automata. The oracle of oracle_test.cc.
#pragma once
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "runner/scenario/scenario.h"

namespace rehearse::testing {

// One event as a rule sees it.
struct Point {
  int actor = 0;
  int64_t value = 0;
  std::set<int> is;  // entries of the rule that it is an occurrence of; spans: 2i begin, 2i + 1 end
  int ends = 0;      // how many open spans of entry 0 an exit ends
  bool scope_begin = false, scope_end = false;
};
using List = std::vector<Point>;

class Definition {
 public:
  Definition(const Expectation& rule, int entries) : rule_(rule), entries_(entries) {}

  [[nodiscard]] bool holds(const List& list) const {
    for (const List& stretch : stretches(list))
      if (!holds_in(stretch)) return false;
    return true;
  }
  [[nodiscard]] bool reaches(const List& list, int64_t peak) const { return most_inside(list) >= peak; }

 private:
  using Kind = Expectation::Kind;
  using ScopeKind = Expectation::ScopeKind;

  [[nodiscard]] std::vector<List> stretches(const List& list) const {
    if (rule_.scope == ScopeKind::whole) return {list};
    std::vector<List> found;
    bool open = rule_.scope == ScopeKind::before;
    if (open) found.emplace_back();
    for (const Point& point : list) {
      if (open && point.scope_end) {
        open = false;
        if (!rule_.each) return found;
      }
      if (open) found.back().push_back(point);
      if (!open && point.scope_begin && (found.empty() || rule_.each)) {
        open = true;
        found.emplace_back();
      }
    }
    return found;
  }

  [[nodiscard]] bool holds_in(const List& list) const {
    switch (rule_.kind) {
      case Kind::order: return order(list);
      case Kind::any_order: return all_occur(list);
      case Kind::sequence: return sequence(list);
      case Kind::precedes: return precedes(list);
      case Kind::leads_to: return leads_to(list);
      case Kind::never:
      case Kind::nonblocking: return where(list, 0).empty();
      case Kind::occurs: return occurs(list);
      case Kind::pairs: return rule_.fifo ? fifo(list) : pairs(list);
      case Kind::exclusive: return exclusive(list);
      case Kind::inside: return most_inside(list) <= *rule_.at_most;
      case Kind::blocks: return blocks(list);
      default: return true;
    }
  }

  static std::vector<int> where(const List& list, int entry) {
    std::vector<int> positions;
    for (int i = 0; i < static_cast<int>(list.size()); ++i)
      if (list[static_cast<std::size_t>(i)].is.contains(entry)) positions.push_back(i);
    return positions;
  }

  [[nodiscard]] bool all_occur(const List& list) const {
    for (int entry = 0; entry < entries_; ++entry)
      if (where(list, entry).empty()) return false;
    return true;
  }

  [[nodiscard]] bool order(const List& list) const {
    if (!all_occur(list)) return false;
    for (int a = 0; a < entries_; ++a)
      for (int b = a + 1; b < entries_; ++b)
        if (where(list, a).back() >= where(list, b).front()) return false;
    return true;
  }

  [[nodiscard]] bool sequence(const List& list) const {
    std::vector<const Point*> named;
    for (const Point& point : list)
      if (!point.is.empty()) named.push_back(&point);
    if (named.size() != rule_.events.size()) return false;
    for (std::size_t i = 0; i < named.size(); ++i)
      if (!named[i]->is.contains(static_cast<int>(i))) return false;
    return true;
  }

  static bool precedes(const List& list) {
    const auto firsts = where(list, 0), thens = where(list, 1);
    return thens.empty() || (!firsts.empty() && firsts.front() <= thens.front());
  }

  static bool leads_to(const List& list) {
    const auto froms = where(list, 0), tos = where(list, 1);
    return std::all_of(froms.begin(), froms.end(), [&](int from) {
      return std::any_of(tos.begin(), tos.end(), [&](int to) { return to > from; });
    });
  }

  [[nodiscard]] bool occurs(const List& list) const {
    const auto count = static_cast<int64_t>(where(list, 0).size());
    if (rule_.times) return count == *rule_.times;
    if (rule_.at_most && count > *rule_.at_most) return false;
    if (rule_.at_least) return count >= *rule_.at_least;
    return rule_.at_most.has_value() || count >= 1;
  }

  [[nodiscard]] bool pairs(const List& list) const {
    std::set<int64_t> values;
    for (const Point& point : list) values.insert(point.value);
    for (const int64_t value : values) {
      auto froms = where(list, 0), tos = where(list, 1);
      const auto other = [&](int i) { return list[static_cast<std::size_t>(i)].value != value; };
      std::erase_if(froms, other);
      std::erase_if(tos, other);
      if (tos.size() > froms.size() || (!rule_.lossy && tos.size() != froms.size())) return false;
      for (std::size_t i = 0; i < tos.size(); ++i)
        if (tos[i] < froms[i]) return false;
    }
    return true;
  }

  // In the order sent: some way to choose which were lost explains what was received.
  [[nodiscard]] bool fifo(const List& list) const {
    const auto froms = where(list, 0), tos = where(list, 1);
    if (!rule_.lossy && froms.size() != tos.size()) return false;
    return explains(list, froms, 0, tos, 0);
  }
  bool explains(const List& list, const std::vector<int>& froms, std::size_t f, const std::vector<int>& tos,
                std::size_t t) const {
    if (t == tos.size()) return rule_.lossy || f == froms.size();
    if (f == froms.size()) return false;
    const Point& from = list[static_cast<std::size_t>(froms[f])];
    const Point& to = list[static_cast<std::size_t>(tos[t])];
    if (froms[f] < tos[t] && from.value == to.value && explains(list, froms, f + 1, tos, t + 1)) return true;
    return rule_.lossy && explains(list, froms, f + 1, tos, t);
  }

  struct Span {
    int entry, actor;
    std::size_t begin, end;
  };
  [[nodiscard]] std::vector<Span> spans(const List& list) const {
    std::vector<Span> all;
    for (int entry = 0; 2 * entry < entries_; ++entry)
      for (std::size_t i = 0; i < list.size(); ++i) {
        if (!list[i].is.contains(2 * entry)) continue;
        // Its end is the first at which as many have ended as have begun since.
        int depth = 0;
        std::size_t end = list.size();
        for (std::size_t k = i; k < list.size() && end == list.size(); ++k) {
          if (list[k].actor != list[i].actor) continue;
          depth += list[k].is.contains(2 * entry) ? 1 : 0;
          depth -= list[k].is.contains(2 * entry + 1) ? 1 : 0;
          if (depth == 0 || list[k].ends > 0) end = k;
        }
        all.push_back({entry, list[i].actor, i, end});
      }
    return all;
  }

  [[nodiscard]] bool exclusive(const List& list) const {
    const auto all = spans(list);
    for (const Span& a : all)
      for (const Span& b : all) {
        if (a.actor == b.actor || (entries_ > 2 && a.entry == b.entry)) continue;
        if (a.begin < b.end && b.begin < a.end) return false;
      }
    return true;
  }

  [[nodiscard]] int64_t most_inside(const List& list) const {
    int64_t most = 0;
    for (std::size_t i = 0; i < list.size(); ++i) {
      std::set<int> actors;
      for (const Span& span : spans(list))
        if (span.begin <= i && i < span.end) actors.insert(span.actor);
      most = std::max(most, static_cast<int64_t>(actors.size()));
    }
    return most;
  }

  // Entries: 0 A, 1 A.blocks, 2 until.
  static bool blocks(const List& list) {
    const auto untils = where(list, 2);
    for (const int a : where(list, 0)) {
      int wait = -1;
      for (int i = 0; i < a; ++i) {
        if (list[static_cast<std::size_t>(i)].actor != list[static_cast<std::size_t>(a)].actor) continue;
        if (list[static_cast<std::size_t>(i)].is.contains(1)) wait = i;
        if (list[static_cast<std::size_t>(i)].is.contains(0)) wait = -1;
      }
      if (wait < 0 || std::none_of(untils.begin(), untils.end(), [&](int u) { return wait < u && u <= a; }))
        return false;
    }
    for (const int wait : where(list, 1)) {
      bool got_on = false;
      for (const int a : where(list, 0))
        got_on |=
            a > wait && list[static_cast<std::size_t>(a)].actor == list[static_cast<std::size_t>(wait)].actor;
      if (!got_on) return false;
    }
    return true;
  }

  const Expectation& rule_;
  int entries_;
};

}  // namespace rehearse::testing
