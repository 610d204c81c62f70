// The language's integers: 64 bits, floored division as in Python. No value means overflow or division by
// zero, which at run time is the finding `error`. Used by the check and by whoever runs a Program, so that
// they cannot differ.
#pragma once
#include <cstdint>
#include <limits>
#include <optional>

namespace rehearse {

using Integer = std::optional<int64_t>;

[[nodiscard]] inline Integer checked_add(int64_t a, int64_t b) {
  int64_t sum = 0;
  return __builtin_add_overflow(a, b, &sum) ? Integer{} : sum;
}

[[nodiscard]] inline Integer checked_subtract(int64_t a, int64_t b) {
  int64_t difference = 0;
  return __builtin_sub_overflow(a, b, &difference) ? Integer{} : difference;
}

[[nodiscard]] inline Integer checked_multiply(int64_t a, int64_t b) {
  int64_t product = 0;
  return __builtin_mul_overflow(a, b, &product) ? Integer{} : product;
}

// Python's `//`: rounded down, so -7 / 2 is -4.
[[nodiscard]] inline Integer floor_divide(int64_t a, int64_t b) {
  if (b == 0 || (a == std::numeric_limits<int64_t>::min() && b == -1)) return std::nullopt;
  const int64_t quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

// Python's `%`: has the sign of `b`, so -1 % 5 is 4.
[[nodiscard]] inline Integer floor_modulo(int64_t a, int64_t b) {
  if (b == 0) return std::nullopt;
  if (b == -1) return 0;  // the hardware traps on the least integer
  const int64_t rest = a % b;
  return rest != 0 && (rest < 0) != (b < 0) ? rest + b : rest;
}

}  // namespace rehearse
