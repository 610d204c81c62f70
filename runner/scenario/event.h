// A written event such as `"philosopher[*].acquire(fork[1]).blocks#2"`, resolved.
#pragma once
#include <string>
#include <vector>

#include "primitives/ids.h"
#include "runner/syntax/diagnostic.h"

namespace rehearse {

// What an event is called after the actor. A name can mean several (`a.exit`: the built-in event or a label).
struct EventKey {
  enum class Kind : uint8_t { label, verb, span, start, exit, handler, stopped, continued };
  Kind kind = Kind::label;
  Symbol name;                     // label, span (a section's name), verb
  bool any_target = false;         // verb: written without a target, or one that names every element
  // verb: what it names, its index worked out. Which list is used follows from the verb.
  std::vector<ObjectId> objects;
  std::vector<ActorId> actors;
  std::vector<int> signals;        // also of handler
  std::vector<Symbol> names;       // an actor-local variable (`let(x)`), a task
  friend bool operator==(const EventKey&, const EventKey&) = default;
};

struct EventPattern {
  enum class Suffix : uint8_t { plain, fails, blocks, begin, end };
  static constexpr int kEvery = 0, kLast = -1;

  Place place;
  std::string text;                // as written
  std::vector<ActorId> actors;     // the copies it means, ascending
  bool many_actors = false;        // written as a pattern: `*`, `a[*]`, or a bare name with several copies
  std::vector<EventKey> keys;      // any of these
  Suffix suffix = Suffix::plain;   // a span alone: keys[0].kind == span and suffix plain
  int occurrence = kEvery;         // #n, counted for each actor
};

}  // namespace rehearse
