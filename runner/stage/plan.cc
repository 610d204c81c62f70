#include "runner/stage/plan.h"

#include <algorithm>

namespace rehearse::stage {
namespace {

bool jumps(Op op) {
  return op == Op::jump || op == Op::jump_if || op == Op::jump_unless || op == Op::jump_if_ok ||
         op == Op::jump_if_error;
}

// Every instruction that can be reached from `entry`.
void reach(const Program& program, int32_t entry, std::vector<bool>& reached) {
  std::vector<int32_t> open{entry};
  while (!open.empty()) {
    const int32_t at = open.back();
    open.pop_back();
    if (at < 0 || static_cast<std::size_t>(at) >= program.code.size() ||
        reached[static_cast<std::size_t>(at)])
      continue;
    reached[static_cast<std::size_t>(at)] = true;
    const Instruction& i = program.code[static_cast<std::size_t>(at)];
    if (jumps(i.op)) open.push_back(i.target);
    if (i.op != Op::jump && i.op != Op::finish && i.op != Op::handler_end) open.push_back(at + 1);
  }
}

bool is_of_life(const EventKey& key) {
  return key.kind == EventKey::Kind::start || key.kind == EventKey::Kind::exit ||
         key.kind == EventKey::Kind::stopped || key.kind == EventKey::Kind::continued ||
         key.kind == EventKey::Kind::handler;
}

}  // namespace

Plan::Plan(const Program& program)
    : ordered_(program.objects.size()),
      watched_objects_(program.objects.size()),
      watched_actors_(program.actors.size()) {
  find_watched(program);
  find_ordered(program);
  find_awaited(program);
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

void Plan::find_awaited(const Program& program) {
  std::vector<std::vector<bool>> can(program.awaits.size(), std::vector<bool>(program.actors.size()));
  for (const ActorInfo& actor : program.actors) {
    std::vector<bool> reached(program.code.size());
    reach(program, actor.entry, reached);
    for (const int32_t entry : actor.handler_entries) reach(program, entry, reached);
    for (std::size_t at = 0; at < reached.size(); ++at) {
      if (!reached[at] || !program.code[at].step.valid()) continue;
      for (const int await : program.steps[program.code[at].step.index()].awaits)
        can[static_cast<std::size_t>(await)][actor.id.index()] = true;
    }
  }
  for (std::size_t i = 0; i < program.awaits.size(); ++i) {
    const EventPattern& pattern = program.awaits[i].pattern;
    const bool any = std::any_of(pattern.keys.begin(), pattern.keys.end(), is_of_life);
    std::vector<ActorId> actors;
    for (const ActorId actor : pattern.actors)
      if (any || can[i][actor.index()]) actors.push_back(actor);
    awaited_.push_back(actors.empty() ? pattern.actors : actors);
  }
}

}  // namespace rehearse::stage
