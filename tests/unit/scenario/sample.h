// A scenario made by hand, and readers whose complaints can be compared as texts.
#pragma once
#include <map>
#include <string>

#include "runner/scenario/environment.h"

namespace rehearse {

// l: lock, m: mutex, s: semaphore, e: event, x: shared, y: local, fork: an array of 3 locks, xs: an array of
// 2 atomics; main, a (names: mine, seen), worker (3 copies), t (a thread of a).
struct Sample {
  Sample();
  Sample(const Sample&) = delete;

  Resource& add(std::string name, RoomId room, int count = 0);
  Actor& add_actor(std::string name, int count = 0);
  Step& add_step(std::string_view actor, Step::Kind kind);
  [[nodiscard]] Environment environment(Environment::Where where = Environment::Where::steps);
  // "column: message | hint" for each complaint, one a line; columns count from 1.
  [[nodiscard]] std::string complaints() const;
  [[nodiscard]] static Node scalar(std::string_view text);
  [[nodiscard]] int resource(std::string_view name) const;
  [[nodiscard]] int actor(std::string_view name) const;

  Scenario scenario;
  Diagnostics diagnostics;
  std::map<std::string, Value, std::less<>> params;
};

}  // namespace rehearse
