// The one table of all rooms. Adding a primitive is adding its file pair, its RoomId, and a line here.
#include <array>

#include "primitives/check.h"
#include "primitives/event.h"
#include "primitives/lock.h"
#include "primitives/mutex.h"
#include "primitives/semaphore.h"
#include "primitives/verbs.h"
#include "primitives/word.h"

namespace rehearse {
namespace {

// In the order of RoomId.
const std::array<Room, 10>& table() {
  static const std::array<Room, 10> kTable = {lock_room(), mutex_room(),   semaphore_room(), event_room(),
                                              word_room(), process_room(), signal_room(),    control_room(),
                                              time_room(), trace_room()};
  return kTable;
}

}  // namespace

const Room& room(RoomId id) { return table()[static_cast<std::size_t>(id)]; }

std::span<const Room> rooms() { return table(); }

std::span<const std::string_view> resource_keys() {
  static constexpr std::string_view kKeys[] = {"lock",   "mutex",  "semaphore", "event",
                                               "shared", "atomic", "local"};
  return kKeys;
}

const Room* find_room(std::string_view name) {
  for (std::string_view key : kWordKeys)
    if (name == key) return &room(RoomId::word);
  for (const Room& candidate : rooms())
    if (!name.empty() && candidate.name == name) return &candidate;
  return nullptr;
}

int find_verb(const Room& room, std::string_view name) {
  for (std::size_t i = 0; i < room.verbs.size(); ++i)
    if (room.verbs[i].name == name) return static_cast<int>(i);
  return -1;
}

}  // namespace rehearse
