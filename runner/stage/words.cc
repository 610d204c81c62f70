// Variables. A word that an `atomic:` or an `always` names is accessed under the guard by everybody, so each
// access has a point; others cost no guard, and are read and written whole.
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#include "runner/stage/always.h"
#include "runner/stage/effects.h"
#include "runner/stage/finding.h"
#include "runner/stage/plan.h"
#include "runner/stage/ticket.h"

namespace rehearse::stage {
namespace {

Value& word_of(Object& object) { return *reinterpret_cast<Value*>(object.state); }

#if defined(__SSE2__)
// An aligned 16-byte load or store is one access on every processor with AVX.
Value load_whole(Player&, Object& object) {
  Value value;
  _mm_storeu_si128(reinterpret_cast<__m128i*>(&value),
                   _mm_load_si128(reinterpret_cast<const __m128i*>(object.state)));
  return value;
}
void store_whole(Player&, Object& object, Value value) {
  _mm_store_si128(reinterpret_cast<__m128i*>(object.state),
                  _mm_loadu_si128(reinterpret_cast<const __m128i*>(&value)));
}
#else
Value load_whole(Player& player, Object& object) {
  const Guarded guarded(player.holder);
  return word_of(object);
}
void store_whole(Player& player, Object& object, Value value) {
  const Guarded guarded(player.holder);
  word_of(object) = value;
}
#endif

// The body of an `atomic:`, guard held.
struct AtomicWorld {
  Player& player;
  std::array<ObjectId, 16> stored;
  std::size_t stores = 0;

  Object& object(const Instruction& i, int64_t index) const {
    return player.mapping.object(ObjectId(i.number + static_cast<int32_t>(index)), player.process_id);
  }
  Value load(const Instruction& i, int64_t index) const { return word_of(object(i, index)); }
  void store(const Instruction& i, int64_t index, Value value) {
    Object& its = object(i, index);
    word_of(its) = value;
    if (stores < stored.size()) stored[stores++] = its.id;
  }
  Value look(const Instruction& i, int64_t index) const {
    return look_at_object(player.mapping, object(i, index), i.sub);
  }
  Value look_actor(const Instruction& i, int64_t index) const {
    const ActorId actor = i.number < 0 ? player.id : ActorId(i.number + static_cast<int32_t>(index));
    return look_at_actor(player.mapping, actor, i.sub);
  }
};

}  // namespace

Done do_load(Player& player, const Instruction& instruction) {
  const ObjectId id(indexed(player, instruction));
  Object& object = player.mapping.object(id, player.process_id);
  Value value;
  if (player.mapping.plan().is_ordered(id)) {
    const Guarded guarded(player.holder);
    if ((instruction.flags & kSilent) == 0) current(player).point = take_ticket(player.control);
    value = word_of(object);
  } else {
    value = load_whole(player, object);
  }
  current(player).target = id.value;
  write_to(instruction.to, player.registers(), value);
  return succeeded(value);
}

Done do_store(Player& player, const Instruction& instruction) {
  const ObjectId id(indexed(player, instruction));
  Object& object = player.mapping.object(id, player.process_id);
  const Value value = read_operand(player, instruction.a);
  current(player).target = player.doing().target = id.value;
  if (player.mapping.plan().is_ordered(id)) {
    const Guarded guarded(player.holder);
    current(player).point = take_ticket(player.control);
    word_of(object) = value;
    check_always(player.holder, {.object = id});
  } else {
    store_whole(player, object, value);
  }
  return succeeded(value);
}

// The actor's own names are read by others only in an `always`, under the guard.
Done do_assign(Player& player, const Instruction& instruction) {
  const Value value = read_operand(player, instruction.a);
  if (player.mapping.plan().is_watched(player.id)) {
    const Guarded guarded(player.holder);
    current(player).point = take_ticket(player.control);
    write_to(instruction.to, player.registers(), value);
    check_always(player.holder, {.actor = player.id});
  } else {
    write_to(instruction.to, player.registers(), value);
  }
  return succeeded(value);
}

Done do_atomic(Player& player, const Instruction& instruction, int32_t at) {
  AtomicWorld world{player, {}, 0};
  Advance advance;
  {
    const Guarded guarded(player.holder);
    current(player).point = take_ticket(player.control);
    advance = run_straight(player.program.code, at + 1, instruction.target, player.registers(), world);
    for (std::size_t i = 0; i < world.stores; ++i) check_always(player.holder, {.object = world.stored[i]});
    if (player.mapping.plan().is_watched(player.id)) check_always(player.holder, {.actor = player.id});
  }
  if (advance.trap != Trap::none)
    raise_trap(player, player.program.code[static_cast<std::size_t>(advance.next)], advance.next,
               advance.trap);
  if (instruction.number >= 0) current(player).target = player.doing().target = indexed(player, instruction);
  return succeeded(instruction.a.present() ? value_of(instruction.a, player.registers()) : Value::none());
}

}  // namespace rehearse::stage
