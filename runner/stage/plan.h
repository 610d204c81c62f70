// What the stage works out from a Program once: which words need the guard, what each `always` depends on.
#pragma once
#include <vector>

#include "runner/program/program.h"

namespace rehearse::stage {

class Plan {
 public:
  explicit Plan(const Program& program);
  // An atomic word, or one that an `atomic:` or an `always` names: accessed under the guard.
  [[nodiscard]] bool is_ordered(ObjectId id) const { return ordered_[id.index()]; }
  // An `always` reads the actor's names, exit code or life.
  [[nodiscard]] bool is_watched(ActorId id) const { return watched_actors_[id.index()]; }
  [[nodiscard]] bool is_watched(ObjectId id) const { return watched_objects_[id.index()]; }
  [[nodiscard]] bool has_always() const { return has_always_; }
  // No step, alarm or daemon's end can send a signal, so no wait can be broken by one.
  [[nodiscard]] bool has_signals() const { return has_signals_; }

 private:
  void find_ordered(const Program& program);
  void find_watched(const Program& program);

  std::vector<bool> ordered_, watched_objects_, watched_actors_;
  bool has_always_ = false;
  bool has_signals_ = false;
};

}  // namespace rehearse::stage
