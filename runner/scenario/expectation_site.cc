#include "runner/scenario/expectation_site.h"

#include <fmt/format.h>

namespace rehearse {

int ExpectationSite::event(const Node& node, std::string_view key) {
  if (!require_scalar(node, key, "an event", reading.diagnostics) || mentions(node.text, reading.unclear)) {
    well = false;
    return -1;
  }
  Environment environment = reading.environment(Environment::Where::expectation);
  const int pattern = read_event(node, environment);
  well = well && pattern >= 0;
  return pattern;
}

void ExpectationSite::add_event(const Node& node, std::string_view key) {
  const int pattern = event(node, key);
  if (pattern >= 0) into.events.push_back(pattern);
}

void ExpectationSite::add_events(const Node& mapping, std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (const Entry* found = mapping.find(key))
      add_event(found->value, key);
    else
      error(mapping.place, fmt::format("`{}` needs `{}`", kind.key, key));
  }
}

std::optional<int64_t> ExpectationSite::count(std::string_view key) {
  const Node* node = find(key);
  if (node == nullptr) return std::nullopt;
  const auto number = reading.known_integer(*node, 0, INT64_MAX);
  well = well && number.has_value();
  return number;
}

std::optional<int64_t> ExpectationSite::duration(const Node& mapping, std::string_view key) {
  const Entry* found = mapping.find(key);
  if (found == nullptr) return std::nullopt;
  const auto duration = reading.known_duration(found->value, key);
  well = well && duration.has_value();
  return duration;
}

bool ExpectationSite::flag(const Node& mapping, std::string_view key) {
  const Entry* found = mapping.find(key);
  if (found == nullptr) return false;
  const auto flag = reading.flag(found->value, key);
  well = well && flag.has_value();
  return flag.value_or(false);
}

std::optional<Expression> ExpectationSite::condition(const Node& node) {
  if (!require_scalar(node, kind.key, "an expression", reading.diagnostics) ||
      mentions(node.text, reading.unclear)) {
    well = false;
    return std::nullopt;
  }
  Environment environment = reading.environment(Environment::Where::expectation);
  const std::size_t before = reading.diagnostics.size();
  Expression expression = read_expression(node, environment);
  well = well && reading.diagnostics.size() == before;
  return expression;
}

}  // namespace rehearse
