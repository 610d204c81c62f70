#include "runner/stage/plan.h"

#include <algorithm>

namespace rehearse::stage {
Plan::Plan(const Program& program)
    : ordered_(program.objects.size()),
      watched_objects_(program.objects.size()),
      watched_actors_(program.actors.size()) {
  find_watched(program);
  find_ordered(program);
  for (const Instruction& i : program.code)
    if (i.op == Op::kill || i.op == Op::terminate || i.op == Op::alarm || i.op == Op::raise)
      has_signals_ = true;
  for (const ActorInfo& actor : program.actors)
    if (actor.daemon && actor.manual) has_signals_ = true;
}

void Plan::find_ordered(const Program& program) {
  const auto order = [&](int32_t number, bool indexed) {
    const int resource = program.objects[static_cast<std::size_t>(number)].resource;
    for (const ObjectInfo& object : program.objects)
      if (indexed ? object.resource == resource : object.id.value == number)
        ordered_[object.id.index()] = true;
  };
  for (const ObjectInfo& object : program.objects) {
    const bool atomic = object.room == RoomId::word && object.word == WordKind::atomic;
    if (atomic || watched_objects_[object.id.index()]) ordered_[object.id.index()] = true;
  }
  for (std::size_t at = 0; at < program.code.size(); ++at) {
    if (program.code[at].op != Op::atomic) continue;
    for (std::size_t in = at + 1; in < static_cast<std::size_t>(program.code[at].target); ++in) {
      const Instruction& i = program.code[in];
      if (i.op == Op::load || i.op == Op::store) order(i.number, i.b.present());
    }
  }
}

void Plan::find_watched(const Program& program) {
  for (const Rule& rule : program.rules) {
    if (rule.expectation.kind != Expectation::Kind::always) continue;
    has_always_ = true;
    for (const ObjectId id : rule.condition.words) watched_objects_[id.index()] = true;
    for (const ActorId id : rule.condition.actors) watched_actors_[id.index()] = true;
  }
}

}  // namespace rehearse::stage
