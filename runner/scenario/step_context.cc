#include "runner/scenario/step_context.h"

#include <fmt/format.h>

#include "runner/scenario/types.h"

namespace rehearse {

bool WrittenStep::provides_for_failure() const {
  return find("fails") != nullptr || find("catch") != nullptr || find("error") != nullptr;
}

bool StepContext::readable(const Node& node, std::string_view key, std::string_view of) {
  return require_scalar(node, key, of, reading.diagnostics) && !mentions(node.text, reading.unclear);
}

std::optional<Expression> StepContext::expression(const Node& node, std::string_view key) {
  if (!readable(node, key, "an expression")) return std::nullopt;
  const std::size_t before = reading.diagnostics.size();
  Expression expression = read_expression(node, environment);
  if (reading.diagnostics.size() != before) return std::nullopt;
  return expression;
}

std::optional<Expression> StepContext::integer(const Node& node, std::string_view key) {
  auto read = expression(node, key);
  if (!read) return std::nullopt;
  const ExpressionType type = type_of(*read, environment);
  if (type == ExpressionType::any || type == ExpressionType::integer || type == ExpressionType::boolean)
    return read;
  error(node.place, fmt::format("`{}` must be a number, not {}", key, with_article(type)));
  return std::nullopt;
}

std::optional<Expression> StepContext::duration(const Node& node, std::string_view key) {
  if (!readable(node, key, "a duration such as `10ms`")) return std::nullopt;
  const std::size_t before = reading.diagnostics.size();
  Expression expression = read_duration(node, environment);
  if (reading.diagnostics.size() != before) return std::nullopt;
  return expression;
}

std::optional<Expression> StepContext::signal(const Node& node, std::string_view key, bool zero_allowed) {
  if (!readable(node, key, "a signal")) return std::nullopt;
  const std::size_t before = reading.diagnostics.size();
  Expression expression = read_signal(node, environment, zero_allowed);
  if (reading.diagnostics.size() != before) return std::nullopt;
  return expression;
}

std::optional<ResourceRef> StepContext::resource(const Node& node, std::string_view key) {
  if (!readable(node, key, "a resource")) return std::nullopt;
  return read_resource(node, environment);
}

std::optional<ActorRef> StepContext::actor_ref(const Node& node, std::string_view key) {
  if (!readable(node, key, "an actor")) return std::nullopt;
  return read_actor(node, environment);
}

int StepContext::event(const Node& node, std::string_view key) {
  if (!readable(node, key, "an event")) return -1;
  return read_event(node, environment);
}

int StepContext::name(const Node& node, std::string_view key) {
  if (!require_scalar(node, key, "a name", reading.diagnostics)) return -1;
  const auto at = environment.names.find(node.text);
  return at == environment.names.end() ? -1 : at->second;
}

Symbol StepContext::identifier(const Node& node, std::string_view key) {
  if (!require_scalar(node, key, "a name", reading.diagnostics)) return {};
  if (is_identifier(node.text)) return intern(node.text);
  error(node.place, fmt::format("`{}` is no name for `{}`", node.text, key),
        "a name has letters, digits and `_`, and begins with no digit");
  return {};
}

}  // namespace rehearse
