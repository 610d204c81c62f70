#include "runner/scenario/findings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rehearse {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kFindings = {
    "deadlock"sv,    "lost wakeup"sv, "livelock"sv,  "data race"sv,       "unreaped child"sv, "timeout"sv,
    "assertion"sv,   "error"sv,       "not owner"sv, "unexpected exit"sv, "left behind"sv,    "vacuous"sv,
    "strength"sv,    "order"sv,       "any_order"sv, "sequence"sv,        "precedes"sv,       "leads_to"sv,
    "never"sv,       "occurs"sv,      "pairs"sv,     "exclusive"sv,       "inside"sv,         "blocks"sv,
    "nonblocking"sv, "blocked"sv,     "always"sv,    "finally"sv,         "exit"sv,           "possible"sv,
    "outcomes"sv};

// Nothing looks for these yet, so an `xfail` of one could not be met.
constexpr std::array kLater = {"livelock"sv, "data race"sv, "possible"sv, "outcomes"sv, "left behind"sv};

bool contains(Words words, std::string_view word) { return std::ranges::find(words, word) != words.end(); }

void check_finding(const Node& node, Reading& reading) {
  if (contains(kFindings, node.text)) return;
  if (node.text == "divergence" || node.text == "check")
    reading.error(node.place, fmt::format("`{}` cannot be expected or allowed", node.text));
  else
    reading.error(node.place, fmt::format("unknown finding `{}`", node.text),
                  suggestion(node.text, kFindings));
}

bool holds(const Node& when, Reading& reading) {
  if (!require_scalar(when, "when", "an expression over params", reading.diagnostics)) return true;
  Environment known = reading.environment(Environment::Where::before_run);
  const std::size_t before = reading.diagnostics.size();
  const Expression condition = read_expression(when, known);
  if (reading.diagnostics.size() != before) return true;
  if (!condition.is_constant()) reading.error(when.place, "`when` must be known before the run");
  return truth(condition.value, reading.scenario.symbols.find(""));
}

}  // namespace

Words finding_names() { return kFindings; }

void read_findings(const Node& node, std::string_view key, std::vector<std::string>& into, Reading& reading) {
  for (const Node* item : reading.one_or_more(node, key)) {
    check_finding(*item, reading);
    into.push_back(item->text);
  }
}

void read_xfail(const Node& node, Reading& reading) {
  static constexpr std::array kKeys = {"finding"sv, "optional"sv, "when"sv, "reason"sv};
  if (!require_mapping(node, "xfail", reading.diagnostics)) return;
  check_keys(node, "xfail", kKeys, reading.diagnostics);
  const Entry* finding = node.find("finding");
  if (finding == nullptr) {
    reading.error(node.place, "`xfail` needs the `finding` that is expected");
    return;
  }
  Xfail xfail;
  xfail.place = finding->key_place;
  read_findings(finding->value, "finding", xfail.findings, reading);
  for (const Node* item : reading.one_or_more(finding->value, "finding"))
    if (contains(kLater, item->text)) reading.error(item->place, not_supported_yet(item->text));
  if (const Entry* optional = node.find("optional"))
    read_findings(optional->value, "optional", xfail.optional, reading);
  if (const Entry* reason = node.find("reason"))
    if (const auto text = reading.text(reason->value, "reason")) xfail.reason = *text;
  const Entry* when = node.find("when");
  if (when == nullptr || holds(when->value, reading)) reading.scenario.xfail = std::move(xfail);
}

}  // namespace rehearse
