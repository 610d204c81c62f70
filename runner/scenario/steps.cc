#include "runner/scenario/steps.h"

#include <fmt/format.h>

#include "runner/scenario/names.h"
#include "runner/scenario/step_context.h"
#include "runner/scenario/verbs.h"

namespace rehearse {
namespace {

constexpr int kMaxSteps = 60'000;  // an actor cannot have more instructions, and a step has at least one
constexpr std::size_t kLongestText = 60;

// `acquire:m` is a text, not a mapping. Empty: nothing such.
std::string hint_for_text(const std::string& text) {
  const std::size_t colon = text.find(':');
  if (colon != std::string::npos && find_reader(text.substr(0, colon)) != nullptr)
    return fmt::format("write `{}: {}`, with a space", text.substr(0, colon), text.substr(colon + 1));
  const std::size_t space = text.find(' ');
  if (space != std::string::npos && find_reader(text.substr(0, space)) != nullptr)
    return fmt::format("write `{}: {}`, with a colon", text.substr(0, space), text.substr(space + 1));
  return {};
}

std::string hint_for_verb(const std::string& word) {
  if (std::string hint = hint_for_text(word); !hint.empty()) return hint;
  const std::string_view near = did_you_mean(word, verb_names());
  return near.empty() ? "" : fmt::format("did you mean `{}`?", near);
}

void refuse_verb(const std::string& word, const Place& place, StepContext& context) {
  if (is_unsupported(LanguagePart::verb, word))
    context.error(place, not_supported_yet(word));
  else
    context.error(place, fmt::format("unknown verb `{}`", word), hint_for_verb(word));
}

// Without a verb. The key that should be one is the first that is no modifier.
void refuse_step(const Node& step, StepContext& context) {
  for (const Entry& entry : step.entries)
    if (!is_modifier(entry.key)) return refuse_verb(entry.key, entry.key_place, context);
  const Entry& first = step.entries.front();
  context.error(first.key_place, fmt::format("`{}` stands beside a verb, and there is none", first.key),
                "is there a `- ` too much before it?");
}

// The entry that is the verb; nullptr after an error.
const Entry* find_verb_entry(const Node& step, StepContext& context) {
  const Entry* verb = nullptr;
  for (const Entry& entry : step.entries) {
    if (find_reader(entry.key) == nullptr) continue;
    if (verb != nullptr) {
      context.error(entry.key_place,
                    fmt::format("a step has one verb, here are `{}` and `{}`", verb->key, entry.key),
                    "begin another step with `- `");
      return nullptr;
    }
    verb = &entry;
  }
  if (verb == nullptr) refuse_step(step, context);
  return verb;
}

std::string text_of(const Entry& verb) {
  const std::string argument = one_line(verb.value);
  std::string text = argument.empty() ? verb.key : fmt::format("{}: {}", verb.key, argument);
  if (text.size() > kLongestText) text = text.substr(0, kLongestText - 3) + "...";
  return text;
}

// A verb that stands alone, `- pause`, as a mapping.
Node as_mapping(const Node& step) {
  Node mapping;
  mapping.kind = Node::Kind::mapping;
  mapping.place = step.place;
  Entry entry{step.text, step.place, {}};
  entry.value.place = step.place;
  mapping.entries.push_back(std::move(entry));
  return mapping;
}

bool is_within_budget(const Place& place, StepContext& context) {
  if (--context.reading.steps_left < 0) {
    if (context.reading.steps_left == -1)
      context.error(place, "the scenarios of this document have more than a million steps");
    *context.budget = -1;
    return false;
  }
  if (--*context.budget >= 0) return true;
  if (*context.budget == -1)
    context.error(place, fmt::format("actor `{}` has more than {} steps, those of its calls included",
                                     context.actor().name, kMaxSteps));
  return false;
}

void read_mapping(const Node& node, Steps& steps, StepContext& context) {
  if (node.entries.empty()) return context.error(node.place, "an empty step");
  const Entry* verb = find_verb_entry(node, context);
  if (verb == nullptr || !is_within_budget(node.place, context)) return;
  const WrittenStep written{node, *verb};
  Step step;
  step.place = verb->key_place;
  step.text = text_of(*verb);
  const auto uses = find_reader(verb->key)(written, step, context);
  if (!uses) return;
  read_modifiers(written, *uses, step, context);
  steps.push_back(std::move(step));
}

void read_step(const Node& node, Steps& steps, StepContext& context) {
  if (node.is_mapping()) return read_mapping(node, steps, context);
  if (node.is_scalar() && find_reader(node.text) != nullptr)
    return read_mapping(as_mapping(node), steps, context);
  if (node.is_scalar()) return refuse_verb(node.text, node.place, context);
  context.error(node.place, "a step is a mapping that begins with its verb", "such as `- acquire: m`");
}

}  // namespace

Steps read_steps(const Node& list, std::string_view key, StepContext& context) {
  Steps steps;
  if (list.kind == Node::Kind::empty) return steps;
  if (!require_sequence(list, key, context.reading.diagnostics)) return steps;
  for (const Node& node : list.items) {
    if (*context.budget < 0) break;
    read_step(node, steps, context);
  }
  return steps;
}

Steps read_body(const WrittenStep& written, std::string_view key, bool wanted, StepContext& context) {
  if (const Node* body = written.find(key)) return read_steps(*body, key, context);
  if (wanted)
    context.error(written.verb.key_place,
                  fmt::format("`{}` needs `{}`, a list of steps", written.verb.key, key));
  return {};
}

bool takes_nothing(const WrittenStep& written, StepContext& context) {
  if (written.verb.value.kind == Node::Kind::empty) return true;
  context.error(written.verb.value.place, fmt::format("`{}` takes nothing", written.verb.key),
                fmt::format("write `- {}`", written.verb.key));
  return false;
}

Steps read_steps_of_actor(const Node& list, int actor, Reading& reading) {
  int budget = kMaxSteps;
  StepContext context{reading, reading.environment(Environment::Where::steps), &budget, 0, false, {}, false};
  context.environment.actor = actor;
  declare_actor_names(list, context);
  return read_steps(list, "steps", context);
}

void read_steps_of_uncalled_task(const std::string& name, Task& task, Reading& reading) {
  int budget = kMaxSteps;
  Scenario& scenario = reading.scenario;
  const std::size_t patterns = scenario.patterns.size();
  const std::vector<std::string> names = scenario.actors.front().names;
  const auto unclear = reading.unclear;
  StepContext context{reading, reading.environment(Environment::Where::steps), &budget, 0, true, {name},
                      true};
  context.environment.actor = 0;
  declare_names_of_uncalled_task(task, context);
  (void)read_steps(*task.steps, "steps", context);
  reading.unclear = unclear;
  scenario.actors.front().names = names;
  scenario.patterns.resize(patterns);
}

}  // namespace rehearse
