#include "runner/program/walk.h"

namespace rehearse {

void for_each_step(const Steps& steps, Handlers handlers, const std::function<void(const Step&)>& visit) {
  for (const Step& step : steps) {
    visit(step);
    for (const Branch& branch : step.branches) for_each_step(branch.steps, handlers, visit);
    if (step.kind != Step::Kind::sigaction || handlers == Handlers::entered)
      for_each_step(step.body, handlers, visit);
    for (const CatchClause& clause : step.modifiers.catches) for_each_step(clause.steps, handlers, visit);
  }
}

void for_each_part(const Expression& expression, const std::function<void(const Expression&)>& visit) {
  visit(expression);
  for (const Expression& child : expression.children) for_each_part(child, visit);
}

void for_each_expression(const Step& step, const std::function<void(const Expression&)>& visit) {
  const auto look = [&](const std::optional<Expression>& e) {
    if (e) for_each_part(*e, visit);
  };
  if (step.resource) look(step.resource->index);
  if (step.actor) look(step.actor->index);
  look(step.argument);
  look(step.condition);
  look(step.signal);
  look(step.times);
  for (const Assignment& assignment : step.assignments) {
    if (assignment.word) look(assignment.word->index);
    for_each_part(assignment.value, visit);
  }
  for (const Branch& branch : step.branches) for_each_part(branch.condition, visit);
  look(step.modifiers.returns);
  look(step.modifiers.timeout);
  look(step.modifiers.took_at_least);
  look(step.modifiers.took_at_most);
}

bool mentions_resource(const Steps& steps, int resource) {
  bool found = false;
  for_each_step(steps, Handlers::entered, [&](const Step& step) {
    if (step.resource && step.resource->resource == resource) found = true;
    for (const Assignment& assignment : step.assignments)
      if (assignment.word && assignment.word->resource == resource) found = true;
    for_each_expression(step, [&](const Expression& e) {
      if (e.resource == resource) found = true;
    });
  });
  return found;
}

}  // namespace rehearse
