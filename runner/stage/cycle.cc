// Circles of owners: a partial deadlock, reported before the rest of the scenario has come to rest.
#include <algorithm>

#include "runner/stage/asleep.h"
#include "runner/stage/death.h"
#include "runner/stage/quiescence.h"

namespace rehearse::stage {
namespace {

struct Link {
  ActorId next;
  uint32_t sequence = 0;
};

bool is_alone(const Mapping& mapping, ActorId process) {
  for (const ActorInfo& info : mapping.program().actors)
    if (info.thread && info.process == process && is_up(mapping.actor(info.id))) return false;
  return true;
}

// Whom `actor` waits for, invalid if that is nobody in particular.
Link link_of(const Mapping& mapping, ActorId actor) {
  const ActorSlot& slot = mapping.actor(actor);
  Link link{ActorId(), slot.sequence};
  const uint32_t depth = slot.depth;
  if (slot.phase != static_cast<uint32_t>(Phase::live) || depth != 0 || slot.saved != 0) return link;
  const Undertaking& doing = slot.doing[0];
  if (doing.announced == 0 || doing.deadline != kForever) return link;
  const ActorInfo& info = mapping.program().actors[actor.index()];
  if (doing.on == Undertaking::On::object) {
    const Object& object = mapping.object(ObjectId(doing.number), info.thread ? info.process : actor);
    const Room& its = room(object.room);
    if (its.owner != nullptr) link.next = its.owner(object.state);
  } else if (doing.on == Undertaking::On::actor_end) {
    const ActorId awaited(doing.number);
    const bool thread = mapping.program().actors[awaited.index()].thread;
    // Another thread could end the process.
    if (thread || is_alone(mapping, awaited)) link.next = awaited;
  }
  // A dead owner does not wait: that is no circle.
  if (link.next.valid() && !is_up(mapping.actor(link.next))) link.next = {};
  return link;
}

bool is_asleep(const Mapping& mapping, ActorId actor) {
  const ActorSlot& slot = mapping.actor(actor);
  return thread_state(slot.pid, slot.tid) == 'S';
}

// The circle that `from` leads into and is part of; with the sequences of its members.
bool follow(const Mapping& mapping, ActorId from, std::vector<ActorId>& members,
            std::vector<uint32_t>& sequences) {
  members.clear();
  sequences.clear();
  for (ActorId at = from; members.size() <= mapping.program().actors.size();) {
    const Link link = link_of(mapping, at);
    if (!link.next.valid()) return false;
    members.push_back(at);
    sequences.push_back(link.sequence);
    at = link.next;
    if (at == from) return true;
  }
  return false;
}

}  // namespace

std::vector<ActorId> find_cycle(const Mapping& mapping) {
  if (mapping.plan().has_signals()) return {};
  std::vector<ActorId> members, again;
  std::vector<uint32_t> sequences, moved;
  for (const ActorInfo& info : mapping.program().actors) {
    if (!is_up(mapping.actor(info.id)) || !follow(mapping, info.id, members, sequences)) continue;
    if (!std::all_of(members.begin(), members.end(), [&](ActorId a) { return is_asleep(mapping, a); }))
      continue;
    // Of daemons alone nobody expects that they go on.
    const auto is_of_daemon = [&](ActorId a) { return is_daemon(mapping.program(), a); };
    if (std::all_of(members.begin(), members.end(), is_of_daemon)) continue;
    if (follow(mapping, info.id, again, moved) && again == members && moved == sequences) return members;
  }
  return {};
}

}  // namespace rehearse::stage
