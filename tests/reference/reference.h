// Every interleaving of a small program, one state at a time and nothing left out. It runs the rooms' own
// `attempt`, so what it finds is what the rooms mean; it is slow and simple so that one can see that it is
// right. What a faster search says is compared with this.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "primitives/room.h"

namespace rehearse::reference {

// One step: at most one effect on what actors share. Registers are the actor's own.
struct Step {
  enum class Op : uint8_t {
    primitive,    // `verb` of `object`; its result, or its error as a text, goes to register `to`
    load,         // register `to` <- word `object`
    store,        // word `object` <- register `from` (none: 0) + `number`
    jump,         // to step `target`
    jump_unless,  // register `from` is neither true nor a number other than 0: to step `target`
    start,
    join,           // actor `target`
    await_blocked,  // until actor `target` is asleep in a primitive
  };
  Op op = Op::primitive;
  int object = -1;
  int verb = -1;
  Value argument = Value::unset();
  int to = -1, from = -1, target = -1;
  int64_t number = 0;
  bool try_only = false;   // blocking: false
  bool timed = false;      // has a time-out: once it waits it may be late at any moment
  bool tolerated = false;  // its failure is no finding
};

using Code = std::vector<Step>;

struct Program {
  struct Object {
    RoomId room{};
    PrimitiveOptions options;
  };
  struct Actor {
    Code code;
    bool manual = false;  // begun by a `start`
  };
  std::vector<Object> objects;
  std::vector<Actor> actors;

  int object(RoomId room, const PrimitiveOptions& options = {});
  int actor(Code code, bool manual = false);
  // A step of a primitive by its verb's name.
  [[nodiscard]] Step on(int object, std::string_view verb, Value argument = Value::unset()) const;
};

struct Outcome {
  std::size_t states = 0;
  // The words' values, in order of their objects, wherever everybody who began has ended.
  std::set<std::vector<int64_t>> finals;
  // Actors that in some state have not ended and move in no continuation: a deadlock.
  std::set<int> stuck;
  // Some state has no end within reach though everyone left still moves somewhere.
  bool livelock = false;
  bool misuse = false;           // `not owner`
  std::set<std::string> errors;  // of failures that nothing provides for
};

[[nodiscard]] Outcome explore(const Program& program);

}  // namespace rehearse::reference
