// What resources and actors are called, and which element or copy is meant.
#pragma once
#include <optional>
#include <string>

#include "runner/scenario/environment.h"
#include "runner/scenario/nearest.h"
#include "runner/scenario/written.h"

namespace rehearse {

// "a lock", "an event", "an atomic variable"
[[nodiscard]] std::string described(const Resource& resource);
[[nodiscard]] int find_resource(const Scenario& scenario, std::string_view name);  // -1: none
[[nodiscard]] int find_actor(const Scenario& scenario, std::string_view name);
[[nodiscard]] Candidates resource_names(const Environment& environment);
[[nodiscard]] Candidates actor_names(const Scenario& scenario);

// Says what is wrong with `[index]` after the name of something that has `count` elements, or (indexed:
// false) none.
struct Elements {
  std::string_view name;
  bool indexed = false;
  int count = 1;
  std::string_view why_not;  // "is no array"
  std::string_view one;      // "element"
};
bool check_index(const Elements& elements, const Expression& index, const Environment& environment);
[[nodiscard]] Elements elements_of(const Resource& resource);
[[nodiscard]] Elements elements_of(const Actor& actor);

[[nodiscard]] std::optional<ResourceRef> read_resource(const Written& written, Environment& environment);
[[nodiscard]] std::optional<ActorRef> read_actor(const Written& written, Environment& environment);

}  // namespace rehearse
