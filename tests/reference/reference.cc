#include "reference.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "primitives/check.h"
#include "primitives/ports.h"
#include "primitives/word.h"

namespace rehearse::reference {
namespace {

enum class Phase : uint8_t { unborn, live, ended };

struct ActorState {
  Phase phase = Phase::unborn;
  bool waiting = false;  // asleep in the primitive at `at`
  bool granted = false;
  int at = 0;
  std::array<Value, 4> registers{};
};

struct State {
  std::vector<std::array<std::byte, kStateBytes>> objects;
  std::vector<ActorState> actors;
};

// A state as a text to compare by: of objects what their fields say, and nothing else.
class Packer {
 public:
  std::string pack(const Program& program, const State& state) {
    for (std::size_t i = 0; i < program.objects.size(); ++i)
      for (const Field& field : room(program.objects[i].room).fields) put(field, state.objects[i].data());
    for (const ActorState& actor : state.actors) {
      put_bytes(&actor.phase, 1);
      put_bytes(&actor.waiting, 1);
      put_bytes(&actor.granted, 1);
      put_bytes(&actor.at, sizeof actor.at);
      for (const Value& value : actor.registers) put_value(value);
    }
    return text_;
  }

 private:
  void put_bytes(const void* bytes, std::size_t size) { text_.append(static_cast<const char*>(bytes), size); }
  void put_value(const Value& value) {
    put_bytes(&value.bits, sizeof value.bits);
    put_bytes(&value.kind, sizeof value.kind);
  }
  void put(const Field& field, const std::byte* state) {
    if (field.kind == FieldKind::value)
      return put_value(*reinterpret_cast<const Value*>(state + field.offset));
    put_bytes(state + field.offset, field.size);
  }
  std::string text_;
};

// One actor's next step from a state: the states it may lead to (two where a time-out may fire or not).
class Mover {
 public:
  Mover(const Program& program, Outcome& outcome) : program_(program), outcome_(outcome) {}

  std::vector<State> moves(const State& from, int who) {
    now_ = from;
    who_ = who;
    next_.clear();
    if (me().phase != Phase::live) return next_;
    const Code& code = program_.actors[static_cast<std::size_t>(who)].code;
    if (me().at == static_cast<int>(code.size())) {
      end();
    } else {
      move(code[static_cast<std::size_t>(me().at)]);
    }
    return next_;
  }

 private:
  ActorState& me() { return now_.actors[static_cast<std::size_t>(who_)]; }
  ActorState& actor(int i) { return now_.actors[static_cast<std::size_t>(i)]; }
  std::byte* bytes(int object) { return now_.objects[static_cast<std::size_t>(object)].data(); }
  Value& word(int object) { return *reinterpret_cast<WordState*>(bytes(object)); }
  Value& reg(int i) { return me().registers[static_cast<std::size_t>(i)]; }
  void advance() {
    ++me().at;
    next_.push_back(now_);
  }

  void move(const Step& step) {
    switch (step.op) {
      case Step::Op::primitive: return primitive(step);
      case Step::Op::load: reg(step.to) = word(step.object); return advance();
      case Step::Op::store:
        word(step.object) = Value::integer((step.from < 0 ? 0 : reg(step.from).bits) + step.number);
        return advance();
      case Step::Op::jump: me().at = step.target - 1; return advance();
      case Step::Op::jump_unless:
        if (!truth(reg(step.from), Symbol())) me().at = step.target - 1;
        return advance();
      case Step::Op::start:
        if (actor(step.target).phase != Phase::unborn) return fail(symbols::einval);
        actor(step.target).phase = Phase::live;
        return advance();
      case Step::Op::join:
        if (actor(step.target).phase == Phase::ended) advance();
        return;
      case Step::Op::await_blocked:
        if (actor(step.target).waiting) advance();
        return;
    }
  }

  void primitive(const Step& step) {
    const Verb& verb = room(program_.objects[static_cast<std::size_t>(step.object)].room)
                           .verbs[static_cast<std::size_t>(step.verb)];
    const ActorId id(who_);
    const Effect effect = verb.attempt(bytes(step.object), {.actor = id,
                                                            .process = id,
                                                            .argument = step.argument,
                                                            .granted = me().granted,
                                                            .try_only = step.try_only});
    if (effect.kind == Effect::Kind::misuse) {
      outcome_.misuse = true;
    } else if (effect.kind != Effect::Kind::must_wait) {
      finish(step, effect);
    } else if (step.try_only || (step.timed && me().waiting)) {
      finish(step, too_late(verb.late));
    } else if (!me().waiting) {
      me().waiting = true;
      next_.push_back(now_);
    }
  }

  void finish(const Step& step, const Effect& effect) {
    wake(step.object, effect);
    me().waiting = me().granted = false;
    const bool failed = effect.kind == Effect::Kind::failed;
    if (failed && !step.tolerated) return fail(effect.error);
    if (step.to >= 0) reg(step.to) = failed ? Value::text(effect.error) : effect.result;
    advance();
  }

  // Whoever waits asks again at any time here, so only a grant is to be written down.
  void wake(int object, const Effect& effect) {
    if (effect.wake != Effect::Wake::grant) return;
    int32_t left = effect.grants;
    for (std::size_t i = 0; i < now_.actors.size(); ++i) {
      ActorState& other = now_.actors[i];
      if (!other.waiting || program_.actors[i].code[static_cast<std::size_t>(other.at)].object != object)
        continue;
      if (left-- != 0) other.granted = true;
    }
  }

  void end() {
    me().phase = Phase::ended;
    for (std::size_t i = 0; i < program_.objects.size(); ++i) {
      const Room& shape = room(program_.objects[i].room);
      if (shape.on_end == nullptr) continue;
      wake(static_cast<int>(i), shape.on_end(bytes(static_cast<int>(i)), ActorId(who_)));
    }
    next_.push_back(now_);
  }

  void fail(Symbol error) { outcome_.errors.emplace(symbols::kTexts[error.value]); }

  const Program& program_;
  Outcome& outcome_;
  State now_;
  int who_ = 0;
  std::vector<State> next_;
};

class Search {
 public:
  explicit Search(const Program& program) : program_(program), mover_(program, outcome_) {}

  Outcome run() {
    add(initial());
    for (std::size_t i = 0; i < states_.size(); ++i)
      for (std::size_t who = 0; who < program_.actors.size(); ++who)
        for (const State& next : mover_.moves(State(states_[i]), static_cast<int>(who)))
          edges_.push_back({i, add(next), static_cast<int>(who)});
    outcome_.states = states_.size();
    judge();
    return std::move(outcome_);
  }

 private:
  struct Edge {
    std::size_t from, to;
    int who;
  };

  State initial() {
    State state;
    for (const Program::Object& object : program_.objects) {
      state.objects.emplace_back();
      room(object.room).init(state.objects.back().data(), object.options);
    }
    for (const Program::Actor& actor : program_.actors)
      state.actors.emplace_back().phase = actor.manual ? Phase::unborn : Phase::live;
    return state;
  }

  std::size_t add(const State& state) {
    const auto [place, fresh] = known_.try_emplace(Packer().pack(program_, state), states_.size());
    if (fresh) states_.push_back(state);
    return place->second;
  }

  [[nodiscard]] bool ended(const State& state) const {
    return std::none_of(state.actors.begin(), state.actors.end(),
                        [](const ActorState& actor) { return actor.phase == Phase::live; });
  }

  // The states from which one where `good` holds can be reached.
  std::vector<bool> reaching(std::vector<bool> good) const {
    for (bool more = true; more;) {
      more = false;
      for (const Edge& edge : edges_)
        if (good[edge.to] && !good[edge.from]) good[edge.from] = more = true;
    }
    return good;
  }

  void judge() {
    std::vector<bool> end(states_.size());
    for (std::size_t i = 0; i < states_.size(); ++i)
      if ((end[i] = ended(states_[i]))) outcome_.finals.insert(words(states_[i]));
    if (outcome_.misuse || !outcome_.errors.empty()) return;  // runs cut short look stuck
    const std::vector<bool> ending = reaching(end);
    std::vector<bool> somebody_stuck(states_.size());
    for (std::size_t who = 0; who < program_.actors.size(); ++who) {
      std::vector<bool> moving(states_.size());
      for (const Edge& edge : edges_)
        if (edge.who == static_cast<int>(who)) moving[edge.from] = true;
      moving = reaching(std::move(moving));
      for (std::size_t i = 0; i < states_.size(); ++i)
        if (states_[i].actors[who].phase == Phase::live && !moving[i]) {
          outcome_.stuck.insert(static_cast<int>(who));
          somebody_stuck[i] = true;
        }
    }
    // Where an end is out of reach because somebody is or gets stuck it is a deadlock.
    const std::vector<bool> getting_stuck = reaching(somebody_stuck);
    for (std::size_t i = 0; i < states_.size(); ++i)
      if (!ending[i] && !getting_stuck[i]) outcome_.livelock = true;
  }

  std::vector<int64_t> words(const State& state) const {
    std::vector<int64_t> values;
    for (std::size_t i = 0; i < program_.objects.size(); ++i)
      if (program_.objects[i].room == RoomId::word)
        values.push_back(reinterpret_cast<const WordState*>(state.objects[i].data())->bits);
    return values;
  }

  const Program& program_;
  Outcome outcome_;
  Mover mover_;
  std::vector<State> states_;
  std::map<std::string, std::size_t> known_;
  std::vector<Edge> edges_;
};

}  // namespace

int Program::object(RoomId room, const PrimitiveOptions& options) {
  objects.push_back({room, options});
  return static_cast<int>(objects.size()) - 1;
}

int Program::actor(Code code, bool manual) {
  actors.push_back({std::move(code), manual});
  return static_cast<int>(actors.size()) - 1;
}

Step Program::on(int object, std::string_view verb, Value argument) const {
  Step step;
  step.object = object;
  step.verb = find_verb(room(objects[static_cast<std::size_t>(object)].room), verb);
  CHECK(step.verb >= 0);
  step.argument = argument;
  return step;
}

Outcome explore(const Program& program) { return Search(program).run(); }

}  // namespace rehearse::reference
