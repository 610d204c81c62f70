#include "runner/scenario/document.h"

#include <fmt/format.h>

#include <array>

#include "runner/scenario/actors.h"
#include "runner/scenario/expectations.h"
#include "runner/scenario/header.h"
#include "runner/scenario/reading.h"
#include "runner/scenario/resources.h"
#include "runner/scenario/tasks.h"

namespace rehearse {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kKeys = {"scenario"sv,  "about"sv, "tags"sv,   "params"sv,  "timeout"sv, "timing"sv,
                              "resources"sv, "tasks"sv, "actors"sv, "expect"sv,  "allow"sv,   "require"sv,
                              "xfail"sv,     "skip"sv,  "needs"sv,  "settings"sv};
// Combinations mostly repeat each other's errors: after so many the rest is not read.
constexpr std::size_t kEnoughErrors = 100;
// Of all combinations together: what they need in memory has a limit too.
constexpr int kMaxSteps = 1'000'000;

const Node* value_of_key(const Node& document, std::string_view key) {
  const Entry* entry = document.find(key);
  return entry == nullptr ? nullptr : &entry->value;
}

// The title's node, or nullptr after an error.
const Node* read_title(const Node& document, Titles& titles, Diagnostics& diagnostics) {
  const Entry* title = document.find("scenario");
  if (title == nullptr) {
    diagnostics.push_back({document.place, "a document needs its title, `scenario: ...`", {}});
    return nullptr;
  }
  if (!require_scalar(title->value, "scenario", "a title", diagnostics)) return nullptr;
  if (title->value.text.empty()) {
    diagnostics.push_back({title->value.place, "the title is empty", {}});
    return nullptr;
  }
  const auto [first, fresh] = titles.emplace(title->value.text, title->value.place);
  if (!fresh)
    diagnostics.push_back({title->value.place,
                           fmt::format("the scenario `{}` is already in this file", title->value.text),
                           fmt::format("the first is in line {}", first->second.line)});
  return &title->value;
}

void declare_params(Reading& reading) {
  for (const Binding& binding : reading.combination) {
    if (!reading.declare(binding.name, binding.place, Declared::Kind::param))
      reading.unclear.insert(binding.name);
    reading.params.emplace(binding.name, value_of(*binding.value, reading.scenario));
  }
}

// Declarations first: no text is read before all that it may refer to is known.
void read_combination(const Node& document, Reading& reading) {
  declare_params(reading);
  read_header(document, reading);
  if (const Node* resources = value_of_key(document, "resources")) read_resources(*resources, reading);
  if (const Node* tasks = value_of_key(document, "tasks")) declare_tasks(*tasks, reading);
  declare_actors(value_of_key(document, "actors"), reading);
  const std::size_t before = reading.diagnostics.size();
  read_actor_steps(value_of_key(document, "actors"), reading);
  const bool steps_are_known = reading.diagnostics.size() == before && reading.unclear.empty();
  read_uncalled_tasks(reading);
  if (const Node* expect = value_of_key(document, "expect")) read_expectations(*expect, reading);
  // What a step that could not be read would have done is unknown, and so is whether an event can be.
  if (steps_are_known) check_patterns(reading.scenario, reading.diagnostics);
}

}  // namespace

void read_document(const Node& document, Titles& titles, Checked& checked) {
  Diagnostics& diagnostics = checked.diagnostics;
  if (!document.is_mapping()) {
    diagnostics.push_back({document.place, "a document is a mapping that begins with `scenario: ...`", {}});
    return;
  }
  check_keys(document, "a scenario", kKeys, diagnostics, LanguagePart::document_key);
  const Node* title = read_title(document, titles, diagnostics);
  const std::size_t enough = diagnostics.size() + kEnoughErrors;
  int steps_left = kMaxSteps;
  for (const Combination& combination : read_params(value_of_key(document, "params"), diagnostics)) {
    Reading reading(diagnostics, combination, steps_left);
    reading.scenario.base_title = title == nullptr ? "" : title->text;
    reading.scenario.title = title_of(reading.scenario.base_title, combination);
    reading.scenario.place = title == nullptr ? document.place : title->place;
    read_combination(document, reading);
    checked.scenarios.push_back(std::move(reading.scenario));
    if (diagnostics.size() > enough || steps_left < 0) break;
  }
}

Checked check_documents(const std::vector<Node>& documents) {
  Checked checked;
  Titles titles;
  for (const Node& document : documents) read_document(document, titles, checked);
  sort_diagnostics(checked.diagnostics);
  return checked;
}

int Scenario::actor_count() const {
  int count = 0;
  for (const Actor& actor : actors) count += actor.count;
  return count;
}

int Scenario::object_count() const {
  int count = 0;
  for (const Resource& resource : resources) count += resource.count;
  return count;
}

}  // namespace rehearse
