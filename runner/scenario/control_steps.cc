// The way from step to step, but `call`.
#include <fmt/format.h>

#include <array>

#include "runner/scenario/verb_readers.h"

namespace rehearse {
namespace {

using std::string_view_literals::operator""sv;

Uses control(const WrittenStep& written) { return uses_of(RoomId::control, written); }

Steps read_loop_body(const WrittenStep& written, StepContext& context) {
  ++context.loops;
  Steps body = read_body(written, "do", true, context);
  --context.loops;
  return body;
}

void read_branch(const Node& condition, std::string_view key, Steps body, Step& step, StepContext& context) {
  auto read = context.expression(condition, key);
  if (read) step.branches.push_back({std::move(*read), std::move(body)});
}

void read_elif(const Node& branch, Step& step, StepContext& context) {
  static constexpr std::array kKeys = {"if"sv, "then"sv};
  if (!require_mapping(branch, "elif", context.reading.diagnostics)) return;
  check_keys(branch, "a branch of `elif`", kKeys, context.reading.diagnostics);
  const Entry* condition = branch.find("if");
  const Entry* then = branch.find("then");
  if (condition == nullptr || then == nullptr)
    return context.error(branch.place, "each branch of `elif` needs `if` and `then`");
  Steps body = read_steps(then->value, "then", context);
  read_branch(condition->value, "if", std::move(body), step, context);
}

bool is_in_loop(const WrittenStep& written, StepContext& context) {
  if (context.loops > 0) return true;
  context.error(written.verb.key_place, fmt::format("`{}` outside a loop", written.verb.key),
                "it stands below a `while` or `repeat` of the same task or handler");
  return false;
}

}  // namespace

std::optional<Uses> read_if(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::if_else;
  Steps then = read_body(written, "then", true, context);
  read_branch(written.verb.value, "if", std::move(then), step, context);
  if (const Node* elif = written.find("elif"))
    if (require_sequence(*elif, "elif", context.reading.diagnostics))
      for (const Node& branch : elif->items) read_elif(branch, step, context);
  step.body = read_body(written, "else", false, context);
  return control(written);
}

std::optional<Uses> read_while(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::while_loop;
  step.condition = context.expression(written.verb.value, "while");
  step.body = read_loop_body(written, context);
  if (!step.condition) return std::nullopt;
  return control(written);
}

std::optional<Uses> read_repeat(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::repeat;
  step.argument = context.integer(written.verb.value, "repeat");
  if (const Node* counter = written.find("counter")) step.counter = context.name(*counter, "counter");
  step.body = read_loop_body(written, context);
  if (!step.argument) return std::nullopt;
  return control(written);
}

std::optional<Uses> read_break(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::break_loop;
  takes_nothing(written, context);
  if (!is_in_loop(written, context)) return std::nullopt;
  return control(written);
}

std::optional<Uses> read_continue(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::continue_loop;
  takes_nothing(written, context);
  if (!is_in_loop(written, context)) return std::nullopt;
  return control(written);
}

std::optional<Uses> read_return(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::return_value;
  if (written.verb.value.kind == Node::Kind::empty) return control(written);
  step.argument = context.expression(written.verb.value, "return");
  if (!step.argument) return std::nullopt;
  return control(written);
}

std::optional<Uses> read_fail(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::fail;
  step.name = context.identifier(written.verb.value, "fail");
  if (!context.in_task) {
    context.error(written.verb.key_place, "`fail` outside a task",
                  "it ends a task with an error for its `call`");
    return std::nullopt;
  }
  if (!step.name.valid()) return std::nullopt;
  return control(written);
}

}  // namespace rehearse
