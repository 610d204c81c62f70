// `finally: expr`, when the last actor has ended.
#include <algorithm>
#include <cstring>

#include "primitives/word.h"
#include "runner/expect/evidence.h"
#include "runner/program/evaluate.h"
#include "runner/trace/names.h"

namespace rehearse {
namespace {

// What a condition looks at, at the end of a run. Remembers what it saw, so that a message can say so.
class EndWorld {
 public:
  explicit EndWorld(const Evidence& evidence) : evidence_(evidence) {}

  Value load(const Instruction& i, int64_t index) {
    WordState value;
    if (const ObjectEnd* end = object(i, index)) std::memcpy(&value, end->state.data(), sizeof value);
    return saw(object_name(evidence_.program, id_of(i, index)), value);
  }
  Value look(const Instruction& i, int64_t index) {
    const ObjectId id = id_of(i, index);
    const Attribute& attribute = room(evidence_.program.objects[id.index()].room).attributes[i.sub];
    const ObjectEnd* end = object(i, index);
    return saw(object_name(evidence_.program, id) + "." + std::string(attribute.name),
               end != nullptr ? attribute.look(end->state.data()) : Value::none());
  }
  Value look_actor(const Instruction& i, int64_t index) {
    const ActorId actor(i.number + static_cast<int32_t>(index));
    const auto [name, value] = attribute_of(actor, static_cast<Expression::ActorAttribute>(i.sub));
    return saw(actor_name(evidence_.program, actor) + "." + name, value);
  }
  Value look_name(const Instruction& i) {
    const ActorId actor(i.number);
    const auto& names = evidence_.trace.actors[actor.index()].names;
    const auto index = static_cast<std::size_t>(i.target);
    Value value = index < names.size() ? names[index] : Value::none();
    if (value.kind == ValueKind::unset) value = Value::none();
    const auto& texts = evidence_.program.actors[actor.index()].name_texts;
    return saw(actor_name(evidence_.program, actor) + "." +
                   (index < texts.size() ? evidence_.program.symbols.text(texts[index]) : "?"),
               value);
  }
  Value count(const Instruction& i) {
    return saw("count(" + evidence_.pattern(i.number).text + ")",
               Value::integer(occurrences(i.number, evidence_.pattern(i.number).suffix)));
  }
  Value inside(const Instruction& i) {
    return saw("inside(" + evidence_.pattern(i.number).text + ")",
               Value::integer(occurrences(i.number, EventPattern::Suffix::begin) -
                              occurrences(i.number, EventPattern::Suffix::end)));
  }
  Value waiting(const Instruction& i, int64_t index) {
    const ObjectId id = id_of(i, index);
    int64_t number = 0;
    for (const ActorEnd& end : evidence_.trace.actors)
      if (end.waiting && end.step.valid() && end.waits_for == id.value &&
          evidence_.program.steps[end.step.index()].target == StepInfo::TargetKind::object)
        ++number;
    return saw("waiting(" + object_name(evidence_.program, id) + ")", Value::integer(number));
  }

  [[nodiscard]] const std::vector<std::string>& seen() const { return seen_; }

 private:
  static ObjectId id_of(const Instruction& i, int64_t index) {
    return ObjectId(i.number + static_cast<int32_t>(index));
  }
  [[nodiscard]] const ObjectEnd* object(const Instruction& i, int64_t index) const {
    const ActorId process = i.target >= 0 ? ActorId(i.target) : ActorId();
    for (const ObjectEnd& end : evidence_.trace.objects)
      if (end.object == id_of(i, index) && end.process == process) return &end;
    return nullptr;
  }
  [[nodiscard]] int64_t occurrences(int pattern, EventPattern::Suffix suffix) const {
    return count_occurrences(evidence_.program, evidence_.trace, evidence_.order, pattern, suffix);
  }
  [[nodiscard]] std::pair<std::string, Value> attribute_of(ActorId actor,
                                                           Expression::ActorAttribute what) const {
    using Attribute = Expression::ActorAttribute;
    const ActorEnd& end = evidence_.trace.actors[actor.index()];
    const ActorInfo& info = evidence_.program.actors[actor.index()];
    switch (what) {
      case Attribute::pid: return {"pid", end.began ? Value::pid(info.process) : Value::none()};
      case Attribute::tid: return {"tid", end.began ? Value::tid(actor) : Value::none()};
      case Attribute::name: return {"name", Value::text(info.display_name)};
      case Attribute::exitcode: return {"exitcode", end.ended ? end.exitcode : Value::none()};
      case Attribute::alive: return {"alive", Value::boolean(end.began && !end.ended)};
    }
    return {"?", Value::none()};
  }
  Value saw(const std::string& what, const Value& value) {
    std::string text = what + " is " + to_text(evidence_.program, value);
    if (std::find(seen_.begin(), seen_.end(), text) == seen_.end()) seen_.push_back(std::move(text));
    return value;
  }

  const Evidence& evidence_;
  std::vector<std::string> seen_;
};

std::string seen_text(const std::vector<std::string>& seen) {
  std::string text;
  for (std::size_t i = 0; i < seen.size(); ++i)
    text += (i == 0 ? ": " : i + 1 == seen.size() ? " and " : ", ") + seen[i];
  return text;
}

}  // namespace

RuleResult judge_finally(const Evidence& evidence, std::size_t rule) {
  RuleResult result;
  if (evidence.cut_short) {
    result.judged = false;
    return result;
  }
  const Code& condition = evidence.program.rules[rule].condition;
  std::vector<Value> temporaries(static_cast<std::size_t>(condition.temporaries) + 1);
  EndWorld world(evidence);
  const Evaluated evaluated = evaluate(evidence.program, condition, temporaries.data(), world);
  if (evaluated.trap == Trap::none && truth(evaluated.value, evidence.program.empty_text)) return result;
  result.state = RuleResult::State::broken;
  result.message = (evaluated.trap == Trap::none ? "it was false at the end" : "it had no value at the end") +
                   seen_text(world.seen());
  return result;
}

}  // namespace rehearse
