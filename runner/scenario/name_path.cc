#include "runner/scenario/name_path.h"

#include <algorithm>
#include <array>

#include "runner/scenario/fold.h"
#include "runner/scenario/reference.h"
#include "runner/scenario/signal_names.h"
#include "runner/scenario/step_walk.h"
#include "runner/syntax/scalar.h"

namespace rehearse {
namespace {

using Op = Expression::Op;
using Where = Environment::Where;
using ActorAttribute = Expression::ActorAttribute;

struct NamedAttribute {
  std::string_view name;
  ActorAttribute attribute;
};
constexpr std::array<NamedAttribute, 5> kActorAttributes = {{{"pid", ActorAttribute::pid},
                                                             {"tid", ActorAttribute::tid},
                                                             {"name", ActorAttribute::name},
                                                             {"exitcode", ActorAttribute::exitcode},
                                                             {"alive", ActorAttribute::alive}}};
constexpr std::size_t kOfSelf = 3;  // the first ones
constexpr std::array<std::string_view, 4> kOfSignal = {"number", "value", "sender",
                                                       "code"};  // Expression::number

std::string ticked(std::string_view text) { return "`" + std::string(text) + "`"; }

Expression unknown(const Place& place) { return constant(Value::unset(), place); }

// One name with its place, being resolved.
class Resolver {
 public:
  Resolver(NamePath path, const Environment& environment)
      : path_(std::move(path)), environment_(environment), scenario_(*environment.scenario) {}

  Expression resolve();

 private:
  std::optional<Expression> keyword();
  std::optional<Value> constant_keyword() const;
  Expression self();
  Expression signal();
  Expression local_name(int number);
  Expression resource(const ResourceRef& reference);
  Expression word(const ResourceRef& reference);
  Expression attribute(const ResourceRef& reference);
  Expression actor(int number);
  Expression actor_attribute(int number, const NamedAttribute& attribute);
  Expression name_of_actor(int number);
  Expression nobody();

  bool plain(std::string_view what);  // no index, no attribute
  bool in_run();                      // not before the run
  bool backend_shows(const Resource& resource);
  bool one_copy(const Actor& actor);
  std::string owner_of_name() const;
  int only_process_with(int word, bool& several) const;
  Expression fail(const Place& place, std::string message, std::string hint = {}) {
    environment_.error(place, std::move(message), std::move(hint));
    return unknown(path_.place);
  }
  Expression made(Op op) const {
    Expression result;
    result.op = op;
    result.place = path_.place;
    return result;
  }

  NamePath path_;
  const Environment& environment_;
  Scenario& scenario_;
};

bool Resolver::plain(std::string_view what) {
  if (path_.index) {
    environment_.error(path_.index->place,
                       ticked(path_.name) + " is " + std::string(what) + ", so it takes no index");
    return false;
  }
  if (path_.attribute.empty()) return true;
  environment_.error(path_.attribute_place, ticked(path_.name) + " is " + std::string(what) +
                                                " and has no `." + std::string(path_.attribute) + "`");
  return false;
}

bool Resolver::in_run() {
  if (environment_.where != Where::before_run) return true;
  environment_.error(path_.place, ticked(path_.name) + " is not known before the run",
                     "only numbers and params stand here");
  return false;
}

std::optional<Value> Resolver::constant_keyword() const {
  if (path_.name == "true") return Value::boolean(true);
  if (path_.name == "false") return Value::boolean(false);
  if (path_.name == "none") return Value::none();
  if (path_.name == "stopped") return Value::text(symbols::stopped);
  if (path_.name == "continued") return Value::text(symbols::continued);
  return std::nullopt;
}

std::optional<Expression> Resolver::keyword() {
  if (const auto value = constant_keyword())
    return plain("a constant") ? constant(*value, path_.place) : unknown(path_.place);
  if (path_.name == "any") return fail(path_.place, "`any` is no value");
  if (path_.name == "sig") return signal();
  if (path_.name == "self") return self();
  if (path_.name != "index") return std::nullopt;
  if (!plain("a number") || !in_run()) return unknown(path_.place);
  if (environment_.where == Where::expectation)
    return fail(path_.place,
                "`index` is the number of the actor that runs a step, and an expectation is no step");
  return made(Op::index);
}

Expression Resolver::self() {
  if (!in_run()) return unknown(path_.place);
  if (environment_.where == Where::expectation)
    return fail(path_.place, "`self` is the actor that runs a step, and an expectation is no step",
                "name the actor");
  Candidates names;
  for (std::size_t i = 0; i < kOfSelf; ++i) names.push_back(kActorAttributes[i].name);
  if (path_.index || path_.attribute.empty())
    return fail(path_.place, "`self` is no value", "there are `self.pid`, `self.tid` and `self.name`");
  for (std::size_t i = 0; i < kOfSelf; ++i) {
    if (kActorAttributes[i].name != path_.attribute) continue;
    Expression result = made(Op::self);
    result.actor_attribute = kActorAttributes[i].attribute;
    return result;
  }
  return fail(path_.attribute_place, "`self` has no `." + std::string(path_.attribute) + "`",
              nearest_or_all(path_.attribute, names, "it has"));
}

Expression Resolver::signal() {
  if (!in_run()) return unknown(path_.place);
  if (!environment_.in_handler)
    return fail(path_.place, "`sig` is the signal being handled, and this is no step of a handler");
  const Candidates names(kOfSignal.begin(), kOfSignal.end());
  if (path_.index || path_.attribute.empty())
    return fail(path_.place, "`sig` is no value",
                "there are `sig.number`, `sig.value`, `sig.sender` and `sig.code`");
  for (std::size_t i = 0; i < kOfSignal.size(); ++i) {
    if (kOfSignal[i] != path_.attribute) continue;
    Expression result = made(Op::signal);
    result.number = static_cast<int>(i);
    return result;
  }
  return fail(path_.attribute_place, "`sig` has no `." + std::string(path_.attribute) + "`",
              nearest_or_all(path_.attribute, names, "it has"));
}

Expression Resolver::local_name(int number) {
  if (!plain("a value") || !in_run()) return unknown(path_.place);
  Expression result = made(Op::name);
  result.number = number;
  return result;
}

Expression Resolver::resource(const ResourceRef& reference) {
  if (!in_run()) return unknown(path_.place);
  const Resource& found = scenario_.resources[static_cast<std::size_t>(reference.resource)];
  if (!reference.index && !path_.index && found.array)
    return fail(path_.place, ticked(path_.name) + " is an array: of which element?",
                "write its index, as in `" + std::string(path_.name) + "[0]`");
  if (path_.index && reference.index)
    return fail(path_.index->place, ticked(path_.name) + " is one element already, so it takes no index");
  if (path_.index && !check_index(elements_of(found), *path_.index, environment_))
    return unknown(path_.place);
  ResourceRef element = reference;
  if (path_.index) element.index = std::move(path_.index);
  return found.room == RoomId::word ? word(element) : attribute(element);
}

Expression Resolver::word(const ResourceRef& reference) {
  const Resource& found = scenario_.resources[static_cast<std::size_t>(reference.resource)];
  if (!path_.attribute.empty())
    return fail(path_.attribute_place, described(found) + " has no `." + std::string(path_.attribute) + "`",
                "its value is " + ticked(path_.name) + " alone");
  Expression result = made(Op::word);
  result.resource = reference.resource;
  if (reference.index) result.children.push_back(*reference.index);
  if (environment_.where != Where::expectation || found.word != WordKind::local) return result;
  bool several = false;
  const int process = only_process_with(reference.resource, several);
  if (several)
    return fail(path_.place, "several processes have a " + ticked(path_.name) + " of their own: which one's?",
                "write `actor." + std::string(path_.name) + "`");
  if (process < 0) return result;
  result.op = Op::actor_name;
  result.actor = process;
  result.text = found.name;
  return result;
}

// The process whose actors use a `local` word; -1 if nobody does.
int Resolver::only_process_with(int word, bool& several) const {
  int only = -1;
  const auto uses = [&](const Step& step) {
    bool found = step.resource && step.resource->resource == word;
    for (const Assignment& assignment : step.assignments)
      found |= assignment.word && assignment.word->resource == word;
    for_each_expression(step, [&](const Expression& e) { found |= e.op == Op::word && e.resource == word; });
    return found;
  };
  for (std::size_t i = 0; i < scenario_.actors.size(); ++i) {
    const Actor& user = scenario_.actors[i];
    const int process = user.kind == Actor::Kind::thread ? user.process : static_cast<int>(i);
    bool used = false;
    for_each_step(user.steps, Handlers::included, [&](const Step& step) { used |= uses(step); });
    if (!used) continue;
    several |=
        (only >= 0 && only != process) || scenario_.actors[static_cast<std::size_t>(process)].count > 1;
    only = process;
  }
  return only;
}

// Boost's semaphore has a value, but nobody can ask for it.
bool Resolver::backend_shows(const Resource& resource) {
  const auto backends = room(resource.room).backends;
  const auto lacks = [&](const Backend& b) {
    return std::ranges::find(b.lacks, path_.attribute) != b.lacks.end();
  };
  const Backend& backend = backends[static_cast<std::size_t>(resource.backend)];
  if (!lacks(backend)) return true;
  const auto other = std::ranges::find_if(
      backends, [&](const Backend& b) { return b.offers(resource.options) && !lacks(b); });
  environment_.error(path_.attribute_place,
                     "the " + ticked(backend.name) + " " + std::string(room(resource.room).name) +
                         " has no " + ticked("." + std::string(path_.attribute)),
                     other == backends.end() ? "" : ticked("backend: " + std::string(other->name)) + " has");
  return false;
}

Expression Resolver::attribute(const ResourceRef& reference) {
  const Resource& found = scenario_.resources[static_cast<std::size_t>(reference.resource)];
  const auto attributes = room(found.room).attributes;
  Candidates names;
  for (const Attribute& each : attributes) names.push_back(each.name);
  if (path_.attribute.empty())
    return fail(
        path_.place, ticked(path_.name) + " is " + described(found) + " and no value",
        names.empty() ? "" : "it has `" + std::string(path_.name) + "." + std::string(names.front()) + "`");
  for (std::size_t i = 0; i < attributes.size(); ++i) {
    if (attributes[i].name != path_.attribute) continue;
    if (!backend_shows(found)) return unknown(path_.place);
    Expression result = made(Op::attribute);
    result.resource = reference.resource;
    result.number = static_cast<int>(i);
    if (reference.index) result.children.push_back(*reference.index);
    return result;
  }
  std::string message = described(found) + " has no `." + std::string(path_.attribute) + "`";
  if (names.size() == 1)
    return fail(path_.attribute_place, message + "; it has `." + std::string(names.front()) + "`");
  return fail(path_.attribute_place, std::move(message), nearest_or_all(path_.attribute, names, "it has"));
}

bool Resolver::one_copy(const Actor& found) {
  if (path_.index) return check_index(elements_of(found), *path_.index, environment_);
  if (!found.counted) return true;
  environment_.error(
      path_.place, ticked(path_.name) + " has copies: which one's `." + std::string(path_.attribute) + "`?",
      "write its index, as in `" + std::string(path_.name) + "[0]." + std::string(path_.attribute) + "`");
  return false;
}

Expression Resolver::actor(int number) {
  if (!in_run()) return unknown(path_.place);
  const Actor& found = scenario_.actors[static_cast<std::size_t>(number)];
  if (path_.attribute.empty())
    return fail(path_.place, ticked(path_.name) + " is an actor and no value",
                "it has `.pid`, `.tid`, `.name`, `.exitcode` and `.alive`");
  if (!one_copy(found)) return unknown(path_.place);
  for (const NamedAttribute& known : kActorAttributes)
    if (known.name == path_.attribute) return actor_attribute(number, known);
  return name_of_actor(number);
}

Expression Resolver::actor_attribute(int number, const NamedAttribute& known) {
  Expression result = made(Op::actor);
  result.actor = number;
  result.actor_attribute = known.attribute;
  if (path_.index) result.children.push_back(std::move(*path_.index));
  return result;
}

// a.x: a's name x, or the `local` word x of a's process.
Expression Resolver::name_of_actor(int number) {
  const Actor& found = scenario_.actors[static_cast<std::size_t>(number)];
  Candidates names;
  for (const NamedAttribute& known : kActorAttributes) names.push_back(known.name);
  bool exists = false;
  for (const std::string& name : found.names) {
    exists |= name == path_.attribute;
    if (environment_.where == Where::expectation && name.find('#') == std::string::npos)
      names.push_back(name);
  }
  const int word = find_resource(scenario_, path_.attribute);
  const bool local = word >= 0 && scenario_.resources[static_cast<std::size_t>(word)].room == RoomId::word &&
                     scenario_.resources[static_cast<std::size_t>(word)].word == WordKind::local;
  if ((exists || local) && environment_.where == Where::expectation) {
    Expression result = made(Op::actor_name);
    result.actor = number;
    result.text = path_.attribute;
    if (path_.index) result.children.push_back(std::move(*path_.index));
    return result;
  }
  if (exists || local)
    return fail(path_.attribute_place,
                "another actor's names are seen only in `always`, `finally` and `observe`",
                "between actors, values go through a `shared` or `atomic` variable");
  return fail(path_.attribute_place, ticked(found.name) + " has no `." + std::string(path_.attribute) + "`",
              nearest_or_all(path_.attribute, names, "it has"));
}

// In an expectation: "write `a.x`" where some actor has the name.
std::string Resolver::owner_of_name() const {
  if (environment_.where != Where::expectation) return {};
  for (const Actor& each : scenario_.actors)
    for (const std::string& name : each.names)
      if (name == path_.name)
        return "it is a name of `" + each.name + "`: write `" + each.name + (each.counted ? "[0]." : ".") +
               name + "`";
  return {};
}

Expression Resolver::nobody() {
  if (path_.name.starts_with("SIG"))
    return fail(path_.place, "there is no signal " + ticked(path_.name), nearest(path_.name, signal_names()));
  if (const std::string hint = owner_of_name(); !hint.empty())
    return fail(path_.place, "unknown name " + ticked(path_.name), hint);
  Candidates names = {"true", "false", "none"};
  if (environment_.where == Where::steps) names.push_back("index");
  for (const auto& each : environment_.names) names.push_back(each.first);
  if (environment_.params != nullptr)
    for (const auto& each : *environment_.params) names.push_back(each.first);
  if (environment_.where != Where::before_run) {
    for (std::string_view each : resource_names(environment_)) names.push_back(each);
    for (std::string_view each : actor_names(scenario_)) names.push_back(each);
  }
  std::string hint = nearest(path_.name, names);
  if (path_.name == "null" || path_.name == "nil" || path_.name == "None") hint = "did you mean `none`?";
  if (hint.empty() && path_.alone)
    hint = "YAML took the quotes; the text is written `\"'" + std::string(path_.name) + "'\"`";
  if (hint.empty() && environment_.where == Where::steps)
    hint = "a name is known where a step of this actor writes it (`let`, `into:` …); a text is written `'" +
           std::string(path_.name) + "'`";
  return fail(path_.place, "unknown name " + ticked(path_.name), std::move(hint));
}

Expression Resolver::resolve() {
  if (auto known = keyword()) return std::move(*known);
  if (const auto name = environment_.names.find(path_.name); name != environment_.names.end())
    return local_name(name->second);
  if (const auto alias = environment_.aliases.find(path_.name); alias != environment_.aliases.end())
    return resource(alias->second);
  if (environment_.params != nullptr)
    if (const auto param = environment_.params->find(path_.name); param != environment_.params->end())
      return plain("a param") ? constant(param->second, path_.place) : unknown(path_.place);
  if (const int number = find_resource(scenario_, path_.name); number >= 0) {
    ResourceRef reference;
    reference.resource = number;
    return resource(reference);
  }
  if (const int number = find_actor(scenario_, path_.name); number >= 0) return actor(number);
  if (const auto number = parse_signal_name(path_.name))
    return plain("a signal") ? constant(Value::integer(*number), path_.place) : unknown(path_.place);
  return nobody();
}

}  // namespace

Expression resolve(NamePath path, const Environment& environment) {
  return Resolver(std::move(path), environment).resolve();
}

}  // namespace rehearse
