// `exit: {worker: [0, SIGTERM], victim: SIGKILL, "w[1]": none}` and `blocked: {...}`.
#include <fmt/format.h>

#include <algorithm>

#include "runner/scenario/expectation_site.h"

namespace rehearse {
namespace {

using Way = ExitExpectation::Way;

Node as_scalar(const Entry& entry) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.place = entry.key_place;
  node.text = entry.key;
  return node;
}

bool begins_with_letter(std::string_view text) { return !text.empty() && starts_identifier(text.front()); }

std::optional<Way> read_code(const Node& written, ExpectationSite& site) {
  if (written.text.starts_with('-')) {
    site.error(written.place, "an exit code is between 0 and 255",
               "death by a signal is its name, such as `SIGKILL`");
    return std::nullopt;
  }
  const auto code = site.reading.known_integer(written, 0, 255);
  if (!code) return std::nullopt;
  return Way{Way::Kind::code, static_cast<int>(*code)};
}

// A name is a signal, a number a code.
std::optional<Way> read_way(const Node& node, ExpectationSite& site) {
  if (node.kind == Node::Kind::empty) return Way{Way::Kind::never_began, 0};
  if (!require_scalar(node, "exit", "a code, a signal, `none`, `any` or a list of these",
                      site.reading.diagnostics))
    return std::nullopt;
  const Node written = site.reading.as_written(node);
  if (written.text == "any") return Way{Way::Kind::any, 0};
  if (written.text == "none") return Way{Way::Kind::never_began, 0};
  if (!begins_with_letter(written.text) || !is_identifier(written.text)) {
    if (!begins_with_letter(written.text) || written.text.find("SIGRT") == std::string::npos)
      return read_code(written, site);
  }
  Environment environment = site.reading.environment(Environment::Where::before_run);
  const auto signal = read_known_signal(written, environment);
  if (!signal) return std::nullopt;
  return Way{Way::Kind::signal, *signal};
}

std::vector<Way> read_ways(const Node& node, ExpectationSite& site) {
  std::vector<Way> ways;
  const auto add = [&](const Node& item) {
    if (const auto way = read_way(item, site))
      ways.push_back(*way);
    else
      site.well = false;
  };
  if (!node.is_sequence()) {
    add(node);
  } else {
    for (const Node& item : node.items) add(item);
    if (node.items.empty()) site.error(node.place, "an empty list lets no actor end");
  }
  return ways;
}

// The copies that a reference means: one, or all.
struct Copies {
  ActorId first;
  int count = 0;
};
std::optional<Copies> copies_of(const ActorRef& ref, ExpectationSite& site) {
  const Actor& actor = site.reading.scenario.actors[static_cast<std::size_t>(ref.actor)];
  if (!ref.index) return Copies{actor.first, actor.count};
  if (!ref.index->is_constant()) {
    site.error(ref.place, "the index must be known before the run");
    return std::nullopt;
  }
  return Copies{ActorId(actor.first.value + static_cast<int32_t>(ref.index->value.bits)), 1};
}

// One copy named beside all of them has its own ways, whichever stands first.
void add_exit(ExitExpectation exit, bool single, std::vector<bool>& singles, ExpectationSite& site) {
  std::vector<ExitExpectation>& exits = site.into.exits;
  const auto same = std::ranges::find(exits, exit.actor, &ExitExpectation::actor);
  if (same == exits.end()) {
    exits.push_back(std::move(exit));
    singles.push_back(single);
    return;
  }
  const auto at = static_cast<std::size_t>(same - exits.begin());
  if (singles[at] == single) return site.error(exit.place, "how this actor ends is said twice");
  if (!single) return;
  *same = std::move(exit);
  singles[at] = true;
}

}  // namespace

void read_exits(ExpectationSite& site) {
  if (!require_mapping(site.kind.value, "exit", site.reading.diagnostics)) return void(site.well = false);
  std::vector<bool> singles;
  for (const Entry& entry : site.kind.value.entries) {
    const std::vector<Way> ways = read_ways(entry.value, site);
    if (mentions(entry.key, site.reading.unclear)) continue;
    Environment environment = site.reading.environment(Environment::Where::expectation);
    const auto actor = read_actor(as_scalar(entry), environment);
    const auto copies = actor ? copies_of(*actor, site) : std::nullopt;
    site.well = site.well && copies;
    if (!copies) continue;
    for (int i = 0; i < copies->count; ++i)
      add_exit({ActorId(copies->first.value + i), entry.key_place, ways}, actor->index.has_value(), singles,
               site);
  }
}

void read_blocked(ExpectationSite& site) {
  if (!require_mapping(site.kind.value, "blocked", site.reading.diagnostics)) return void(site.well = false);
  for (const Entry& entry : site.kind.value.entries) {
    const int pattern = site.event(as_scalar(entry), "blocked");
    const auto count = site.reading.known_integer(entry.value, 0, kMaxActors);
    site.well = site.well && count;
    if (pattern >= 0 && count) site.into.blocked.push_back({pattern, *count});
  }
}

}  // namespace rehearse
