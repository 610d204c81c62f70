// Conditions of expectations, and what is known of a program before it runs.
#include <gtest/gtest.h>

#include "by_hand.h"
#include "runner/program/evaluate.h"

namespace rehearse {
namespace {

using namespace by_hand;

Expectation finally(Expression condition) {
  Expectation rule;
  rule.kind = Expectation::Kind::finally;
  rule.text = "finally";
  rule.condition = std::move(condition);
  return rule;
}

// Every word holds its own number; names and counts are what they are told.
struct World {
  Value load(const Instruction& i, int64_t index) { return Value::integer(i.number + index); }
  Value look(const Instruction&, int64_t) { return Value::boolean(true); }
  Value look_actor(const Instruction&, int64_t) { return Value::none(); }
  Value look_name(const Instruction& i) { return Value::integer(100 + i.target); }
  Value count(const Instruction&) { return Value::integer(5); }
  Value inside(const Instruction&) { return Value::integer(2); }
  Value waiting(const Instruction&, int64_t) { return Value::integer(1); }
};

Evaluated value_of_rule(const Scenario& scenario) {
  const Compiled compiled = compile(scenario);
  EXPECT_TRUE(compiled.diagnostics.empty());
  const Code& code = compiled.program.rules.at(0).condition;
  std::vector<Value> temporaries(static_cast<std::size_t>(code.temporaries));
  World world;
  return evaluate(compiled.program, code, temporaries.data(), world);
}

TEST(Rules, AConditionIsEvaluatedOverWords) {
  ScenarioBuilder b;
  b.resource("x", RoomId::word);
  const int y = b.resource("y", RoomId::word);
  b.scenario.expectations = {finally(binary(Expression::Op::multiply, word(y), constant(7)))};
  EXPECT_EQ(value_of_rule(b.scenario).value, Value::integer(7));
}

TEST(Rules, AConditionThatDividesByZeroTraps) {
  ScenarioBuilder b;
  const int x = b.resource("x", RoomId::word);
  b.scenario.expectations = {finally(binary(Expression::Op::divide, constant(1), word(x)))};
  EXPECT_EQ(value_of_rule(b.scenario).trap, Trap::division_by_zero);
}

TEST(Rules, AnotherActorsNameIsLookedAt) {
  ScenarioBuilder b;
  const int a = b.actor("a");
  b.scenario.actors[1].names = {"p", "q"};
  Expression q;
  q.op = Expression::Op::actor_name;
  q.actor = a;
  q.text = "q";
  b.scenario.expectations = {finally(q)};
  EXPECT_EQ(value_of_rule(b.scenario).value, Value::integer(101));
  const Code code = compile(b.scenario).program.rules[0].condition;
  EXPECT_EQ(code.actors, std::vector<ActorId>{ActorId(1)});
}

TEST(Rules, ALocalWordIsThatOfItsActorsProcess) {
  ScenarioBuilder b;
  const int x = b.resource("x", RoomId::word);
  b.scenario.resources[0].scope = Scope::process;
  b.actor("a");
  b.actor("b", {ScenarioBuilder::let_word(x, constant(1))});
  b.scenario.expectations = {finally(word(x))};
  const Program program = compile(b.scenario).program;
  EXPECT_EQ(program.code[static_cast<std::size_t>(program.rules[0].condition.begin)].target, 2);
}

TEST(Rules, ACodeListsAllElementsThatAVariableIndexMayName) {
  ScenarioBuilder b;
  const int x = b.resource("x", RoomId::word), f = b.resource("f", RoomId::word, 3);
  b.scenario.expectations = {finally(word(f, word(x)))};
  const Code code = compile(b.scenario).program.rules[0].condition;
  EXPECT_EQ(code.words, (std::vector<ObjectId>{ObjectId(0), ObjectId(1), ObjectId(2), ObjectId(3)}));
}

TEST(Rules, WhatAnAlwaysCountsIsKeptByTheSteps) {
  ScenarioBuilder b;
  EventPattern pattern;
  pattern.actors = {ActorId(0)};
  EventKey key;
  key.kind = EventKey::Kind::label;
  key.name = b.scenario.symbols.intern("eat");
  pattern.keys = {key};
  b.scenario.patterns = {pattern};
  Expression count;
  count.op = Expression::Op::count;
  count.pattern = 0;
  Expectation rule = finally(count);
  rule.kind = Expectation::Kind::always;
  b.scenario.expectations = {rule};
  b.scenario.actors[0].steps = {b.mark("eat"), b.mark("sleep")};
  const Program program = compile(b.scenario).program;
  ASSERT_EQ(program.awaits.size(), 1U);
  EXPECT_TRUE(program.awaits[0].counter);
  EXPECT_EQ(program.steps[0].awaits, std::vector<int>{0});
  EXPECT_TRUE(program.steps[1].awaits.empty());
  EXPECT_EQ(program.rules[0].condition.patterns, std::vector<int>{0});
}

TEST(Facts, MainIsNotNeededWhereNothingNamesIt) {
  ScenarioBuilder b;
  b.actor("a", {b.mark("here")});
  EXPECT_FALSE(compile(b.scenario).program.main_needed);
}

TEST(Facts, MainIsNeededByAThreadAStepAnExpressionOrAnEvent) {
  ScenarioBuilder steps;
  steps.scenario.actors[0].steps = {steps.mark("here")};
  EXPECT_TRUE(compile(steps.scenario).program.main_needed);

  ScenarioBuilder thread;
  thread.actor("t");
  thread.scenario.actors[1].kind = Actor::Kind::thread;
  thread.scenario.actors[1].process = 0;
  EXPECT_TRUE(compile(thread.scenario).program.main_needed);

  ScenarioBuilder expression;
  Expression pid;
  pid.op = Expression::Op::actor;
  pid.actor = 0;
  expression.actor("a", {ScenarioBuilder::let_name(0, pid)});
  expression.scenario.actors[1].names = {"p"};
  EXPECT_TRUE(compile(expression.scenario).program.main_needed);

  ScenarioBuilder event;
  event.actor("a");
  EventPattern exits;
  exits.actors = {ActorId(0), ActorId(1)};
  exits.many_actors = true;
  exits.keys.emplace_back().kind = EventKey::Kind::exit;
  event.scenario.patterns = {exits};
  EXPECT_TRUE(compile(event.scenario).program.main_needed);
}

TEST(Facts, SignalsThatStepsNameOrCause) {
  ScenarioBuilder b;
  Step kill = step(Step::Kind::kill, "kill");
  kill.actor = ActorRef{0, {}, {}};
  kill.signal = constant(10);
  Step alarm = step(Step::Kind::alarm, "alarm");
  alarm.argument = constant(5);
  b.scenario.actors[0].steps = {kill, alarm};
  const Program program = compile(b.scenario).program;
  EXPECT_EQ(program.named_signals, (uint64_t{1} << 9) | (uint64_t{1} << 13));
  EXPECT_TRUE(program.timed);
}

}  // namespace
}  // namespace rehearse
