// One entry of `expect:` while it is read.
#pragma once
#include <initializer_list>
#include <optional>
#include <string_view>

#include "runner/scenario/reading.h"

namespace rehearse {

struct ExpectationSite {
  const Node& entry;  // the whole mapping
  const Entry& kind;  // the key that says which expectation it is
  Expectation& into;
  Reading& reading;
  bool well = true;  // false after an error: the expectation is dropped

  void error(const Place& place, std::string message, std::string hint = {}) {
    well = false;
    reading.error(place, std::move(message), std::move(hint));
  }
  [[nodiscard]] const Node* find(std::string_view key) const {
    const Entry* found = entry.find(key);
    return found == nullptr ? nullptr : &found->value;
  }
  // An event or span; -1 after an error.
  int event(const Node& node, std::string_view key);
  void add_event(const Node& node, std::string_view key);
  // The events below `keys` of a mapping, in this order; `keys` are all required.
  void add_events(const Node& mapping, std::initializer_list<std::string_view> keys);
  std::optional<int64_t> count(std::string_view key);
  std::optional<int64_t> duration(const Node& mapping, std::string_view key);
  bool flag(const Node& mapping, std::string_view key);
  std::optional<Expression> condition(const Node& node);
};

// `blocked: {"h[*].acquire(q)": 1}` and `exit: {worker: [0, SIGTERM]}`.
void read_blocked(ExpectationSite& site);
void read_exits(ExpectationSite& site);
// `before:`, `after:`, `between:` and `each:`.
void read_scope(ExpectationSite& site);

}  // namespace rehearse
