// Looks through written steps and the expressions in them.
#pragma once
#include <functional>
#include <vector>

#include "runner/scenario/scenario.h"

namespace rehearse {

enum class Handlers : uint8_t { entered, passed };  // whether the bodies of `sigaction` belong to it

// Calls `visit` for each step, those inside others included, in the order of the file.
void for_each_step(const Steps& steps, Handlers handlers, const std::function<void(const Step&)>& visit);
// Calls `visit` for each expression of the step itself, and for their parts.
void for_each_expression(const Step& step, const std::function<void(const Expression&)>& visit);
void for_each_part(const Expression& expression, const std::function<void(const Expression&)>& visit);

[[nodiscard]] bool mentions_resource(const Steps& steps, int resource);

}  // namespace rehearse
