// `call: enter` + `args: {room: m, n: 3}`: the task's steps, read anew with its parameters bound.
#include <fmt/format.h>

#include <algorithm>

#include "runner/scenario/lexer.h"
#include "runner/scenario/names.h"
#include "runner/scenario/verb_readers.h"

namespace rehearse {
namespace {

constexpr std::size_t kDeepestCalls = 32;

std::vector<std::string_view> task_names(const Reading& reading) {
  std::vector<std::string_view> names;
  for (const auto& [name, task] : reading.tasks) names.push_back(name);
  return names;
}

// nullptr after an error, or where the task could not be read.
Task* find_task(const WrittenStep& written, StepContext& context) {
  const Node& name = written.verb.value;
  if (!context.readable(name, "call", "the name of a task")) return nullptr;
  const auto at = context.reading.tasks.find(name.text);
  if (at == context.reading.tasks.end()) {
    context.error(name.place, fmt::format("there is no task `{}`", name.text),
                  suggestion(name.text, task_names(context.reading)));
    return nullptr;
  }
  if (std::ranges::find(context.calls, name.text) != context.calls.end()) {
    context.error(name.place, fmt::format("`{}` calls itself; calls do not recur", name.text));
    return nullptr;
  }
  if (context.calls.size() >= kDeepestCalls) {
    context.error(name.place, fmt::format("calls are nested deeper than {}", kDeepestCalls));
    return nullptr;
  }
  return &at->second;
}

// A call taken apart: what each parameter stands for, in the caller's terms.
struct Arguments {
  std::vector<std::pair<std::string, ResourceRef>> resources;
  std::vector<std::pair<std::string, Expression>> values;
};

// The name that a text begins with: `fork` of `fork[i + 1]`.
std::string_view head(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() && continues_identifier(text[end])) ++end;
  return text.substr(0, end);
}

// A resource or one element, and nothing behind it: `s.value` is a value.
bool names_resource(const Node& node, const StepContext& context) {
  if (!node.is_scalar()) return false;  // in a flow mapping an index stands in quotes
  const std::string name(head(node.text));
  const std::string_view rest = std::string_view(node.text).substr(name.size());
  const bool whole =
      rest.empty() || (rest.front() == '[' && find_closing(rest, 1, '[', ']') == rest.size() - 1);
  if (!whole) return false;
  if (context.environment.aliases.contains(name)) return true;
  if (context.environment.names.contains(name)) return false;
  const auto declared = context.reading.names.find(name);
  return declared != context.reading.names.end() && declared->second.kind == Declared::Kind::resource;
}

bool read_argument(const Entry& entry, Arguments& arguments, StepContext& context) {
  if (names_resource(entry.value, context)) {
    auto resource = context.resource(entry.value, entry.key);
    if (resource) arguments.resources.emplace_back(entry.key, std::move(*resource));
    return resource.has_value();
  }
  auto value = context.expression(entry.value, entry.key);
  if (value) arguments.values.emplace_back(entry.key, std::move(*value));
  return value.has_value();
}

bool check_parameters(const WrittenStep& written, const Task& task, const Node* args, StepContext& context) {
  if (!task.params_written) return true;
  bool well = true;
  if (args != nullptr)
    for (const Entry& entry : args->entries)
      if (std::ranges::find(task.params, entry.key) == task.params.end()) {
        context.error(
            entry.key_place, fmt::format("`{}` has no parameter `{}`", written.verb.value.text, entry.key),
            suggestion(entry.key, std::vector<std::string_view>(task.params.begin(), task.params.end())));
        well = false;
      }
  for (const std::string& param : task.params)
    if (args == nullptr || args->find(param) == nullptr) {
      context.error(written.verb.key_place,
                    fmt::format("`{}` needs its parameter `{}`", written.verb.value.text, param),
                    fmt::format("write `args: {{{}: ...}}`", param));
      well = false;
    }
  return well;
}

bool is_parameter_name(const Entry& entry, StepContext& context) {
  if (is_identifier(entry.key) && !is_reserved(entry.key)) return true;
  context.error(entry.key_place, fmt::format("`{}` is no name for a parameter", entry.key));
  return false;
}

bool read_arguments(const WrittenStep& written, const Task& task, Arguments& arguments,
                    StepContext& context) {
  const Node* args = written.find("args");
  if (args != nullptr && args->kind == Node::Kind::empty) args = nullptr;
  if (args != nullptr && !require_mapping(*args, "args", context.reading.diagnostics)) return false;
  bool well = check_parameters(written, task, args, context);
  if (args == nullptr) return well;
  for (const Entry& entry : args->entries)
    well = is_parameter_name(entry, context) && read_argument(entry, arguments, context) && well;
  return well;
}

Expression read_name(int name, const Place& place) {
  Expression expression;
  expression.op = Expression::Op::name;
  expression.number = name;
  expression.place = place;
  return expression;
}

void assign(Step& step, int name, Expression value) {
  Assignment assignment;
  assignment.place = value.place;
  assignment.name = name;
  assignment.value = std::move(value);
  step.assignments.push_back(std::move(assignment));
}

// An alias for each resource. The element is the one that the index names at the call, kept in a hidden name.
void bind_resources(Arguments& arguments, const std::string& instance, Step& step, StepContext& task) {
  std::vector<std::string>& names =
      task.reading.scenario.actors[static_cast<std::size_t>(task.environment.actor)].names;
  for (auto& [param, resource] : arguments.resources) {
    if (resource.index && !resource.index->is_constant()) {
      names.push_back(fmt::format("{}.{}[]", instance, param));
      const int hidden = static_cast<int>(names.size()) - 1;
      const Place place = resource.index->place;
      assign(step, hidden, std::move(*resource.index));
      resource.index = read_name(hidden, place);
    }
    task.environment.aliases.insert_or_assign(param, resource);
  }
}

void bind_values(Arguments& arguments, Step& step, StepContext& task) {
  for (auto& [param, value] : arguments.values)
    assign(step, task.environment.names.at(param), std::move(value));
}

Steps read_task(const WrittenStep& written, const Task& definition, Arguments& arguments, Step& step,
                const StepContext& caller) {
  const std::string& name = written.verb.value.text;
  const std::string instance = fmt::format("{}#{}", name, ++caller.reading.instances[name]);
  StepContext task = caller;
  task.environment.names.clear();
  task.environment.aliases.clear();
  task.loops = 0;
  task.in_task = true;
  task.calls.push_back(name);
  bind_resources(arguments, instance, step, task);
  std::vector<std::string> values;
  for (const auto& value : arguments.values) values.push_back(value.first);
  step.own_names = declare_instance_names(definition, instance, values, task);
  bind_values(arguments, step, task);
  return read_steps(*definition.steps, "steps", task);
}

}  // namespace

std::optional<Uses> read_call(const WrittenStep& written, Step& step, StepContext& context) {
  step.kind = Step::Kind::call;
  Task* task = find_task(written, context);
  if (task == nullptr) return std::nullopt;
  task->called = true;
  step.name = context.intern(written.verb.value.text);
  Arguments arguments;
  if (!read_arguments(written, *task, arguments, context)) return std::nullopt;
  step.body = read_task(written, *task, arguments, step, context);
  return Uses{uses_of(RoomId::control, written).verb, true, {}};
}

}  // namespace rehearse
