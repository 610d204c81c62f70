// Expressions after the check: names are resolved to numbers, params are folded into constants.
#pragma once
#include <vector>

#include "primitives/value.h"
#include "runner/syntax/diagnostic.h"

namespace rehearse {

struct EventPattern;

struct Expression {
  enum class Op : uint8_t {
    constant,        // value
    name,            // an actor-local name: `number` is its index in the actor's (or task instance's) table
    index,           // this copy's number
    word,            // a shared, atomic or local variable: `resource`, children[0] the element's index if it is an array
    attribute,       // of a primitive, `s.value`: `resource`, `number` = index into Room::attributes, children[0] element
    actor,           // of an actor: `actor_attribute`, `actor` (template), children[0] the copy's index if it has count
    self,            // of the actor that evaluates: `actor_attribute`
    signal,          // sig.number, .value, .sender, .code: `number` 0..3
    actor_name,      // a.x: another actor's name, only in finally, observe, always: `actor`, `text` its name, children[0] copy
    negate, logical_not, add, subtract, multiply, divide, modulo, equal, not_equal, less, less_equal, greater,
    greater_equal, logical_and, logical_or, minimum, maximum,
    count,           // count(event): `pattern`; only in always, finally
    inside,          // inside(span): `pattern`
    waiting,         // waiting(resource): `resource`, children[0] element
  };
  enum class ActorAttribute : uint8_t { pid, tid, name, exitcode, alive };

  Op op = Op::constant;
  ActorAttribute actor_attribute = ActorAttribute::pid;
  Place place;
  Value value;                 // constant
  int number = -1;
  int resource = -1;           // index into Scenario::resources
  int actor = -1;              // index into Scenario::actors
  int pattern = -1;            // index into Scenario::patterns
  std::string text;            // actor_name; otherwise the source text of the whole expression (root only)
  std::vector<Expression> children;

  [[nodiscard]] bool is_constant() const { return op == Op::constant; }
};

}  // namespace rehearse
