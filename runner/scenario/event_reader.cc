// Events and spans as they are written, resolved into patterns.
#include <signal.h>

#include <algorithm>

#include "primitives/unsupported.h"
#include "runner/scenario/event_text.h"
#include "runner/scenario/event_verbs.h"
#include "runner/scenario/fold.h"
#include "runner/scenario/reference.h"
#include "runner/syntax/scalar.h"

namespace rehearse {
namespace {

using Kind = EventKey::Kind;
using Suffix = EventPattern::Suffix;

std::string ticked(std::string_view text) { return "`" + std::string(text) + "`"; }

class EventReader {
 public:
  EventReader(EventText text, const Environment& environment)
      : text_(std::move(text)), environment_(environment), scenario_(*environment.scenario) {
    environment_.where = Environment::Where::before_run;
  }

  std::optional<EventPattern> read();

 private:
  bool read_actors();
  bool read_suffix();
  bool read_occurrence();
  bool read_plain();  // a name without parentheses
  bool read_with_target();
  bool read_handler();
  bool read_target(const NamedVerb& verb, EventKey& key);
  bool read_object(std::string_view verb, EventKey& key);
  bool read_target_actor(std::string_view verb, EventKey& key);
  bool read_target_signal(EventKey& key);
  bool read_variable(EventKey& key);
  bool keep_what_has_suffix();

  std::optional<int64_t> known(const Written& written);
  [[nodiscard]] std::vector<ActorId> copies(int actor, std::optional<int64_t> copy) const;
  void add(Kind kind, std::string_view name = {});
  bool fail(const Place& place, std::string message, std::string hint = {}) {
    environment_.error(place, std::move(message), std::move(hint));
    return false;
  }

  EventText text_;
  Environment environment_;
  Scenario& scenario_;
  EventPattern pattern_;
};

// A number over params.
std::optional<int64_t> EventReader::known(const Written& written) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = written.text;
  node.place = written.whole();
  const std::size_t errors = environment_.diagnostics->size();
  const auto number = read_known_integer(node, environment_, INT64_MIN, INT64_MAX);
  return environment_.diagnostics->size() == errors ? number : std::nullopt;
}

std::vector<ActorId> EventReader::copies(int actor, std::optional<int64_t> copy) const {
  const Actor& found = scenario_.actors[static_cast<std::size_t>(actor)];
  const int first = found.first.value;
  if (copy) return {ActorId(first + static_cast<int>(*copy))};
  std::vector<ActorId> all;
  for (int i = 0; i < found.count; ++i) all.emplace_back(first + i);
  return all;
}

bool EventReader::read_actors() {
  if (text_.actor.text == "*") {
    if (text_.index) return fail(text_.index->whole(), "`*` means every copy already, so it takes no index");
    for (std::size_t i = 0; i < scenario_.actors.size(); ++i)
      for (ActorId id : copies(static_cast<int>(i), std::nullopt)) pattern_.actors.push_back(id);
    std::sort(pattern_.actors.begin(), pattern_.actors.end());
    pattern_.many_actors = true;
    return true;
  }
  if (text_.actor.text == "self")
    return fail(text_.actor.whole(), "an event names its actor", "write the actor's own name for `self`");
  const bool every_copy = text_.index && text_.index->text == "*";
  const auto actor = read_actor(text_.actor, environment_);
  if (!actor) return false;
  const Actor& found = scenario_.actors[static_cast<std::size_t>(actor->actor)];
  if (text_.index && !found.counted)
    return fail(text_.index->whole(), ticked(found.name) + " has no `count`, so it takes no index");
  std::optional<int64_t> copy;
  if (text_.index && !every_copy) {
    copy = known(*text_.index);
    if (!copy) return false;
    if (!check_index(elements_of(found), constant(Value::integer(*copy), text_.index->whole()), environment_))
      return false;
  }
  pattern_.actors = copies(actor->actor, copy);
  pattern_.many_actors = every_copy || (!text_.index && found.counted && found.count > 1);
  return true;
}

bool EventReader::read_suffix() {
  if (!text_.suffix) return true;
  const std::string_view written = text_.suffix->text;
  if (written == "fails")
    pattern_.suffix = Suffix::fails;
  else if (written == "blocks")
    pattern_.suffix = Suffix::blocks;
  else if (written == "begin")
    pattern_.suffix = Suffix::begin;
  else if (written == "end")
    pattern_.suffix = Suffix::end;
  else
    return fail(text_.suffix->whole(), "unknown ending `." + std::string(written) + "` of an event",
                nearest_or_all(written, {"fails", "blocks", "begin", "end"}, "there are"));
  return true;
}

bool EventReader::read_occurrence() {
  if (!text_.occurrence) return true;
  if (text_.occurrence->text == "last") {
    pattern_.occurrence = EventPattern::kLast;
    return true;
  }
  if (text_.occurrence->text.empty())
    return fail(text_.whole.whole(), "a number or `last` is missing after `#`");
  const auto number = known(*text_.occurrence);
  if (!number) return false;
  if (*number < 1 || *number > INT32_MAX)
    return fail(text_.occurrence->whole(), "occurrences are counted from 1",
                "`#1` is the first, `#last` the last");
  pattern_.occurrence = static_cast<int>(*number);
  return true;
}

void EventReader::add(Kind kind, std::string_view name) {
  EventKey key;
  key.kind = kind;
  if (!name.empty()) key.name = scenario_.symbols.intern(name);
  pattern_.keys.push_back(std::move(key));
}

// A name can be a span, a label, a built-in event and a verb; which of them some step makes, `check_patterns`
// knows.
bool EventReader::read_plain() {
  const std::string_view name = text_.name.text;
  add(Kind::span, name);
  add(Kind::label, name);
  if (name == "start") add(Kind::start);
  if (name == "exit") add(Kind::exit);
  if (name == "stopped") add(Kind::stopped);
  if (name == "continued") add(Kind::continued);
  const auto verb = find_event_verb(name);
  if (!verb || !verb->has_event || name == "start") return true;
  add(Kind::verb, name);
  pattern_.keys.back().any_target = true;
  return true;
}

bool EventReader::read_handler() {
  EventKey key;
  key.kind = Kind::handler;
  if (!read_target_signal(key)) return false;
  const int signal = key.signals.front();
  if (signal == SIGKILL || signal == SIGSTOP)
    return fail(text_.target->whole(), ticked(signal_name(signal)) + " cannot be handled");
  pattern_.keys.push_back(std::move(key));
  return true;
}

bool EventReader::read_with_target() {
  const std::string_view name = text_.name.text;
  if (name == "handler") return read_handler();
  if (is_unsupported(LanguagePart::verb, name))
    return fail(text_.name.whole(), ticked(name) + " is not supported yet");
  const auto verb = find_event_verb(name);
  if (!verb) {
    Candidates names = event_verb_names();
    names.push_back("handler");
    return fail(text_.name.whole(), "unknown verb " + ticked(name) + " in an event", nearest(name, names));
  }
  if (name == "with")
    return fail(text_.name.whole(), "`with` has no event of its own",
                "its events are those of `acquire` and `release`");
  if (name == "mark" || name == "section")
    return fail(text_.name.whole(), ticked(name) + " has no event of its own",
                "the event is named after it: `" + std::string(text_.actor.text) + "." +
                    std::string(text_.target->text) + "`");
  if (!verb->has_event)
    return fail(text_.name.whole(), ticked(name) + " has no event of its own",
                "give the step a label (`as: name`) and name that");
  EventKey key;
  key.kind = Kind::verb;
  key.name = scenario_.symbols.intern(name);
  if (!read_target(*verb, key)) return false;
  pattern_.keys.push_back(std::move(key));
  return true;
}

bool EventReader::read_target(const NamedVerb& verb, EventKey& key) {
  switch (verb.target) {
    case EventTarget::nothing:
      return fail(text_.target->whole(),
                  ticked(verb.name) + " names nothing, so its event has no parentheses",
                  "write `" + std::string(text_.actor.text) + "." + std::string(verb.name) + "`");
    case EventTarget::resource: return read_object(verb.name, key);
    case EventTarget::actor: return read_target_actor(verb.name, key);
    case EventTarget::signal: return read_target_signal(key);
    case EventTarget::variable: return read_variable(key);
    case EventTarget::task: key.names.push_back(scenario_.symbols.intern(text_.target->text)); return true;
  }
  return false;
}

bool EventReader::read_object(std::string_view verb, EventKey& key) {
  const auto reference = read_resource(*text_.target, environment_);
  if (!reference) return false;
  const Resource& resource = scenario_.resources[static_cast<std::size_t>(reference->resource)];
  const Room& home = room(resource.room);
  const bool is_word = resource.room == RoomId::word;
  if (verb != "let" && verb != "atomic" && find_verb(home, verb) < 0) {
    Candidates verbs;
    for (const Verb& each : home.verbs)
      if (each.name != "with") verbs.push_back(each.name);
    if (is_word) verbs = {"let", "atomic"};
    return fail(text_.name.whole(), described(resource) + " has no " + ticked(verb),
                nearest_or_all(verb, verbs, "it has"));
  }
  std::optional<int64_t> element;
  if (reference->index) {
    if (!reference->index->is_constant())
      return fail(text_.target->whole(), ticked(text_.target->text) +
                                             " stands here for an element that is not known before the run");
    element = reference->index->value.bits;
  }
  for (int i = 0; i < resource.count; ++i)
    if (!element || *element == i) key.objects.emplace_back(resource.first.value + i);
  return true;
}

bool EventReader::read_target_actor(std::string_view verb, EventKey& key) {
  if (text_.target->text == "any" && verb == "waitpid") {
    key.names.push_back(symbols::any);
    return true;
  }
  const auto actor = read_actor(*text_.target, environment_);
  if (!actor) return false;
  if (actor->index && !actor->index->is_constant())
    return fail(actor->place, "this index is not known before the run");
  key.actors = copies(actor->actor, actor->index ? std::optional(actor->index->value.bits) : std::nullopt);
  return true;
}

bool EventReader::read_target_signal(EventKey& key) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = text_.target->text;
  node.place = text_.target->whole();
  const auto signal = read_known_signal(node, environment_);
  if (!signal) return false;
  key.signals.push_back(*signal);
  return true;
}

// A word of the scenario, or a name of the actor.
bool EventReader::read_variable(EventKey& key) {
  std::string_view name = text_.target->text;
  name = name.substr(0, name.find('['));
  if (find_resource(scenario_, name) < 0 && !environment_.aliases.contains(name)) {
    key.names.push_back(scenario_.symbols.intern(text_.target->text));
    return true;
  }
  if (!read_object(text_.name.text, key)) return false;
  const Resource& resource = scenario_.resources[static_cast<std::size_t>(
      environment_.aliases.contains(name) ? environment_.aliases.find(name)->second.resource
                                          : find_resource(scenario_, name))];
  if (resource.room == RoomId::word) return true;
  return fail(text_.target->whole(), described(resource) + " is no variable, and `" +
                                         std::string(text_.name.text) + "` writes variables");
}

// `.fails` and `.blocks` are of verbs and labels, `.begin` and `.end` of spans and handlers (whose beginning
// is the handler's plain event).
bool EventReader::keep_what_has_suffix() {
  if (pattern_.suffix == Suffix::plain) return true;
  const bool of_steps = pattern_.suffix == Suffix::fails || pattern_.suffix == Suffix::blocks;
  std::erase_if(pattern_.keys, [&](const EventKey& key) {
    const bool step = key.kind == Kind::verb || key.kind == Kind::label;
    return of_steps ? !step : key.kind != Kind::span && key.kind != Kind::handler;
  });
  if (pattern_.keys.empty())
    return fail(text_.suffix->whole(),
                of_steps ? "a handler has no `." + std::string(text_.suffix->text) + "`"
                         : "only spans and handlers have a `." + std::string(text_.suffix->text) + "`",
                of_steps ? "" : "the event of a step is its end");
  if (pattern_.keys[0].kind == Kind::handler && pattern_.suffix == Suffix::begin)
    pattern_.suffix = Suffix::plain;
  return true;
}

std::optional<EventPattern> EventReader::read() {
  pattern_.place = text_.whole.whole();
  pattern_.text = text_.whole.text;
  const bool actors = read_actors();
  const bool name = text_.target ? read_with_target() : read_plain();
  const bool endings = read_suffix() && read_occurrence();
  if (!actors || !name || !endings || !keep_what_has_suffix()) return std::nullopt;
  return std::move(pattern_);
}

int read_written(const Written& written, Environment& environment) {
  auto text = split_event(written, environment);
  if (!text) return -1;
  auto pattern = EventReader(std::move(*text), environment).read();
  if (!pattern) return -1;
  auto& patterns = environment.scenario->patterns;
  patterns.push_back(std::move(*pattern));
  return static_cast<int>(patterns.size()) - 1;
}

}  // namespace

int read_event(std::string_view text, const Place& place, Environment& environment) {
  return read_written(Written{text, place}, environment);
}

int read_event(const Node& node, Environment& environment) {
  if (node.is_scalar()) return read_written(Written::of(node), environment);
  environment.error(node.place, "expected an event, such as `actor.label`",
                    node.is_mapping() ? "an event with a comma, a brace or `: ` must be quoted" : "");
  return -1;
}

}  // namespace rehearse
