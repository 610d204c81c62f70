// The names that the steps of an actor or a task write, wherever: they are known before any expression is
// read.
#pragma once
#include <string>
#include <vector>

#include "runner/scenario/reading.h"

namespace rehearse {

struct WrittenName {
  std::string name;
  Place place;
  bool assigned = false;  // by `let` or `atomic`, where it may be a word as well
};

enum class HandlerBodies : uint8_t { with, without };

// In the order of the file, repeats included. Steps of called tasks have names of their own and are not among
// them.
[[nodiscard]] std::vector<WrittenName> written_names(const Node& steps, HandlerBodies handlers);

}  // namespace rehearse
