// Verbs and attributes of primitives.
#include "primitives/ports.h"
#include "runner/stage/effects.h"
#include "runner/stage/finding.h"
#include "runner/stage/wait.h"

namespace rehearse::stage {

Event& current(Player& player) { return player.event[player.depth]; }

Value read_operand(Player& player, const Operand& operand) {
  const Registers registers = player.registers();
  if (!readable(operand, registers))
    raise_finding(player, Raised::Kind::error, "a name is read that nothing wrote");
  return value_of(operand, registers);
}

int32_t indexed(Player& player, const Instruction& instruction) {
  if (!instruction.b.present()) return instruction.number;
  return instruction.number + static_cast<int32_t>(value_of(instruction.b, player.registers()).bits);
}

namespace {

bool came_late(const Verb& verb, const Effect& effect) {
  switch (verb.late) {
    case Late::never: return false;
    case Late::is_false: return effect.kind == Effect::Kind::done && effect.result == Value::boolean(false);
    case Late::is_none: return effect.kind == Effect::Kind::done && effect.result.kind == ValueKind::none;
    default: return effect.kind == Effect::Kind::failed && effect.error == too_late(verb.late).error;
  }
}

}  // namespace

Done do_primitive(Player& player, const Instruction& instruction) {
  const ObjectId id(indexed(player, instruction));
  current(player).target = player.doing().target = id.value;
  Object& object = player.mapping.object(id, player.process_id);
  Call call;
  call.actor = player.id;
  call.process = player.process_id;
  if (instruction.a.present()) call.argument = read_operand(player, instruction.a);
  const Wait wait = wait_of(player, instruction);
  call.try_only = wait.timeout == 0;
  const Verb& verb = room(object.room).verbs[instruction.sub];
  const Effect effect = perform(object, instruction.sub, player.port, call, wait);
  return {effect, came_late(verb, effect)};
}

Value look_at_object(const Mapping&, const Object& object, uint8_t attribute) {
  return look(object, attribute);
}

Done do_look(Player& player, const Instruction& instruction) {
  const ObjectId id(indexed(player, instruction));
  const Object& object = player.mapping.object(id, player.process_id);
  Value value;
  {
    const Guarded guarded(player.holder);
    current(player).point = player.control.ticket.fetch_add(1);
    value = look_at_object(player.mapping, object, instruction.sub);
  }
  write_to(instruction.to, player.registers(), value);
  return succeeded(value);
}

}  // namespace rehearse::stage
