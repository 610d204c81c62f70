// One scenario for one combination of its params: typed, validated, every name resolved. Nothing here can be wrong any
// more in a way that the check could have seen.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "primitives/room.h"
#include "runner/scenario/event.h"
#include "runner/scenario/expression.h"
#include "runner/scenario/step.h"
#include "runner/syntax/tree.h"

namespace rehearse {

// Texts by number; begins with those of symbols.h.
class SymbolTable {
 public:
  SymbolTable();
  Symbol intern(std::string_view text);
  [[nodiscard]] Symbol find(std::string_view text) const;   // invalid if there is none
  [[nodiscard]] const std::string& text(Symbol symbol) const;
  [[nodiscard]] std::size_t size() const { return texts_.size(); }

 private:
  std::vector<std::string> texts_;
};

enum class Scope : uint8_t { shared, process };
enum class WordKind : uint8_t { shared, atomic, local };
enum class Timing : uint8_t { unsaid, any, ordered };

struct Resource {
  std::string name;
  Place place;
  RoomId room{};
  PrimitiveOptions options;
  Scope scope = Scope::shared;      // a `local` word has Scope::process
  WordKind word = WordKind::shared;
  int backend = 0;                  // index into Room::backends
  bool array = false;
  int count = 1;
  ObjectId first;                   // elements are first .. first + count - 1
};

struct Actor {
  enum class Kind : uint8_t { process, thread };
  std::string name;
  Place place;
  Kind kind = Kind::process;
  int process = -1;                 // thread: index into Scenario::actors of its process
  int process_copy = 0;             //   which copy of it (a thread of an actor with count is refused unless count is 1)
  bool counted = false;             // written with count:
  int count = 1;
  bool manual = false;
  bool daemon = false;
  std::string display_name;         // name:, as in self.name; "" : the actor's own name
  ActorId first;                    // copies are first .. first + count - 1; main is 0
  std::vector<std::string> names;   // actor-local names and those of its task instances ("task#2.x")
  Steps steps;
};

// How an actor may end: a list of these.
struct ExitExpectation {
  ActorId actor;
  Place place;
  struct Way {
    enum class Kind : uint8_t { code, signal, never_began, any } kind = Kind::any;
    int number = 0;
  };
  std::vector<Way> ways;
};

struct BlockedExpectation {         // "h[*].acquire(q)": 1
  int pattern = -1;
  int64_t count = 1;
};

// One entry of `expect:`. Which fields are used follows from the kind, in the order of the language's table.
struct Expectation {
  enum class Kind : uint8_t {
    order, any_order, sequence,     // events
    precedes,                       // events[0] first, events[1] then
    leads_to,                       // events[0] from, events[1] to, within, not_before
    never, occurs,                  // events[0]; times, at_least, at_most
    pairs,                          // events[0] from, events[1] to; fifo, lossy
    exclusive,                      // events: the spans; one entry: no two of its own overlap
    inside,                         // events[0]; at_most, peak
    blocks,                         // events[0], events[1] until
    nonblocking,                    // events[0]
    blocked,                        // blocked
    always, finally,                // condition
    exit,                           // exits
  };
  enum class ScopeKind : uint8_t { whole, before, after, between };

  Kind kind = Kind::order;
  Place place;                      // of the key
  std::string name;                 // name:, may be empty
  std::string text;                 // the entry as one line, for people
  std::vector<int> events;          // indices into Scenario::patterns
  std::optional<int64_t> times, at_least, at_most, peak;
  std::optional<int64_t> within, not_before;  // ns
  bool fifo = false, lossy = false;
  std::optional<Expression> condition;
  std::vector<BlockedExpectation> blocked;
  std::vector<ExitExpectation> exits;
  ScopeKind scope = ScopeKind::whole;
  int scope_begin = -1, scope_end = -1;       // patterns: after/between from, before/between to
  bool each = false;
  bool vacuous_ok = false;
  bool observed_only = false;       // strength: observed
};

struct Xfail {
  std::vector<std::string> findings;
  std::vector<std::string> optional;
  std::string reason;
  Place place;
};

struct Scenario {
  std::string title;                // with its params: "... [n=2]"
  std::string base_title;
  std::string about;
  std::vector<std::string> tags;
  Place place;                      // of the title's value
  int64_t timeout = 10'000'000'000; // ns of wall clock for one real run
  Timing timing = Timing::unsaid;
  std::vector<std::string> allow;
  std::string require;              // a strength, or empty
  std::optional<Xfail> xfail;       // already decided by its `when`
  std::optional<std::string> skip;
  std::vector<std::string> needs;
  std::optional<int> runs;          // settings
  std::optional<int64_t> explore_states;

  SymbolTable symbols;
  std::vector<Resource> resources;
  std::vector<Actor> actors;        // [0] is main, also where it was not written
  bool main_written = false;
  std::vector<EventPattern> patterns;
  std::vector<Expectation> expectations;

  [[nodiscard]] int actor_count() const;     // of copies
  [[nodiscard]] int object_count() const;    // of elements
};

// All scenarios of one file, or all that is wrong with it.
struct Checked {
  std::vector<Scenario> scenarios;
  Diagnostics diagnostics;
};

// Reads, expands params and validates the documents of one file. Language that is not there yet is refused by name.
[[nodiscard]] Checked check_documents(const std::vector<Node>& documents);

}  // namespace rehearse
