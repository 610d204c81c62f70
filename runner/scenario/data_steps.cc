// `let`, `atomic`, `assert`.
#include <fmt/format.h>

#include "runner/scenario/looks.h"
#include "runner/scenario/verb_readers.h"

namespace rehearse {
namespace {

Node as_scalar(const Entry& entry) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.place = entry.key_place;
  node.text = entry.key;
  return node;
}

// What stands left of the colon: a name, or a word or one element of several. False after an error.
bool read_variable(const Entry& entry, Assignment& assignment, StepContext& context) {
  assignment.place = entry.key_place;
  const auto name = context.environment.names.find(entry.key);
  if (name != context.environment.names.end()) {
    assignment.name = name->second;
    return true;
  }
  if (is_identifier(entry.key)) {
    // One that cannot be a name was refused when names were collected.
    const auto declared = context.reading.names.find(entry.key);
    const bool resource =
        declared != context.reading.names.end() && declared->second.kind == Declared::Kind::resource;
    if (!resource && !context.environment.aliases.contains(entry.key)) return false;
  }
  const Node variable = as_scalar(entry);
  assignment.word = context.resource(variable, "let");
  if (!assignment.word) return false;
  const Resource& word =
      context.reading.scenario.resources[static_cast<std::size_t>(assignment.word->resource)];
  if (word.room != RoomId::word) {
    context.error(entry.key_place,
                  fmt::format("`{}` is {} {}, not a variable", word.name,
                              word.room == RoomId::event ? "an" : "a", room(word.room).name));
    return false;
  }
  if (!word.array || assignment.word->index) return true;
  context.error(entry.key_place, fmt::format("`{}` has {} elements", word.name, word.count),
                fmt::format("write `{}[0]`", word.name));
  return false;
}

bool read_assignments(const WrittenStep& written, Step& step, StepContext& context) {
  const Node& variables = written.verb.value;
  if (!require_mapping(variables, written.verb.key, context.reading.diagnostics)) return false;
  if (variables.entries.empty())
    context.error(variables.place, fmt::format("`{}` sets nothing", written.verb.key));
  for (const Entry& entry : variables.entries) {
    Assignment assignment;
    const bool target = read_variable(entry, assignment, context);
    auto value = context.expression(entry.value, entry.key);
    if (!target || !value) continue;
    assignment.value = std::move(*value);
    step.assignments.push_back(std::move(assignment));
  }
  return true;
}

}  // namespace

std::optional<Uses> read_let(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::let;
  if (!read_assignments(written, step, context)) return std::nullopt;
  return uses_of(RoomId::control, written);
}

std::optional<Uses> read_atomic(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::atomic;
  if (!read_assignments(written, step, context)) return std::nullopt;
  if (const Node* when = written.find("when")) step.condition = context.expression(*when, "when");
  if (step.condition) check_looks(*step.condition, "atomic", context.reading);
  for (const Assignment& assignment : step.assignments)
    check_looks(assignment.value, "atomic", context.reading);
  return uses_of(RoomId::control, written);
}

std::optional<Uses> read_assert(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::assertion;
  step.condition = context.expression(written.verb.value, "assert");
  if (!step.condition) return std::nullopt;
  return uses_of(RoomId::control, written);
}

}  // namespace rehearse
