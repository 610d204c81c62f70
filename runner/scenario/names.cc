#include "runner/scenario/names.h"

#include <fmt/format.h>

#include <algorithm>

#include "runner/scenario/written_names.h"

namespace rehearse {
namespace {

bool is_resource(const std::string& name, const StepContext& context) {
  if (context.environment.aliases.contains(name)) return true;
  const auto at = context.reading.names.find(name);
  return at != context.reading.names.end() && at->second.kind == Declared::Kind::resource;
}

// A name that may be written. A word that `let` sets is none; one that cannot be is said here, once.
bool is_name(const WrittenName& written, StepContext& context) {
  if (context.environment.names.contains(written.name) || context.reading.unclear.contains(written.name))
    return false;
  if (written.assigned && is_resource(written.name, context)) return false;
  if (!is_identifier(written.name)) {
    context.error(written.place, fmt::format("`{}` is no name", written.name),
                  "a name has letters, digits and `_`, and begins with no digit");
    return false;
  }
  if (is_reserved(written.name)) {
    context.error(written.place,
                  fmt::format("`{}` has a meaning of its own and cannot be written", written.name));
    return false;
  }
  const auto at = context.reading.names.find(written.name);
  if (at == context.reading.names.end() && !context.environment.aliases.contains(written.name)) return true;
  const bool param = at != context.reading.names.end() && at->second.kind == Declared::Kind::param;
  const std::string_view what = at == context.reading.names.end() ? "a resource" : kind_name(at->second.kind);
  context.error(written.place,
                fmt::format("`{}` is {} and cannot be a name of the actor", written.name, what),
                is_resource(written.name, context) ? "write another name here, and `let:` after it"
                : param                            ? "a param does not change"
                                                   : "");
  return false;
}

int add_name(std::string name, StepContext& context) {
  std::vector<std::string>& names =
      context.reading.scenario.actors[static_cast<std::size_t>(context.environment.actor)].names;
  names.push_back(std::move(name));
  return static_cast<int>(names.size()) - 1;
}

// Words that stand free in a text: not behind a dot, where they are attributes and labels.
void free_identifiers(std::string_view text, std::vector<std::string>& into) {
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = at;
    while (end < text.size() && continues_identifier(text[end])) ++end;
    if (end > at && starts_identifier(text[at]) && (at == 0 || text[at - 1] != '.'))
      into.emplace_back(text.substr(at, end - at));
    at = std::max(end, at + 1);
  }
}

void all_identifiers(const Node& node, std::vector<std::string>& into) {
  if (node.is_scalar()) free_identifiers(node.text, into);
  for (const Node& item : node.items) all_identifiers(item, into);
  for (const Entry& entry : node.entries) all_identifiers(entry.value, into);
}

}  // namespace

bool has_threads(const StepContext& context) {
  if (context.uncalled) return false;
  const Actor& actor = context.actor();
  if (actor.kind == Actor::Kind::thread) return true;
  return std::ranges::any_of(context.reading.scenario.actors, [&](const Actor& other) {
    return other.kind == Actor::Kind::thread && other.process == context.environment.actor;
  });
}

void declare_actor_names(const Node& steps, StepContext& context) {
  if (!steps.is_sequence()) return;
  const HandlerBodies handlers = has_threads(context) ? HandlerBodies::without : HandlerBodies::with;
  for (const WrittenName& written : written_names(steps, handlers))
    if (is_name(written, context))
      context.environment.names.emplace(written.name, add_name(written.name, context));
}

std::vector<int> declare_instance_names(const Task& task, const std::string& instance,
                                        const std::vector<std::string>& values, StepContext& context) {
  for (const std::string& value : values)
    context.environment.names.emplace(value, add_name(fmt::format("{}.{}", instance, value), context));
  std::vector<int> own;
  for (const WrittenName& written : written_names(*task.steps, HandlerBodies::with)) {
    if (!is_name(written, context)) continue;
    own.push_back(add_name(fmt::format("{}.{}", instance, written.name), context));
    context.environment.names.emplace(written.name, own.back());
  }
  return own;
}

void declare_names_of_uncalled_task(const Task& task, StepContext& context) {
  declare_actor_names(*task.steps, context);
  Reading& reading = context.reading;
  reading.unclear.insert(task.params.begin(), task.params.end());
  if (task.params_written) return;
  // Without `params:` any unknown word may be a parameter.
  std::vector<std::string> identifiers;
  all_identifiers(*task.steps, identifiers);
  for (const std::string& word : identifiers)
    if (!reading.names.contains(word) && !context.environment.names.contains(word) && !is_reserved(word))
      reading.unclear.insert(word);
}

}  // namespace rehearse
