// Which of a room's implementations serves a resource.
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "runner/scenario/declaration.h"

namespace rehearse {
namespace {

std::vector<std::string_view> names_of(std::span<const Backend> backends) {
  std::vector<std::string_view> names;
  for (const Backend& backend : backends) names.push_back(backend.name);
  return names;
}

int index_of(std::span<const Backend> backends, std::string_view name) {
  const auto at = std::ranges::find(backends, name, &Backend::name);
  return at == backends.end() ? -1 : static_cast<int>(at - backends.begin());
}

int first_that_offers(std::span<const Backend> backends, const PrimitiveOptions& options) {
  const auto at = std::ranges::find_if(backends, [&](const Backend& b) { return b.offers(options); });
  return at == backends.end() ? -1 : static_cast<int>(at - backends.begin());
}

int default_backend(const Room& room, const PrimitiveOptions& options) {
  const int named = index_of(room.backends, room.default_backend(options));
  if (named >= 0 && room.backends[static_cast<std::size_t>(named)].offers(options)) return named;
  return first_that_offers(room.backends, options);
}

bool refuse(const Node& written, std::string_view name, const Room& room, const Resource& resource,
            Reading& reading) {
  const int other = first_that_offers(room.backends, resource.options);
  reading.error(written.place, fmt::format("`{}` has no {} with these options", name, room.name),
                other < 0
                    ? "no backend has"
                    : fmt::format("`backend: {}` has", room.backends[static_cast<std::size_t>(other)].name));
  return false;
}

}  // namespace

bool choose_backend(const Node* written, Resource& resource, Reading& reading) {
  static constexpr std::string_view kAll[] = {"native", "posix", "boost"};
  const Room& room = rehearse::room(resource.room);
  if (written == nullptr) {
    resource.backend = default_backend(room, resource.options);
    if (resource.backend >= 0) return true;
    reading.error(resource.place, fmt::format("no backend has a {} with these options", room.name));
    return false;
  }
  const auto name = reading.word(*written, "backend", kAll);
  if (!name) return false;
  resource.backend = index_of(room.backends, *name);
  if (resource.backend < 0) {
    reading.error(written->place, fmt::format("`{}` has no {}", *name, room.name),
                  suggestion("", names_of(room.backends)));
    return false;
  }
  if (!room.backends[static_cast<std::size_t>(resource.backend)].offers(resource.options))
    return refuse(*written, *name, room, resource, reading);
  return true;
}

}  // namespace rehearse
