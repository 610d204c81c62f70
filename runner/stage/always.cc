#include "runner/stage/always.h"

#include <algorithm>

#include "runner/stage/effects.h"
#include "runner/stage/ticket.h"

namespace rehearse::stage {
namespace {

constexpr uint32_t kMostLogged = 64;  // of one run: the first says it all

// The world as a condition sees it; guard held.
struct ConditionWorld {
  const Mapping& mapping;

  [[nodiscard]] const Object& object(const Instruction& i, int64_t index) const {
    const ObjectId id(i.number + static_cast<int32_t>(index));
    return mapping.object(id, i.target >= 0 ? ActorId(i.target) : ActorId(0));
  }
  [[nodiscard]] Value load(const Instruction& i, int64_t index) const {
    return *reinterpret_cast<const Value*>(object(i, index).state);
  }
  [[nodiscard]] Value look(const Instruction& i, int64_t index) const {
    return look_at_object(mapping, object(i, index), i.sub);
  }
  [[nodiscard]] Value look_actor(const Instruction& i, int64_t index) const {
    return look_at_actor(mapping, ActorId(i.number + static_cast<int32_t>(index)), i.sub);
  }
  [[nodiscard]] Value look_name(const Instruction& i) const {
    const Value value = mapping.names(ActorId(i.number))[i.target];
    return value.kind == ValueKind::unset ? Value::none() : value;
  }
  [[nodiscard]] Value count(const Instruction& i) const {
    int64_t total = 0;
    if (i.target >= 0)
      for (const ActorInfo& actor : mapping.program().actors)
        total += mapping.matched(static_cast<std::size_t>(i.target), actor.id);
    return Value::integer(total);
  }
  [[nodiscard]] Value inside(const Instruction& i) const {
    return Value::integer(i.target >= 0 ? mapping.open_spans(static_cast<std::size_t>(i.target)) : 0);
  }
  [[nodiscard]] Value waiting(const Instruction& i, int64_t index) const {
    const ObjectId id(i.number + static_cast<int32_t>(index));
    int64_t count = 0;
    for (const ActorInfo& actor : mapping.program().actors) {
      const ActorSlot& slot = mapping.actor(actor.id);
      for (std::size_t d = 0; d <= slot.depth && d < kDepths; ++d)
        if (slot.doing[d].announced != 0 && slot.doing[d].on == Undertaking::On::object &&
            slot.doing[d].number == id.value)
          ++count;
    }
    return Value::integer(count);
  }
};

bool reads(const Code& condition, const Change& change) {
  if (change.object.valid())
    return std::binary_search(condition.words.begin(), condition.words.end(), change.object);
  if (change.actor.valid())
    return std::binary_search(condition.actors.begin(), condition.actors.end(), change.actor);
  return !condition.patterns.empty();
}

void log_broken(GuardHolder& holder, std::size_t rule) {
  Control& control = holder.mapping.control();
  if (control.always_logged.fetch_add(1) >= kMostLogged) return;
  Event event;
  event.kind = Event::Kind::always;
  event.begin = see_ticket(control);
  event.point = take_ticket(control);
  if (holder.id != kStageId) {
    event.actor = ActorId(static_cast<int32_t>(holder.id) - 1);
    event.sequence = holder.mapping.actor(event.actor).sequence.fetch_add(1) + 1;
  }
  event.target = static_cast<int32_t>(rule);
  publish(holder, event);
}

}  // namespace

void check_always(GuardHolder& holder, const Change& change) {
  const Program& program = holder.mapping.program();
  if (!holder.mapping.plan().has_always()) return;
  ConditionWorld world{holder.mapping};
  for (std::size_t i = 0; i < program.rules.size(); ++i) {
    const Rule& rule = program.rules[i];
    if (rule.expectation.kind != Expectation::Kind::always || !reads(rule.condition, change)) continue;
    std::array<Value, kMostConditionTemporaries> temporaries;  // the compiler refuses a condition that needs more
    const Evaluated evaluated = evaluate(program, rule.condition, temporaries.data(), world);
    if (evaluated.trap != Trap::none || !truth(evaluated.value, program.empty_text)) log_broken(holder, i);
  }
}

}  // namespace rehearse::stage
