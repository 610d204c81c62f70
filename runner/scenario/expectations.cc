#include "runner/scenario/expectations.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "runner/scenario/expectation_site.h"
#include "runner/scenario/looks.h"

namespace rehearse {
namespace {

using std::string_view_literals::operator""sv;
using Kind = Expectation::Kind;

void read_event_list(ExpectationSite& site) {
  const Node& list = site.kind.value;
  if (!require_sequence(list, site.kind.key, site.reading.diagnostics)) return void(site.well = false);
  if (list.items.empty()) site.error(list.place, fmt::format("`{}` names no events", site.kind.key));
  for (const Node& item : list.items) site.add_event(item, site.kind.key);
}

// A mapping with these keys and no others. False after an error.
bool open_mapping(ExpectationSite& site, Words keys) {
  if (!require_mapping(site.kind.value, site.kind.key, site.reading.diagnostics)) return site.well = false;
  const bool known =
      check_keys(site.kind.value, fmt::format("`{}`", site.kind.key), keys, site.reading.diagnostics);
  site.well = site.well && known;
  return known;
}

void read_precedes(ExpectationSite& site) {
  static constexpr std::array kKeys = {"first"sv, "then"sv};
  if (open_mapping(site, kKeys)) site.add_events(site.kind.value, {"first", "then"});
}

void read_leads_to(ExpectationSite& site) {
  static constexpr std::array kKeys = {"from"sv, "to"sv, "within"sv, "not_before"sv};
  if (!open_mapping(site, kKeys)) return;
  site.add_events(site.kind.value, {"from", "to"});
  site.into.within = site.duration(site.kind.value, "within");
  site.into.not_before = site.duration(site.kind.value, "not_before");
  if (site.into.within && site.into.not_before && *site.into.within < *site.into.not_before)
    site.error(site.kind.value.find("within")->key_place, "`within` is less than `not_before`");
}

void read_pairs(ExpectationSite& site) {
  static constexpr std::array kKeys = {"from"sv, "to"sv, "fifo"sv, "lossy"sv};
  if (!open_mapping(site, kKeys)) return;
  site.add_events(site.kind.value, {"from", "to"});
  site.into.fifo = site.flag(site.kind.value, "fifo");
  site.into.lossy = site.flag(site.kind.value, "lossy");
}

void read_one_event(ExpectationSite& site) { site.add_event(site.kind.value, site.kind.key); }

void read_occurs(ExpectationSite& site) {
  read_one_event(site);
  site.into.times = site.count("times");
  site.into.at_least = site.count("at_least");
  site.into.at_most = site.count("at_most");
  if (site.into.times && (site.into.at_least || site.into.at_most))
    site.error(site.entry.find("times")->key_place,
               "`times` says it all; leave `at_least` and `at_most` out");
  if (site.into.at_least && site.into.at_most && *site.into.at_least > *site.into.at_most)
    site.error(site.entry.find("at_least")->key_place, "`at_least` is more than `at_most`");
}

void read_exclusive(ExpectationSite& site) {
  if (site.kind.value.is_sequence())
    read_event_list(site);
  else
    read_one_event(site);
}

void read_inside(ExpectationSite& site) {
  read_one_event(site);
  site.into.at_most = site.count("at_most");
  site.into.peak = site.count("peak");
  if (!site.entry.find("at_most") && !site.entry.find("peak"))
    site.error(site.kind.key_place, "`inside` needs `at_most` or `peak`");
  if (site.into.at_most && site.into.peak && *site.into.peak > *site.into.at_most)
    site.error(site.entry.find("peak")->key_place, "`peak` is more than `at_most` allows");
}

void read_blocks(ExpectationSite& site) {
  read_one_event(site);
  if (const Node* until = site.find("until")) site.add_event(*until, "until");
}

void read_condition(ExpectationSite& site) {
  site.into.condition = site.condition(site.kind.value);
  if (site.into.condition && site.into.kind == Kind::always)
    check_looks(*site.into.condition, "always", site.reading);
}

struct Line {
  std::string_view name;
  Kind kind;
  void (*read)(ExpectationSite&);
  std::string_view keys[3] = {};  // of its own, beside those of every expectation
  bool scoped = false;
};
constexpr Line kLines[] = {
    {"order", Kind::order, read_event_list},
    {"any_order", Kind::any_order, read_event_list},
    {"sequence", Kind::sequence, read_event_list},
    {"precedes", Kind::precedes, read_precedes, {}, true},
    {"leads_to", Kind::leads_to, read_leads_to, {}, true},
    {"never", Kind::never, read_one_event, {}, true},
    {"occurs", Kind::occurs, read_occurs, {"times", "at_least", "at_most"}, true},
    {"pairs", Kind::pairs, read_pairs},
    {"exclusive", Kind::exclusive, read_exclusive},
    {"inside", Kind::inside, read_inside, {"at_most", "peak"}},
    {"blocks", Kind::blocks, read_blocks, {"until"}},
    {"nonblocking", Kind::nonblocking, read_one_event},
    {"blocked", Kind::blocked, read_blocked},
    {"always", Kind::always, read_condition, {}, true},
    {"finally", Kind::finally, read_condition},
    {"exit", Kind::exit, read_exits},
};
constexpr std::array kCommonKeys = {"name"sv, "vacuous"sv, "strength"sv};
constexpr std::array kScopeKeys = {"before"sv, "after"sv, "between"sv, "each"sv};

const Line* find_line(std::string_view key) {
  const auto* line = std::ranges::find(kLines, key, &Line::name);
  return line == std::end(kLines) ? nullptr : line;
}

std::vector<std::string_view> kind_names() {
  std::vector<std::string_view> names;
  for (const Line& line : kLines) names.push_back(line.name);
  return names;
}

std::vector<std::string_view> keys_of(const Line& line) {
  std::vector<std::string_view> keys = {line.name};
  for (const std::string_view key : line.keys)
    if (!key.empty()) keys.push_back(key);
  keys.insert(keys.end(), kCommonKeys.begin(), kCommonKeys.end());
  if (line.scoped) keys.insert(keys.end(), kScopeKeys.begin(), kScopeKeys.end());
  return keys;
}

void refuse_kind(const Entry& first, Reading& reading) {
  if (is_unsupported(LanguagePart::expectation, first.key))
    reading.error(first.key_place, not_supported_yet(first.key));
  else
    reading.error(first.key_place, fmt::format("unknown expectation `{}`", first.key),
                  suggestion(first.key, kind_names()));
}

// The key that says what is expected; nullptr after an error.
const Entry* find_kind(const Node& entry, Reading& reading) {
  const Entry* kind = nullptr;
  for (const Entry& candidate : entry.entries) {
    if (find_line(candidate.key) == nullptr) continue;
    if (kind != nullptr) {
      reading.error(
          candidate.key_place,
          fmt::format("one entry expects one thing, here are `{}` and `{}`", kind->key, candidate.key),
          "begin another entry with `- `");
      return nullptr;
    }
    kind = &candidate;
  }
  if (kind == nullptr) refuse_kind(entry.entries.front(), reading);
  return kind;
}

void read_common_keys(ExpectationSite& site) {
  static constexpr std::array kOk = {"ok"sv};
  static constexpr std::array kObserved = {"observed"sv};
  if (const Node* name = site.find("name")) site.into.name = site.reading.text(*name, "name").value_or("");
  if (const Node* vacuous = site.find("vacuous"))
    site.into.vacuous_ok = site.reading.word(*vacuous, "vacuous", kOk).has_value();
  if (const Node* strength = site.find("strength"))
    site.into.observed_only = site.reading.word(*strength, "strength", kObserved).has_value();
}

std::string text_of(const Node& entry) {
  std::string text = one_line(entry);
  return text.substr(1, text.size() - 2);
}

void read_expectation(const Node& entry, Reading& reading) {
  if (!entry.is_mapping() || entry.entries.empty())
    return reading.error(entry.place, "an expectation is a mapping such as `- order: [a.x, b.y]`");
  const Entry* kind = find_kind(entry, reading);
  if (kind == nullptr) return;
  const Line& line = *find_line(kind->key);
  Expectation expectation;
  expectation.kind = line.kind;
  expectation.place = kind->key_place;
  expectation.text = text_of(entry);
  ExpectationSite site{entry, *kind, expectation, reading, true};
  site.well = check_keys(entry, fmt::format("`{}`", kind->key), keys_of(line), reading.diagnostics);
  line.read(site);
  if (line.scoped) read_scope(site);
  read_common_keys(site);
  if (site.well) reading.scenario.expectations.push_back(std::move(expectation));
}

}  // namespace

void read_expectations(const Node& list, Reading& reading) {
  if (list.kind == Node::Kind::empty) return;
  if (!require_sequence(list, "expect", reading.diagnostics)) return;
  for (const Node& entry : list.items) read_expectation(entry, reading);
}

}  // namespace rehearse
