// Expressions of constants, worked out at the check.
#pragma once
#include <optional>
#include <string>

#include "runner/scenario/expression.h"
#include "runner/scenario/scenario.h"

namespace rehearse {

// The value if it is the same in every run, with `copy` for `index` (none: unknown). No value for what reads
// a name or a word, and for what overflows or divides by zero: those are findings of a run that gets there.
[[nodiscard]] std::optional<Value> evaluate(const Expression& expression, std::optional<int> copy,
                                            const SymbolTable& symbols);
// The same as a constant, or itself.
[[nodiscard]] Expression folded(Expression expression, const SymbolTable& symbols);
// Why an expression without names has no value: the innermost part and what it does ("divides by zero").
struct FoldTrouble {
  Place place;
  std::string message;
};
[[nodiscard]] std::optional<FoldTrouble> fold_trouble(const Expression& expression,
                                                      const SymbolTable& symbols);

[[nodiscard]] Expression constant(Value value, const Place& place);

}  // namespace rehearse
