#include "runner/scenario/reference.h"

#include "runner/scenario/fold.h"
#include "runner/scenario/lexer.h"
#include "runner/scenario/types.h"

namespace rehearse {
namespace {

std::string_view kind_of(const Resource& resource) {
  if (resource.room != RoomId::word) return room(resource.room).name;
  switch (resource.word) {
    case WordKind::shared: return "shared variable";
    case WordKind::atomic: return "atomic variable";
    case WordKind::local: return "local variable";
  }
  return {};
}

// `name` or `name[index]`.
struct Subscripted {
  Written name;
  std::optional<Written> index;
};

std::optional<Subscripted> split(const Written& written, std::string_view what,
                                 const Environment& environment) {
  const Written text = written.trimmed();
  std::size_t end = 0;
  while (end < text.text.size() && continues_identifier(text.text[end])) ++end;
  Subscripted result{text.part(0, end), std::nullopt};
  const std::string expected = "expected " + std::string(what) + ", as in `name` or `name[index]`";
  if (end == 0 || !starts_identifier(text.text[0])) {
    environment.error(text.whole(),
                      text.text.empty() ? "a name is missing" : "`" + std::string(text.text) + "` is no name",
                      expected);
    return std::nullopt;
  }
  if (end == text.text.size()) return result;
  if (text.text[end] != '[') {
    environment.error(text.at(end, 1),
                      "unexpected `" + std::string(text.text.substr(end, 1)) + "` after `" +
                          std::string(result.name.text) + "`",
                      expected);
    return std::nullopt;
  }
  const std::size_t close = find_closing(text.text, end + 1, '[', ']');
  if (close == std::string_view::npos) {
    environment.error(text.at(end, 1), "`[` is not closed",
                      "in a flow list or mapping (`[ ]`, `{ }`) quote a name with an index");
    return std::nullopt;
  }
  if (close + 1 != text.text.size()) {
    environment.error(text.at(close + 1, text.text.size() - close - 1),
                      "unexpected `" + std::string(text.text.substr(close + 1)) + "` after `]`", expected);
    return std::nullopt;
  }
  result.index = text.part(end + 1, close - end - 1);
  return result;
}

Expression read_index(const Written& written, Environment& environment) {
  return read_expression(written.text, written.place, environment);
}

std::string no_such_resource(std::string_view name, const Environment& environment) {
  const Scenario& scenario = *environment.scenario;
  if (find_actor(scenario, name) >= 0)
    return "`" + std::string(name) + "` is an actor, and a resource is wanted here";
  if (environment.params != nullptr && environment.params->contains(name))
    return "`" + std::string(name) + "` is a param, and a resource is wanted here";
  return "there is no resource `" + std::string(name) + "`";
}

std::string no_such_actor(std::string_view name, const Environment& environment) {
  const int resource = find_resource(*environment.scenario, name);
  if (resource < 0) return "there is no actor `" + std::string(name) + "`";
  return "`" + std::string(name) + "` is " +
         described(environment.scenario->resources[static_cast<std::size_t>(resource)]) +
         ", and an actor is wanted here";
}

bool need_scalar(const Node& node, std::string_view what, const Environment& environment) {
  if (node.is_scalar()) return true;
  environment.error(node.place, "expected the name of " + std::string(what),
                    node.is_sequence() ? "a name with an index is one text; in a flow list quote it" : "");
  return false;
}

}  // namespace

std::string described(const Resource& resource) {
  const std::string_view kind = kind_of(resource);
  const bool vowel = !kind.empty() && std::string_view("aeiou").find(kind.front()) != std::string_view::npos;
  return (vowel ? "an " : "a ") + std::string(kind);
}

int find_resource(const Scenario& scenario, std::string_view name) {
  for (std::size_t i = 0; i < scenario.resources.size(); ++i)
    if (scenario.resources[i].name == name) return static_cast<int>(i);
  return -1;
}

int find_actor(const Scenario& scenario, std::string_view name) {
  for (std::size_t i = 0; i < scenario.actors.size(); ++i)
    if (scenario.actors[i].name == name) return static_cast<int>(i);
  return -1;
}

Candidates resource_names(const Environment& environment) {
  Candidates names;
  for (const auto& alias : environment.aliases) names.push_back(alias.first);
  for (const Resource& resource : environment.scenario->resources) names.push_back(resource.name);
  return names;
}

Candidates actor_names(const Scenario& scenario) {
  Candidates names;
  for (const Actor& actor : scenario.actors) names.push_back(actor.name);
  return names;
}

Elements elements_of(const Resource& resource) {
  return {resource.name, resource.array, resource.count, "is no array", "element"};
}

Elements elements_of(const Actor& actor) {
  return {actor.name, actor.counted, actor.count, "has no `count`", "copy"};
}

bool check_index(const Elements& elements, const Expression& index, const Environment& environment) {
  const std::string name = "`" + std::string(elements.name) + "`";
  if (!elements.indexed) {
    environment.error(index.place, name + " " + std::string(elements.why_not) + ", so it takes no index");
    return false;
  }
  const ExpressionType type = type_of(index, environment);
  if (!may_be_number(type)) {
    environment.error(index.place, "an index is a number, and this is " + std::string(with_article(type)));
    return false;
  }
  if (!index.is_constant() || !index.value.is_number()) return true;
  if (index.value.bits >= 0 && index.value.bits < elements.count) return true;
  const std::string last = std::to_string(elements.count - 1);
  environment.error(index.place,
                    name + " has no " + std::string(elements.one) + " " + std::to_string(index.value.bits),
                    elements.count == 1 ? "there is only 0" : "they go from 0 to " + last);
  return false;
}

std::optional<ResourceRef> read_resource(const Written& written, Environment& environment) {
  const auto parts = split(written, "a resource", environment);
  if (!parts) return std::nullopt;
  ResourceRef result;
  const auto alias = environment.aliases.find(parts->name.text);
  if (alias != environment.aliases.end()) {
    result = alias->second;
  } else {
    result.resource = find_resource(*environment.scenario, parts->name.text);
  }
  result.place = written.trimmed().whole();
  if (result.resource < 0) {
    environment.error(parts->name.whole(), no_such_resource(parts->name.text, environment),
                      nearest_or_all(parts->name.text, resource_names(environment), "there are"));
    return std::nullopt;
  }
  if (!parts->index) return result;
  if (result.index) {
    environment.error(parts->index->whole(),
                      "`" + std::string(parts->name.text) + "` is one element already, so it takes no index");
    return std::nullopt;
  }
  const std::size_t errors = environment.diagnostics->size();
  result.index = read_index(*parts->index, environment);
  if (environment.diagnostics->size() != errors) return std::nullopt;
  const Resource& resource = environment.scenario->resources[static_cast<std::size_t>(result.resource)];
  return check_index(elements_of(resource), *result.index, environment) ? std::optional(result)
                                                                        : std::nullopt;
}

std::optional<ActorRef> read_actor(const Written& written, Environment& environment) {
  const auto parts = split(written, "an actor", environment);
  if (!parts) return std::nullopt;
  ActorRef result;
  result.place = written.trimmed().whole();
  result.actor = find_actor(*environment.scenario, parts->name.text);
  if (result.actor < 0) {
    environment.error(parts->name.whole(), no_such_actor(parts->name.text, environment),
                      nearest_or_all(parts->name.text, actor_names(*environment.scenario), "there are"));
    return std::nullopt;
  }
  if (!parts->index || parts->index->trimmed().text == "*") {
    const Actor& all = environment.scenario->actors[static_cast<std::size_t>(result.actor)];
    if (!parts->index || all.counted) return result;
    environment.error(parts->index->whole(), "`" + all.name + "` has no `count`, so it takes no index");
    return std::nullopt;
  }
  const std::size_t errors = environment.diagnostics->size();
  result.index = read_index(*parts->index, environment);
  if (environment.diagnostics->size() != errors) return std::nullopt;
  const Actor& actor = environment.scenario->actors[static_cast<std::size_t>(result.actor)];
  return check_index(elements_of(actor), *result.index, environment) ? std::optional(result) : std::nullopt;
}

std::optional<ResourceRef> read_resource(const Node& node, Environment& environment) {
  if (!need_scalar(node, "a resource", environment)) return std::nullopt;
  return read_resource(Written::of(node), environment);
}

std::optional<ActorRef> read_actor(const Node& node, Environment& environment) {
  if (!need_scalar(node, "an actor", environment)) return std::nullopt;
  return read_actor(Written::of(node), environment);
}

}  // namespace rehearse
