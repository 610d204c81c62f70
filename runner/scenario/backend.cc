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

// "`posix` has no semaphore with `bound`"
std::string what_lacks(const Node& options, const Backend& backend, const Room& room) {
  for (const Entry& option : options.entries)
    if (std::ranges::find(backend.lacks, option.key) != backend.lacks.end())
      return fmt::format("`{}` has no {} with `{}`", backend.name, room.name, option.key);
  return fmt::format("`{}` has no {} with these options", backend.name, room.name);
}

bool refuse(const Node& options, const Place& place, const Room& room, const Resource& resource,
            Reading& reading) {
  const Backend& backend = room.backends[static_cast<std::size_t>(resource.backend)];
  const int other = first_that_offers(room.backends, resource.options);
  reading.error(place, what_lacks(options, backend, room),
                other < 0
                    ? "no backend has"
                    : fmt::format("`backend: {}` has", room.backends[static_cast<std::size_t>(other)].name));
  return false;
}

bool use_default(Resource& resource, Reading& reading) {
  const Room& room = rehearse::room(resource.room);
  resource.backend = default_backend(room, resource.options);
  if (resource.backend >= 0) return true;
  reading.error(resource.place, fmt::format("no backend has a {} with these options", room.name));
  return false;
}

}  // namespace

bool choose_backend(const Node& options, Resource& resource, Reading& reading) {
  static constexpr std::string_view kAll[] = {"native", "posix", "boost"};
  const Entry* written = options.find("backend");
  if (written == nullptr) return use_default(resource, reading);
  const auto name = reading.word(written->value, "backend", kAll);
  if (!name) return false;
  const Room& room = rehearse::room(resource.room);
  resource.backend = index_of(room.backends, *name);
  if (resource.backend < 0) {
    reading.error(written->value.place, fmt::format("`{}` has no {}", *name, room.name),
                  suggestion("", names_of(room.backends)));
    return false;
  }
  if (room.backends[static_cast<std::size_t>(resource.backend)].offers(resource.options)) return true;
  return refuse(options, written->value.place, room, resource, reading);
}

}  // namespace rehearse
