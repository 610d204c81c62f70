// What a text in the file may refer to at the place where it stands. Shared by the readers of expressions, events,
// steps and expectations.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "runner/scenario/scenario.h"

namespace rehearse {

struct Environment {
  // An expression stands in a step, in an expectation (`always`, `finally`: other actors' names, count(…)), or is known
  // before the run (counts, sizes, options: params only).
  enum class Where : uint8_t { steps, expectation, before_run };

  Scenario* scenario = nullptr;                         // resources and actors are declared before any text is read
  const std::map<std::string, Value, std::less<>>* params = nullptr;  // of this combination
  Where where = Where::steps;
  int actor = -1;                                       // steps: whose
  bool in_handler = false;                              // sig.number … are known
  // steps: visible names, text -> index in Actor::names. A name is known once something in the actor (or the task)
  // writes it; the reader of steps collects them before it reads expressions, so order in the file does not matter.
  std::map<std::string, int, std::less<>> names;
  std::map<std::string, ResourceRef, std::less<>> aliases;  // a task's parameters that stand for resources
  Diagnostics* diagnostics = nullptr;

  void error(const Place& place, std::string message, std::string hint = {}) const {
    diagnostics->push_back({place, std::move(message), std::move(hint), Diagnostic::Severity::error});
  }
};

// What the check knows of an expression's value.
enum class ExpressionType : uint8_t { any, integer, boolean, text, none, pid };

// Reads a scalar node as an expression. On an error says so in the environment's diagnostics, with the place inside the
// text, and returns the constant 0. Params are folded; constant subexpressions too (so `n + 1` over params is constant).
[[nodiscard]] Expression read_expression(const Node& node, Environment& environment);
[[nodiscard]] Expression read_expression(std::string_view text, const Place& place, Environment& environment);
[[nodiscard]] ExpressionType type_of(const Expression& expression, const Environment& environment);
// A constant integer known before the run, or nullopt after an error.
[[nodiscard]] std::optional<int64_t> read_known_integer(const Node& node, Environment& environment, int64_t least, int64_t most);
// A duration (`10ms`), a param that holds one, or an expression in ns; a signal by name, number, param or expression.
[[nodiscard]] Expression read_duration(const Node& node, Environment& environment);
[[nodiscard]] Expression read_signal(const Node& node, Environment& environment, bool zero_allowed);
[[nodiscard]] std::optional<int> read_known_signal(const Node& node, Environment& environment);
// `fork[index]`, `fork`, an alias. `b[1]`, `"w[*]"`, `w`.
[[nodiscard]] std::optional<ResourceRef> read_resource(const Node& node, Environment& environment);
[[nodiscard]] std::optional<ActorRef> read_actor(const Node& node, Environment& environment);
// An event or a span; appended to Scenario::patterns, whose index is returned (-1 after an error). That some written step can
// make it is checked by `check_patterns` once all steps are read.
[[nodiscard]] int read_event(const Node& node, Environment& environment);
[[nodiscard]] int read_event(std::string_view text, const Place& place, Environment& environment);
// Every pattern must be an event that some written step, reached or not, can make.
// Leaves in each pattern the keys that can be: a span is told from a label of the same shape only now.
void check_patterns(Scenario& scenario, Diagnostics& diagnostics);

}  // namespace rehearse
