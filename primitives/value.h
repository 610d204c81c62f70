// What an expression gives: a 64-bit integer, a boolean, a text, a pid or tid (opaque), or none.
#pragma once
#include <cstdint>

#include "primitives/ids.h"

namespace rehearse {

enum class ValueKind : uint8_t {
  unset,    // a name that nothing wrote: reading it is the finding `error`
  none,     // equal only to itself
  integer,
  boolean,  // true == 1, false == 0
  text,     // bits: a Symbol
  pid,      // bits: the ActorId of a process; only == and != and printing
  tid,      // bits: the ActorId of an actor
};

struct Value {
  int64_t bits = 0;
  ValueKind kind = ValueKind::unset;

  static constexpr Value unset() { return {}; }
  static constexpr Value none() { return {0, ValueKind::none}; }
  static constexpr Value integer(int64_t n) { return {n, ValueKind::integer}; }
  static constexpr Value boolean(bool b) { return {b ? 1 : 0, ValueKind::boolean}; }
  static constexpr Value text(Symbol s) { return {s.value, ValueKind::text}; }
  static constexpr Value pid(ActorId a) { return {a.value, ValueKind::pid}; }
  static constexpr Value tid(ActorId a) { return {a.value, ValueKind::tid}; }

  [[nodiscard]] constexpr bool is_number() const { return kind == ValueKind::integer || kind == ValueKind::boolean; }
  // The language's equality: numbers and booleans by number, others only with their own kind.
  friend constexpr bool operator==(const Value& a, const Value& b) {
    if (a.is_number() && b.is_number()) return a.bits == b.bits;
    return a.kind == b.kind && (a.kind == ValueKind::none || a.kind == ValueKind::unset || a.bits == b.bits);
  }
};

// 0, false, none and the empty text are false; `empty_text` is the number of "" in the program's symbol table
// (an invalid Symbol where it has none).
[[nodiscard]] constexpr bool truth(const Value& v, Symbol empty_text) {
  switch (v.kind) {
    case ValueKind::unset:
    case ValueKind::none: return false;
    case ValueKind::integer:
    case ValueKind::boolean: return v.bits != 0;
    case ValueKind::text: return !(empty_text.valid() && v.bits == empty_text.value);
    case ValueKind::pid:
    case ValueKind::tid: return true;
  }
  return false;
}

}  // namespace rehearse
