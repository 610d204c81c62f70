// What the operators want of their operands.
#pragma once
#include <string_view>

#include "runner/scenario/environment.h"

namespace rehearse {

// Says in the diagnostics what an operand cannot be. Where the type is not known it says nothing.
bool check_operands(const Expression& operation, std::string_view written_operator,
                    const Environment& environment);
// "an integer", "a text", "a pid"
[[nodiscard]] std::string_view with_article(ExpressionType type);
[[nodiscard]] bool may_be_number(ExpressionType type);

}  // namespace rehearse
