// Numbers, durations and signals: what is wanted of an expression where one of them stands.
#include "runner/scenario/expression_reader.h"
#include "runner/scenario/fold.h"
#include "runner/scenario/signal_names.h"
#include "runner/scenario/types.h"
#include "runner/syntax/scalar.h"

namespace rehearse {
namespace {

constexpr int kHighestSignal = 64;

bool is_scalar(const Node& node, std::string_view wanted, const Environment& environment) {
  if (node.is_scalar()) return true;
  environment.error(node.place, "expected " + std::string(wanted));
  return false;
}

Environment before_run(const Environment& environment) {
  Environment known = environment;
  known.where = Environment::Where::before_run;
  return known;
}

// Whether the reader had nothing to complain of.
class Errors {
 public:
  explicit Errors(const Environment& environment)
      : diagnostics_(*environment.diagnostics), before_(diagnostics_.size()) {}
  [[nodiscard]] bool any() const { return diagnostics_.size() != before_; }

 private:
  const Diagnostics& diagnostics_;
  std::size_t before_;
};

// Not a constant before the run: it overflows or divides by zero, for names were refused already.
void say_trouble(const Expression& expression, const Environment& environment) {
  const auto trouble = fold_trouble(expression, environment.scenario->symbols);
  environment.error(trouble ? trouble->place : expression.place,
                    trouble ? trouble->message : "this is not known before the run");
}

std::optional<Expression> read_known(const Node& node, Environment& environment, bool* duration = nullptr) {
  Environment known = before_run(environment);
  const Errors errors(environment);
  ExpressionReader reader(Written::of(node), known);
  Expression expression = reader.read();
  if (errors.any()) return std::nullopt;
  if (duration != nullptr) *duration = reader.has_duration();
  if (expression.is_constant()) return expression;
  say_trouble(expression, environment);
  return std::nullopt;
}

// Constants are judged here; what is known only in the run, there.
bool is_signal(const Expression& expression, bool zero_allowed, const Environment& environment) {
  const ExpressionType type = type_of(expression, environment);
  if (type != ExpressionType::any && type != ExpressionType::integer) {
    environment.error(expression.place, "expected a signal, and this is " + std::string(with_article(type)),
                      "signals are written `SIGUSR1`, `USR1`, `SIGRTMIN+2` or as a number");
    return false;
  }
  if (!expression.is_constant() || type == ExpressionType::any) return true;
  const int64_t number = expression.value.bits;
  if (number == 0 && zero_allowed) return true;
  const bool exists =
      number >= 1 && number <= kHighestSignal && signal_name(static_cast<int>(number)).starts_with("SIG");
  if (!exists)
    environment.error(
        expression.place, "there is no signal " + std::to_string(number),
        number == 0 ? "signal 0 only checks, and only in `kill`" : "`rehearse signals` lists them");
  return exists;
}

// A word alone that is meant as a signal deserves a better message than "unknown name".
bool is_unknown_signal(const Node& node, const Environment& environment) {
  if (!is_identifier(node.text) || node.text == "index" || parse_signal_name(node.text) ||
      environment.names.contains(node.text))
    return false;
  if (environment.params != nullptr && environment.params->contains(node.text)) return false;
  for (const Resource& resource : environment.scenario->resources)
    if (resource.name == node.text) return false;
  std::string hint = nearest(node.text, signal_names());
  if (hint.empty()) hint = nearest("SIG" + node.text, signal_names());
  environment.error(node.place, "there is no signal `" + node.text + "`",
                    hint.empty() ? "`rehearse signals` lists them" : hint);
  return true;
}

Expression nothing(const Node& node) { return constant(Value::integer(0), node.place); }

}  // namespace

const Candidates& signal_names() {
  static const std::vector<std::string> kTexts = [] {
    std::vector<std::string> texts;
    for (int number = 1; number <= kHighestSignal; ++number)
      if (std::string name = signal_name(number);
          name.starts_with("SIG") && name.find_first_of("+-") == std::string::npos)
        texts.push_back(std::move(name));
    return texts;
  }();
  static const Candidates kNames(kTexts.begin(), kTexts.end());
  return kNames;
}

std::optional<int64_t> read_known_integer(const Node& node, Environment& environment, int64_t least,
                                          int64_t most) {
  if (!is_scalar(node, "a number", environment)) return std::nullopt;
  bool duration = false;
  const auto expression = read_known(node, environment, &duration);
  if (!expression) return std::nullopt;
  const Place place = Written::of(node).whole();
  if (duration || expression->value.kind != ValueKind::integer) {
    const ExpressionType type = type_of(*expression, environment);
    environment.error(place, "expected a number, and this is " +
                                 std::string(duration ? "a duration" : std::string(with_article(type))));
    return std::nullopt;
  }
  const int64_t number = expression->value.bits;
  if (number >= least && number <= most) return number;
  environment.error(
      place, number < least ? std::to_string(number) + " is too small; the least is " + std::to_string(least)
                            : std::to_string(number) + " is too large; the most is " + std::to_string(most));
  return std::nullopt;
}

Expression read_duration(const Node& node, Environment& environment) {
  if (!is_scalar(node, "a duration such as `10ms`", environment)) return nothing(node);
  const Errors errors(environment);
  ExpressionReader reader(Written::of(node), environment);
  Expression expression = reader.read();
  if (errors.any()) return nothing(node);
  if (expression.is_constant() && expression.value.kind == ValueKind::text)
    if (const auto duration = parse_duration(
            environment.scenario->symbols.text(Symbol(static_cast<int32_t>(expression.value.bits)))))
      expression = constant(Value::integer(*duration), expression.place);
  const ExpressionType type = type_of(expression, environment);
  const Place place = Written::of(node).whole();
  if (type != ExpressionType::any && type != ExpressionType::integer) {
    environment.error(place, "expected a duration, and this is " + std::string(with_article(type)),
                      "durations are written `500us`, `10ms`, `2s`, `1.5s`, `1m`");
  } else if (expression.is_constant() && expression.value.bits < 0) {
    environment.error(place, "a duration cannot be negative");
  } else if (expression.is_constant() && expression.value.bits != 0 && reader.is_bare_number()) {
    environment.error(place, "a duration needs a unit",
                      "write `" + node.text + "ms` or `" + node.text + "s`");
  }
  return errors.any() ? nothing(node) : expression;
}

Expression read_signal(const Node& node, Environment& environment, bool zero_allowed) {
  if (!is_scalar(node, "a signal", environment) || is_unknown_signal(node, environment)) return nothing(node);
  const Errors errors(environment);
  Expression expression = ExpressionReader(Written::of(node), environment).read();
  if (errors.any()) return nothing(node);
  if (expression.is_constant() && expression.value.kind == ValueKind::text)
    if (const auto number = parse_signal_name(
            environment.scenario->symbols.text(Symbol(static_cast<int32_t>(expression.value.bits)))))
      expression = constant(Value::integer(*number), expression.place);
  return is_signal(expression, zero_allowed, environment) ? expression : nothing(node);
}

std::optional<int> read_known_signal(const Node& node, Environment& environment) {
  Environment known = before_run(environment);
  const Errors errors(environment);
  const Expression expression = read_signal(node, known, false);
  if (errors.any()) return std::nullopt;
  if (expression.is_constant()) return static_cast<int>(expression.value.bits);
  say_trouble(expression, environment);
  return std::nullopt;
}

}  // namespace rehearse
