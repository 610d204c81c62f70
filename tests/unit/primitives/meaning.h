// One room's bytes and its verbs by name, without a machine round them.
#pragma once
#include <gtest/gtest.h>

#include <string_view>

#include "primitives/room.h"

namespace rehearse {

inline constexpr ActorId kMain{0}, kAlice{1}, kBob{2};

inline int verb_of(const Room& room, std::string_view name) {
  const int verb = find_verb(room, name);
  if (verb < 0) ADD_FAILURE() << "no verb " << name;
  return verb;
}

struct Meaning {
  explicit Meaning(RoomId id, const PrimitiveOptions& options = {}) : shape(room(id)) {
    shape.init(state, options);
  }

  Effect call(std::string_view verb, const Call& call) {
    return shape.verbs[static_cast<std::size_t>(verb_of(shape, verb))].attempt(state, call);
  }
  Effect by(ActorId actor, std::string_view verb, Value argument = Value::unset()) {
    return call(verb, {.actor = actor, .process = actor, .argument = argument});
  }
  Value look() { return shape.attributes[0].look(state); }

  const Room& shape;
  alignas(16) std::byte state[kStateBytes]{};
};

inline bool got(const Effect& e) { return e.kind == Effect::Kind::done && e.result == Value::boolean(true); }
inline bool done(const Effect& e) { return e.kind == Effect::Kind::done && e.result == Value::none(); }
inline bool missed(const Effect& e) {
  return e.kind == Effect::Kind::done && e.result == Value::boolean(false);
}
inline bool waits(const Effect& e) { return e.kind == Effect::Kind::must_wait; }
inline bool failed(const Effect& e, Symbol error) {
  return e.kind == Effect::Kind::failed && e.error == error;
}
inline bool is_misuse(const Effect& e) { return e.kind == Effect::Kind::misuse; }

}  // namespace rehearse
