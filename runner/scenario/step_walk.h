// Visits written steps and their expressions.
#pragma once
#include "runner/scenario/step.h"

namespace rehearse {

enum class Handlers : uint8_t { left_out, included };

// Calls f(const Step&) for each step, the outer one first; whether a `sigaction`'s own steps belong to it is
// the caller's to say.
template <class F>
void for_each_step(const Steps& steps, Handlers handlers, F&& f) {
  for (const Step& step : steps) {
    f(step);
    for (const Branch& branch : step.branches) for_each_step(branch.steps, handlers, f);
    if (step.kind != Step::Kind::sigaction || handlers == Handlers::included)
      for_each_step(step.body, handlers, f);
    for (const CatchClause& clause : step.modifiers.catches) for_each_step(clause.steps, handlers, f);
  }
}

// Calls f(const Expression&) for each expression of this step alone, subexpressions included.
template <class F>
void for_each_expression(const Expression& expression, F&& f) {
  f(expression);
  for (const Expression& child : expression.children) for_each_expression(child, f);
}

template <class F>
void for_each_expression(const std::optional<Expression>& expression, F&& f) {
  if (expression) for_each_expression(*expression, f);
}

template <class F>
void for_each_expression(const Step& step, F&& f) {
  for (const auto* optional :
       {&step.argument, &step.condition, &step.signal, &step.times, &step.modifiers.returns,
        &step.modifiers.timeout, &step.modifiers.took_at_least, &step.modifiers.took_at_most})
    for_each_expression(*optional, f);
  if (step.resource) for_each_expression(step.resource->index, f);
  if (step.actor) for_each_expression(step.actor->index, f);
  for (const Branch& branch : step.branches) for_each_expression(branch.condition, f);
  for (const Assignment& assignment : step.assignments) {
    for_each_expression(assignment.value, f);
    if (assignment.word) for_each_expression(assignment.word->index, f);
  }
}

}  // namespace rehearse
