#include "runner/scenario/looks.h"

#include <fmt/format.h>

namespace rehearse {

void check_looks(const Expression& expression, std::string_view key, Reading& reading) {
  for (const Expression& child : expression.children) check_looks(child, key, reading);
  if (expression.op != Expression::Op::attribute) return;
  const Resource& resource = reading.scenario.resources[static_cast<std::size_t>(expression.resource)];
  const Room& room = rehearse::room(resource.room);
  const std::string_view backend = room.backends[static_cast<std::size_t>(resource.backend)].name;
  if (backend == "native") return;
  reading.error(expression.place,
                fmt::format("`{}` cannot look at `{}`, whose backend is {}", key, resource.name, backend),
                fmt::format("declare it with `backend: native`"));
}

}  // namespace rehearse
