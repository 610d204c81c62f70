#include "runner/scenario/actors.h"

#include <fmt/format.h>

#include <array>

#include "runner/scenario/header.h"
#include "runner/scenario/steps.h"

namespace rehearse {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kKeys = {"kind"sv, "in"sv, "count"sv, "start"sv, "daemon"sv, "name"sv, "steps"sv};

Actor make_main(const Place& place) {
  Actor main;
  main.name = "main";
  main.place = place;
  main.first = ActorId(0);
  return main;
}

bool read_kind(const Node& actor, Actor& into, Reading& reading) {
  static constexpr std::array kKinds = {"process"sv, "thread"sv};
  const Entry* kind = actor.find("kind");
  if (kind == nullptr) return true;
  const auto word = reading.word(kind->value, "kind", kKinds, LanguagePart::actor_kind);
  into.kind = word == "thread" ? Actor::Kind::thread : Actor::Kind::process;
  return word.has_value();
}

void read_count(const Node& actor, Actor& into, Reading& reading) {
  const Entry* count = actor.find("count");
  if (count == nullptr) return;
  into.counted = true;
  if (const auto copies = reading.known_integer(count->value, 1, kMaxActors))
    into.count = static_cast<int>(*copies);
}

void read_start(const Node& actor, Actor& into, Reading& reading) {
  static constexpr std::array kStarts = {"auto"sv, "manual"sv};
  if (const Entry* start = actor.find("start"))
    into.manual = reading.word(start->value, "start", kStarts) == "manual";
}

void read_plain_keys(const Node& actor, Actor& into, Reading& reading) {
  read_count(actor, into, reading);
  read_start(actor, into, reading);
  if (const Entry* daemon = actor.find("daemon"))
    into.daemon = reading.flag(daemon->value, "daemon").value_or(false);
  if (const Entry* name = actor.find("name"))
    into.display_name = reading.text(name->value, "name").value_or("");
}

// What main cannot be, as it is the first process.
void check_main(const Node& actor, Reading& reading) {
  for (const std::string_view key : {"count"sv, "start"sv, "daemon"sv, "in"sv})
    if (const Entry* entry = actor.find(key))
      reading.error(entry->key_place, fmt::format("`main` is the first process and takes no `{}`", key));
  if (const Entry* kind = actor.find("kind");
      kind != nullptr && reading.as_written(kind->value).text == "thread")
    reading.error(kind->value.place, "`main` is the first process, not a thread");
}

bool is_flow_or_block_list(const Node& node) { return node.is_sequence(); }

// False where nothing can be known of the actor.
bool read_actor_keys(const Entry& entry, Actor& into, Reading& reading) {
  if (entry.value.kind == Node::Kind::empty) return true;
  if (is_flow_or_block_list(entry.value)) {
    reading.error(entry.value.place, fmt::format("actor `{}` needs a mapping", entry.key),
                  "put the list below `steps:`");
    return false;
  }
  if (!require_mapping(entry.value, entry.key, reading.diagnostics)) return false;
  const bool kind = read_kind(entry.value, into, reading);
  if (!kind) return false;  // a program's keys would only be complained of again
  const bool keys = check_keys(entry.value, "an actor", kKeys, reading.diagnostics, LanguagePart::actor_key);
  if (entry.key == "main")
    check_main(entry.value, reading);
  else
    read_plain_keys(entry.value, into, reading);
  if (entry.key == "main")
    if (const Entry* name = entry.value.find("name"))
      into.display_name = reading.text(name->value, "name").value_or("");
  return keys;
}

// Numbers copies in file order, main before all.
void number_copies(Reading& reading) {
  const int most = most_actors(reading.scenario);
  int next = 0;
  for (Actor& actor : reading.scenario.actors) {
    actor.first = ActorId(next);
    next += actor.count;
    if (next <= most) continue;
    reading.error(actor.place, fmt::format("more than {} actors", most));
    return;
  }
}

int find_actor(std::string_view name, const Scenario& scenario) {
  for (std::size_t i = 0; i < scenario.actors.size(); ++i)
    if (scenario.actors[i].name == name) return static_cast<int>(i);
  return -1;
}

std::vector<std::string_view> processes(const Scenario& scenario) {
  std::vector<std::string_view> names;
  for (const Actor& actor : scenario.actors)
    if (actor.kind == Actor::Kind::process) names.push_back(actor.name);
  return names;
}

// `in:`, once all actors are known.
void find_process(const Node& written, Actor& actor, Reading& reading) {
  const Entry* in = written.find("in");
  if (in == nullptr) return;
  if (actor.kind == Actor::Kind::process) {
    if (actor.name != "main")
      reading.error(in->key_place, "`in` is for threads", "write `kind: thread` beside it");
    return;
  }
  if (!require_scalar(in->value, "in", "the name of a process", reading.diagnostics)) return;
  std::string_view name = in->value.text;
  if (name.ends_with("[0]")) name.remove_suffix(3);
  if (reading.unclear.contains(name)) return;
  const int process = find_actor(name, reading.scenario);
  if (process < 0) {
    reading.error(in->value.place, fmt::format("there is no process `{}`", in->value.text),
                  suggestion(name, processes(reading.scenario)));
    return;
  }
  const Actor& owner = reading.scenario.actors[static_cast<std::size_t>(process)];
  if (owner.kind == Actor::Kind::thread)
    reading.error(in->value.place, fmt::format("`{}` is a thread itself", name), "name its process");
  else if (owner.count > 1)
    reading.error(in->value.place,
                  fmt::format("`{}` has {} copies; a thread belongs to one process", name, owner.count));
  else
    actor.process = process;
}

const Entry* written_actor(const Node* section, std::string_view name) {
  return section == nullptr || !section->is_mapping() ? nullptr : section->find(name);
}

}  // namespace

void declare_actors(const Node* section, Reading& reading) {
  Scenario& scenario = reading.scenario;
  const Entry* main = written_actor(section, "main");
  scenario.main_written = main != nullptr;
  scenario.actors.push_back(make_main(main == nullptr ? scenario.place : main->key_place));
  if (main != nullptr) {
    if (!read_actor_keys(*main, scenario.actors.front(), reading)) reading.unclear.insert("main");
  }
  reading.names.emplace("main", Declared{Declared::Kind::actor, scenario.actors.front().place});
  if (section == nullptr || section->kind == Node::Kind::empty) return;
  if (!require_mapping(*section, "actors", reading.diagnostics)) return;
  for (const Entry& entry : section->entries) {
    if (entry.key == "main") continue;
    Actor actor;
    actor.name = entry.key;
    actor.place = entry.key_place;
    const bool named = reading.declare(entry.key, entry.key_place, Declared::Kind::actor);
    const bool known = read_actor_keys(entry, actor, reading);
    if (!named || !known) reading.unclear.insert(entry.key);
    if (!named) continue;
    if (actor.kind == Actor::Kind::thread) actor.process = 0;
    scenario.actors.push_back(std::move(actor));
  }
  number_copies(reading);
  for (Actor& actor : scenario.actors)
    if (const Entry* entry = written_actor(section, actor.name)) find_process(entry->value, actor, reading);
}

void read_actor_steps(const Node* section, Reading& reading) {
  for (std::size_t i = 0; i < reading.scenario.actors.size(); ++i) {
    const Entry* entry = written_actor(section, reading.scenario.actors[i].name);
    const Entry* steps = entry == nullptr ? nullptr : entry->value.find("steps");
    if (steps == nullptr || steps->value.kind == Node::Kind::empty) continue;
    Steps read = read_steps_of_actor(steps->value, static_cast<int>(i), reading);
    reading.scenario.actors[i].steps = std::move(read);
  }
}

}  // namespace rehearse
