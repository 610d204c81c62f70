// Scenarios built without a reader, for tests of the compiler.
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "runner/program/program.h"

namespace rehearse::by_hand {

inline Expression constant(int64_t number) {
  Expression e;
  e.value = Value::integer(number);
  return e;
}
inline Expression name(int number) {
  Expression e;
  e.op = Expression::Op::name;
  e.number = number;
  return e;
}
inline Expression index() {
  Expression e;
  e.op = Expression::Op::index;
  return e;
}
inline Expression word(int resource) {
  Expression e;
  e.op = Expression::Op::word;
  e.resource = resource;
  return e;
}
inline Expression word(int resource, Expression element) {
  Expression e = word(resource);
  e.children.push_back(std::move(element));
  return e;
}
inline Expression binary(Expression::Op op, Expression left, Expression right) {
  Expression e;
  e.op = op;
  e.children = {std::move(left), std::move(right)};
  return e;
}

inline Step step(Step::Kind kind, std::string text = {}) {
  Step s;
  s.kind = kind;
  s.text = std::move(text);
  s.place.line = 1;
  return s;
}

class ScenarioBuilder {
 public:
  ScenarioBuilder() { actor("main"); }

  int resource(const std::string& name, RoomId room, int count = 1) {
    Resource r;
    r.name = name;
    r.room = room;
    r.array = count > 1;
    r.count = count;
    r.first = ObjectId(objects_);
    objects_ += count;
    scenario.resources.push_back(r);
    return static_cast<int>(scenario.resources.size()) - 1;
  }
  int actor(const std::string& name, Steps steps = {}, int count = 1) {
    Actor a;
    a.name = name;
    a.count = count;
    a.counted = count > 1;
    a.first = ActorId(actors_);
    actors_ += count;
    a.steps = std::move(steps);
    scenario.actors.push_back(a);
    return static_cast<int>(scenario.actors.size()) - 1;
  }
  Step primitive(int resource, std::string_view verb) {
    const Room& r = room(scenario.resources[static_cast<std::size_t>(resource)].room);
    Step s = step(Step::Kind::primitive, std::string(verb));
    s.resource = ResourceRef{resource, {}, {}};
    s.verb = find_verb(r, verb);
    return s;
  }
  Step with(int resource, Steps body) {
    Step s = primitive(resource, "acquire");
    s.kind = Step::Kind::with;
    s.text = "with";
    s.verb_release = find_verb(room(scenario.resources[static_cast<std::size_t>(resource)].room), "release");
    s.body = std::move(body);
    return s;
  }
  Step mark(std::string_view label) {
    Step s = step(Step::Kind::mark, "mark: " + std::string(label));
    s.name = scenario.symbols.intern(label);
    return s;
  }
  static Step let_word(int resource, Expression value) {
    Step s = step(Step::Kind::let, "let");
    s.assignments.push_back({{}, -1, ResourceRef{resource, {}, {}}, std::move(value)});
    return s;
  }
  static Step let_name(int name, Expression value) {
    Step s = step(Step::Kind::let, "let");
    s.assignments.push_back({{}, name, {}, std::move(value)});
    return s;
  }

  Scenario scenario;

 private:
  int objects_ = 0, actors_ = 0;
};

}  // namespace rehearse::by_hand
