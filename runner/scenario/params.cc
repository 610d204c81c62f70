#include "runner/scenario/params.h"

#include <fmt/format.h>

#include <map>
#include <set>

#include "runner/scenario/environment.h"
#include "runner/scenario/keys.h"

namespace rehearse {
namespace {

constexpr std::size_t kMaxCombinations = 10'000;

bool usable(const Node& value, const std::string& name, Diagnostics& diagnostics) {
  if (value.is_scalar()) return true;
  diagnostics.push_back({value.place, fmt::format("param `{}` needs a value or a list of values", name),
                         "values are numbers, durations, signals and words"});
  return false;
}

// The values of one param; empty after an error.
std::vector<const Node*> values_of(const Entry& param, Diagnostics& diagnostics) {
  if (!param.value.is_sequence()) {
    if (!usable(param.value, param.key, diagnostics)) return {};
    return {&param.value};
  }
  std::vector<const Node*> values;
  std::set<std::string_view> seen;
  for (const Node& item : param.value.items) {
    if (!usable(item, param.key, diagnostics)) return {};
    if (!seen.insert(item.text).second) {
      diagnostics.push_back(
          {item.place, fmt::format("param `{}` has the value {} twice", param.key, item.text), {}});
      return {};
    }
    values.push_back(&item);
  }
  if (values.empty())
    diagnostics.push_back({param.value.place, fmt::format("param `{}` has no values", param.key), {}});
  return values;
}

void multiply(std::vector<Combination>& combinations, const Entry& param,
              const std::vector<const Node*>& values) {
  std::vector<Combination> product;
  product.reserve(combinations.size() * values.size());
  for (const Combination& combination : combinations)
    for (const Node* value : values) {
      product.push_back(combination);
      product.back().push_back({param.key, param.key_place, value, param.value.is_sequence()});
    }
  combinations = std::move(product);
}

}  // namespace

std::vector<Combination> read_params(const Node* params, Diagnostics& diagnostics) {
  std::vector<Combination> combinations(1);
  if (params == nullptr || params->kind == Node::Kind::empty) return combinations;
  if (!require_mapping(*params, "params", diagnostics)) return {};
  bool well = true;
  for (const Entry& param : params->entries) {
    const std::vector<const Node*> values = values_of(param, diagnostics);
    well = well && !values.empty();
    if (!well) continue;
    if (combinations.size() * values.size() > kMaxCombinations) {
      diagnostics.push_back({param.key_place, "more than 10,000 combinations of params", {}});
      return {};
    }
    multiply(combinations, param, values);
  }
  return well ? combinations : std::vector<Combination>();
}

std::string title_of(const std::string& base, const Combination& combination) {
  std::string values;
  for (const Binding& binding : combination)
    if (binding.listed)
      values += fmt::format("{}{}={}", values.empty() ? "" : ", ", binding.name, binding.value->text);
  return values.empty() ? base : fmt::format("{} [{}]", base, values);
}

Value value_of(const Node& written, Scenario& scenario) {
  const std::string& text = written.text;
  const bool stop = text.size() >= 2 && text.front() == '\'' && text.back() == '\'';
  if (stop) return Value::text(scenario.symbols.intern(text.substr(1, text.size() - 2)));
  if (written.quoted) return Value::text(scenario.symbols.intern(text));
  // What means nothing as an expression is a word: `recursive`, `boost`.
  Diagnostics ignored;
  const std::map<std::string, Value, std::less<>> no_params;
  Environment before;
  before.scenario = &scenario;
  before.params = &no_params;
  before.where = Environment::Where::before_run;
  before.diagnostics = &ignored;
  const Expression expression = read_expression(written, before);
  if (ignored.empty() && expression.is_constant()) return expression.value;
  return Value::text(scenario.symbols.intern(text));
}

}  // namespace rehearse
