// Each kind of rule is one small automaton. It eats letters, one for each event that the rule names, in the
// order in which they happened; its state is a few words of plain data, so that a search may carry it.
#pragma once
#include <cstdint>
#include <vector>

#include "primitives/ids.h"
#include "runner/scenario/scenario.h"

namespace rehearse {

// What one event is to a rule. `meaning` is an index into Monitor::meanings: the entries of the rule that it
// matches.
struct Letter {
  int32_t meaning = 0;
  int32_t actor = 0;
  int32_t value = 0;  // pairs by value: equal values have equal numbers
};

// Which entries there are follows from the kind:
//   order, any_order, sequence    one for each event written
//   precedes, leads_to, pairs     0 first/from, 1 then/to
//   never, occurs, nonblocking, always    0
//   exclusive, inside             2i: a span of entry i begins; 2i+1: it ends
//   blocks                        0 A, 1 A.blocks, 2 until
// and for a scope `scope_begin()`, `scope_end()`.
struct Monitor {
  enum class Kind : uint8_t {
    order,
    any_order,
    sequence,
    precedes,
    leads_to,
    never,
    occurs,
    pairs,
    exclusive,
    inside,
    peak,
    blocks,
  };
  Kind kind = Kind::never;
  int32_t entries = 1;
  std::vector<int32_t> sequence;  // sequence: the entries in the order wanted (a repeated event is one entry)
  int64_t at_least = 0, at_most = INT64_MAX;           // occurs; inside: at_most; peak: at_least
  bool by_value = false, fifo = false, lossy = false;  // pairs
  Expectation::ScopeKind scope = Expectation::ScopeKind::whole;
  bool each = false;
  std::vector<std::vector<int32_t>> meanings;  // entries ascending

  [[nodiscard]] int32_t scope_begin() const { return entries; }
  [[nodiscard]] int32_t scope_end() const { return entries + 1; }
  [[nodiscard]] bool means(const Letter& letter, int32_t entry) const;
  // The number of these entries, added if it is new.
  int32_t meaning(const std::vector<int32_t>& entries_matched);
};

using MonitorState = std::vector<int32_t>;

enum class Progress : uint8_t {
  open,     // so far
  broken,   // whatever follows
  decided,  // it holds, whatever follows
};

[[nodiscard]] MonitorState initial(const Monitor& monitor);
Progress step(const Monitor& monitor, MonitorState& state, const Letter& letter);
// Does the rule hold if nothing follows any more?
[[nodiscard]] bool holds_at_end(const Monitor& monitor, const MonitorState& state);

// The automaton of one kind, scopes apart.
struct MonitorKind {
  void (*initial)(const Monitor&, MonitorState&);
  Progress (*step)(const Monitor&, MonitorState&, const Letter&);
  bool (*holds_at_end)(const Monitor&, const MonitorState&);
};
extern const MonitorKind kOrderMonitor, kAnyOrderMonitor, kSequenceMonitor, kPrecedesMonitor, kLeadsToMonitor,
    kNeverMonitor, kOccursMonitor, kPairsMonitor, kExclusiveMonitor, kInsideMonitor, kPeakMonitor,
    kBlocksMonitor;

}  // namespace rehearse
