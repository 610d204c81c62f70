#include "sample.h"

#include <algorithm>

namespace rehearse {

Sample::Sample() {
  add("l", RoomId::lock);
  add("m", RoomId::mutex);
  add("s", RoomId::semaphore);
  add("e", RoomId::event);
  add("x", RoomId::word);
  add("y", RoomId::word).word = WordKind::local;
  add("fork", RoomId::lock, 3);
  add("xs", RoomId::word, 2).word = WordKind::atomic;
  add_actor("main");
  add_actor("a").names = {"mine", "seen"};
  add_actor("worker", 3);
  Actor& thread = add_actor("t");
  thread.kind = Actor::Kind::thread;
  thread.process = actor("a");
  params = {{"n", Value::integer(3)},
            {"zero", Value::integer(0)},
            {"how", Value::text(scenario.symbols.intern("boost"))}};
}

Resource& Sample::add(std::string name, RoomId room, int count) {
  Resource resource;
  resource.name = std::move(name);
  resource.room = room;
  resource.array = count > 0;
  resource.count = std::max(1, count);
  resource.first = ObjectId(scenario.resources.empty()
                                ? 0
                                : scenario.resources.back().first.value + scenario.resources.back().count);
  return scenario.resources.emplace_back(std::move(resource));
}

Actor& Sample::add_actor(std::string name, int count) {
  Actor actor;
  actor.name = std::move(name);
  actor.counted = count > 0;
  actor.count = std::max(1, count);
  actor.first = ActorId(
      scenario.actors.empty() ? 0 : scenario.actors.back().first.value + scenario.actors.back().count);
  return scenario.actors.emplace_back(std::move(actor));
}

Step& Sample::add_step(std::string_view name, Step::Kind kind) {
  Step step;
  step.kind = kind;
  return scenario.actors[static_cast<std::size_t>(actor(name))].steps.emplace_back(std::move(step));
}

Environment Sample::environment(Environment::Where where) {
  Environment result;
  result.scenario = &scenario;
  result.params = &params;
  result.where = where;
  result.diagnostics = &diagnostics;
  if (where != Environment::Where::steps) return result;
  result.actor = actor("a");
  result.names = {{"mine", 0}, {"seen", 1}};
  return result;
}

std::string Sample::complaints() const {
  std::string text;
  for (const Diagnostic& each : diagnostics) {
    text += std::to_string(each.place.column) + ": " + each.message;
    if (!each.hint.empty()) text += " | " + each.hint;
    text += "\n";
  }
  return text;
}

Node Sample::scalar(std::string_view text) {
  Node node;
  node.kind = Node::Kind::scalar;
  node.text = text;
  node.place.line = 1;
  node.place.column = 1;
  return node;
}

int Sample::resource(std::string_view name) const {
  for (std::size_t i = 0; i < scenario.resources.size(); ++i)
    if (scenario.resources[i].name == name) return static_cast<int>(i);
  return -1;
}

int Sample::actor(std::string_view name) const {
  for (std::size_t i = 0; i < scenario.actors.size(); ++i)
    if (scenario.actors[i].name == name) return static_cast<int>(i);
  return -1;
}

}  // namespace rehearse
