#include "runner/scenario/tasks.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "runner/scenario/steps.h"

namespace rehearse {
namespace {

using std::string_view_literals::operator""sv;

bool read_parameters(const Node& list, Task& task, Reading& reading) {
  task.params_written = true;
  if (list.kind == Node::Kind::empty) return true;
  if (!require_sequence(list, "params", reading.diagnostics)) return false;
  for (const Node& item : list.items) {
    if (!item.is_scalar() || !is_identifier(item.text) || is_reserved(item.text)) {
      reading.error(item.place, fmt::format("`{}` is no name for a parameter", one_line(item)));
      return false;
    }
    if (std::ranges::find(task.params, item.text) != task.params.end()) {
      reading.error(item.place, fmt::format("parameter `{}` is given twice", item.text));
      return false;
    }
    task.params.push_back(item.text);
  }
  return true;
}

bool read_task(const Entry& entry, Task& task, Reading& reading) {
  static constexpr std::array kKeys = {"params"sv, "steps"sv};
  if (entry.value.is_sequence()) {
    task.steps = &entry.value;
    return true;
  }
  if (!entry.value.is_mapping()) {
    reading.error(entry.value.place, fmt::format("task `{}` needs a list of steps", entry.key));
    return false;
  }
  bool well = check_keys(entry.value, "a task", kKeys, reading.diagnostics);
  if (const Entry* params = entry.value.find("params"))
    well = read_parameters(params->value, task, reading) && well;
  const Entry* steps = entry.value.find("steps");
  if (steps == nullptr) {
    reading.error(entry.value.place, fmt::format("task `{}` needs `steps`", entry.key));
    return false;
  }
  if (!require_sequence(steps->value, "steps", reading.diagnostics)) return false;
  task.steps = &steps->value;
  return well;
}

}  // namespace

void declare_tasks(const Node& section, Reading& reading) {
  if (section.kind == Node::Kind::empty) return;
  if (!require_mapping(section, "tasks", reading.diagnostics)) return;
  for (const Entry& entry : section.entries) {
    Task task;
    task.place = entry.key_place;
    const bool named = reading.declare(entry.key, entry.key_place, Declared::Kind::task);
    if (read_task(entry, task, reading) && named)
      reading.tasks.emplace(entry.key, std::move(task));
    else
      reading.unclear.insert(entry.key);
  }
}

void read_uncalled_tasks(Reading& reading) {
  for (auto& [name, task] : reading.tasks)
    if (!task.called) read_steps_of_uncalled_task(name, task, reading);
}

}  // namespace rehearse
