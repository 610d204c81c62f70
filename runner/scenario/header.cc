#include "runner/scenario/header.h"

#include <array>

#include "runner/scenario/findings.h"

namespace rehearse {
namespace {

using std::string_view_literals::operator""sv;

constexpr int kMaxExploredActors = 64;
constexpr int64_t kLongestRun = 3'600'000'000'000;  // ns

void read_texts(const Node& node, std::string_view key, std::vector<std::string>& into, Reading& reading) {
  for (const Node* item : reading.one_or_more(node, key)) into.push_back(item->text);
}

void read_timeout(const Node& node, Reading& reading) {
  const auto timeout = reading.known_duration(node, "timeout");
  if (!timeout) return;
  if (*timeout <= 0 || *timeout > kLongestRun)
    reading.error(node.place, "`timeout` must be more than nothing and at most one hour");
  else
    reading.scenario.timeout = *timeout;
}

void read_timing(const Node& node, Reading& reading) {
  static constexpr std::array kTimings = {"any"sv, "ordered"sv};
  if (const auto timing = reading.word(node, "timing", kTimings))
    reading.scenario.timing = *timing == "any" ? Timing::any : Timing::ordered;
}

void read_require(const Node& node, Reading& reading) {
  static constexpr std::array kStrengths = {"observed"sv, "bounded"sv, "timed"sv, "verified"sv};
  if (const auto strength = reading.word(node, "require", kStrengths)) reading.scenario.require = *strength;
}

void read_needs(const Node& node, Reading& reading) {
  static constexpr std::array kNeeds = {"root"sv, "realtime"sv, "one_cpu"sv, "programs"sv};
  for (const Node* item : reading.one_or_more(node, "needs"))
    if (const auto need = reading.word(*item, "needs", kNeeds)) reading.scenario.needs.push_back(*need);
}

void read_skip(const Node& node, Reading& reading) {
  const auto reason = reading.text(node, "skip");
  if (!reason) return;
  if (!node.quoted && (*reason == "true" || *reason == "false"))
    reading.error(node.place, "`skip` takes the reason", "leave the key out where nothing is to be skipped");
  else
    reading.scenario.skip = *reason;
}

void read_settings(const Node& node, Reading& reading) {
  static constexpr std::array kSettings = {"runs"sv, "explore"sv};
  static constexpr std::array kExplore = {"states"sv};
  if (!require_mapping(node, "settings", reading.diagnostics)) return;
  check_keys(node, "settings", kSettings, reading.diagnostics);
  if (const Entry* runs = node.find("runs"))
    if (const auto count = reading.known_integer(runs->value, 1, 1'000'000))
      reading.scenario.runs = static_cast<int>(*count);
  const Entry* explore = node.find("explore");
  if (explore == nullptr || !require_mapping(explore->value, "explore", reading.diagnostics)) return;
  check_keys(explore->value, "explore", kExplore, reading.diagnostics);
  if (const Entry* states = explore->value.find("states"))
    reading.scenario.explore_states = reading.known_integer(states->value, 0, INT64_MAX);
}

using Reader = void (*)(const Node&, Reading&);
constexpr std::pair<std::string_view, Reader> kReaders[] = {
    {"timeout", read_timeout},
    {"timing", read_timing},
    {"about",
     [](const Node& node, Reading& reading) {
       if (const auto about = reading.text(node, "about")) reading.scenario.about = *about;
     }},
    {"tags",
     [](const Node& node, Reading& reading) { read_texts(node, "tags", reading.scenario.tags, reading); }},
    {"allow", [](const Node& node, Reading& r) { read_findings(node, "allow", r.scenario.allow, r); }},
    {"require", read_require},
    {"needs", read_needs},
    {"skip", read_skip},
    {"settings", read_settings},
    {"xfail", read_xfail},
};

}  // namespace

void read_header(const Node& document, Reading& reading) {
  for (const auto& [key, read] : kReaders)
    if (const Entry* entry = document.find(key)) read(entry->value, reading);
}

int most_actors(const Scenario& scenario) {
  return scenario.explore_states == 0 ? kMaxActors : kMaxExploredActors;
}

}  // namespace rehearse
