#include <gtest/gtest.h>

#include "by_hand.h"
#include "parts.h"

namespace rehearse {
namespace {

using namespace by_hand;
using Kind = Step::Kind;

std::string text_of(const Scenario& scenario) {
  const Compiled compiled = compile(scenario);
  EXPECT_TRUE(compiled.diagnostics.empty());
  EXPECT_EQ(broken_parts(compiled.program), "");
  return disassemble(compiled.program);
}

TEST(Compile, AMutexTakenAndGivenBackIsTwoParts) {
  ScenarioBuilder b;
  const int m = b.resource("m", RoomId::mutex);
  b.scenario.actors[0].steps = {b.primitive(m, "acquire"), b.primitive(m, "release")};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  acquire m                               ; 1:0 acquire
       1  check ok
  >    2  release m                               ; 1:0 release
       3  check ok
  >    4  finish
)");
}

TEST(Compile, AReadAndAWriteOfAWordAreTwoParts) {
  ScenarioBuilder b;
  const int x = b.resource("x", RoomId::word), y = b.resource("y", RoomId::word);
  b.scenario.actors[0].names = {"n"};
  b.scenario.actors[0].steps = {ScenarioBuilder::let_word(x, binary(Expression::Op::add, name(0), word(y)))};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  t0 = load y                             ; 1:0 let
  >    1  t0 = n + t0
       2  store x = t0
  >    3  finish
)");
}

TEST(Compile, AWithReleasesOnEveryWayOut) {
  ScenarioBuilder b;
  const int l = b.resource("l", RoomId::lock);
  Step loop = step(Kind::repeat, "repeat");
  loop.argument = constant(3);
  loop.body = {b.with(l, {step(Kind::break_loop, "break")})};
  b.scenario.actors[0].steps = {loop};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  t0 = 0                                  ; 1:0 repeat
       1  t1 = t0 < 3
       2  unless t1 jump 12
  >    3  acquire l                               ; 1:0 with
       4  check ok
  >    5  release l                               ; 1:0 with
       6  check ok
       7  jump 12                                 ; 1:0 break
  >    8  release l                               ; 1:0 with
       9  check ok
  >   10  t0 = t0 + 1                             ; 1:0 repeat
      11  jump 1
  >   12  finish
)");
}

TEST(Compile, AWithThatWasNotHadInTimeSkipsItsSteps) {
  ScenarioBuilder b;
  const int l = b.resource("l", RoomId::lock);
  Step with = b.with(l, {b.mark("inside")});
  with.modifiers.timeout = constant(10);
  b.scenario.actors[0].steps = {with};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  acquire l timeout 10                    ; 1:0 with
       1  t0 = result
       2  check ok
       3  unless t0 jump 7
  >    4  mark inside                             ; 1:0 mark: inside as inside
  >    5  release l                               ; 1:0 with
       6  check ok
  >    7  finish
)");
}

TEST(Compile, EachCopyHasCodeWithItsOwnIndex) {
  ScenarioBuilder b;
  const int f = b.resource("f", RoomId::lock, 2);
  Step acquire = b.primitive(f, "acquire");
  acquire.resource->index =
      binary(Expression::Op::modulo, binary(Expression::Op::add, index(), constant(1)), constant(2));
  b.actor("p", {acquire}, 2);
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  finish
p[0]: process
  >    1  acquire f[1]                            ; 1:0 acquire
       2  check ok
  >    3  finish
p[1]: process
  >    4  acquire f[0]                            ; 1:0 acquire
       5  check ok
  >    6  finish
)");
}

TEST(Compile, AVerbOnAnArrayIsAStepForEachElement) {
  ScenarioBuilder b;
  const int f = b.resource("f", RoomId::lock, 2);
  b.scenario.actors[0].steps = {b.primitive(f, "acquire")};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  acquire f[0]                            ; 1:0 acquire
       1  check ok
  >    2  acquire f[1]                            ; 1:0 acquire
       3  check ok
  >    4  finish
)");
}

TEST(Compile, AWithOnAnArrayGivesItsElementsBackTheOtherWayRound) {
  ScenarioBuilder b;
  const int f = b.resource("f", RoomId::lock, 2);
  b.scenario.actors[0].steps = {b.with(f, {b.mark("both")})};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  acquire f[0]                            ; 1:0 with
       1  check ok
  >    2  acquire f[1]                            ; 1:0 with
       3  check ok
  >    4  mark both                               ; 1:0 mark: both as both
  >    5  release f[1]                            ; 1:0 with
       6  check ok
  >    7  release f[0]                            ; 1:0 with
       8  check ok
  >    9  finish
)");
}

TEST(Compile, AnIndexThatVariesIsCheckedAndKept) {
  ScenarioBuilder b;
  const int f = b.resource("f", RoomId::lock, 2);
  b.scenario.actors[0].names = {"i"};
  Step with = b.with(f, {});
  with.resource->index = name(0);
  b.scenario.actors[0].steps = {with};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  t0 = i                                  ; 1:0 with
       1  check 0 <= t0 < 2
       2  acquire f[t0]
       3  check ok
  >    4  release f[t0]                           ; 1:0 with
       5  check ok
  >    6  finish
)");
}

TEST(Compile, AnAtomicStepIsOnePartAndGivesTheOldValue) {
  ScenarioBuilder b;
  const int x = b.resource("x", RoomId::word);
  b.scenario.actors[0].names = {"old"};
  Step atomic = ScenarioBuilder::let_word(x, binary(Expression::Op::add, word(x), constant(1)));
  atomic.kind = Kind::atomic;
  atomic.text = "atomic";
  atomic.condition = binary(Expression::Op::equal, word(x), constant(0));
  atomic.modifiers.into = 0;
  b.scenario.actors[0].steps = {atomic};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  atomic to 8 gives t0                    ; 1:0 atomic
       1  t0 = load x
       2  t1 = load x
       3  t1 = t1 == 0
       4  unless t1 jump 8
       5  t1 = load x
       6  t1 = t1 + 1
       7  store x = t1
       8  check ok
       9  old = result
  >   10  finish
)");
}

TEST(Compile, AReturnInsideAWithKeepsItsValueAcrossTheRelease) {
  ScenarioBuilder b;
  const int l = b.resource("l", RoomId::lock);
  b.scenario.actors[0].names = {"got", "task#0.x"};
  Step give = step(Kind::return_value, "return");
  give.argument = name(1);
  Step call = step(Kind::call, "call: task");
  call.name = b.scenario.symbols.intern("task");
  call.assignments.push_back({{}, 1, {}, constant(7)});
  call.own_names = {1};
  call.body = {b.with(l, {give})};
  call.modifiers.into = 0;
  b.scenario.actors[0].steps = {call};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  task#0.x = unset                        ; 1:0 call: task
       1  task#0.x = 7
  >    2  acquire l                               ; 1:0 with
       3  check ok
  >    4  t0 = task#0.x                           ; 1:0 return
  >    5  release l                               ; 1:0 with
       6  check ok
  >    7  outcome t0                              ; 1:0 return
       8  jump 12
  >    9  release l                               ; 1:0 with
      10  check ok
  >   11  outcome none                            ; 1:0 call: task
      12  end of call task
      13  check ok
      14  got = result
  >   15  finish
)");
}

TEST(Compile, EveryLoopPassesABoundary) {
  ScenarioBuilder b;
  Step loop = step(Kind::while_loop, "while");
  loop.condition = constant(1);
  b.scenario.actors[0].steps = {loop};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  jump 0                                  ; 1:0 while
  >    1  finish
)");
}

TEST(Compile, AndStopsEarly) {
  ScenarioBuilder b;
  const int x = b.resource("x", RoomId::word), y = b.resource("y", RoomId::word);
  Step branch = step(Kind::if_else, "if");
  Branch then;
  then.condition = binary(Expression::Op::logical_and, word(x), word(y));
  then.steps = {b.mark("both")};
  branch.branches = {then};
  b.scenario.actors[0].steps = {branch};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  t0 = load x                             ; 1:0 if
  >    1  unless t0 jump 5
       2  t0 = load y
  >    3  unless t0 jump 5
  >    4  mark both                               ; 1:0 mark: both as both
  >    5  finish
)");
}

TEST(Compile, CaughtErrorsGoToTheirClauses) {
  ScenarioBuilder b;
  const int l = b.resource("l", RoomId::lock);
  Step release = b.primitive(l, "release");
  release.modifiers.catches.push_back({symbols::eperm, {}, {b.mark("free")}});
  b.scenario.actors[0].steps = {release};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  release l tolerated                     ; 1:0 release
       1  if ok jump 6
       2  if EPERM jump 4
       3  check ok
  >    4  mark free                               ; 1:0 mark: free as free
       5  jump 6                                  ; 1:0 release
  >    6  finish
)");
}

TEST(Compile, WhatTheResultIsComparedWithIsLookedAtAfterTheStep) {
  ScenarioBuilder b;
  const int l = b.resource("l", RoomId::lock), x = b.resource("x", RoomId::word);
  Step locked = b.primitive(l, "locked");
  locked.modifiers.returns = word(x);
  b.scenario.actors[0].steps = {locked};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  locked l                                ; 1:0 locked
  >    1  t0 = load x
  >    2  check returns t0
  >    3  finish
)");
}

TEST(Compile, ARobustMutexOfADeadOwnerIsHeldInItsClauseAndAfterIt) {
  ScenarioBuilder b;
  const int m = b.resource("m", RoomId::mutex);
  b.scenario.resources[0].options.robust = true;
  Step with = b.with(m, {b.mark("inside")});
  with.modifiers.catches.push_back({symbols::any, {}, {step(Kind::return_value, "return")}});
  b.scenario.actors[0].steps = {with};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  acquire m tolerated                     ; 1:0 with
       1  t0 = true
       2  if EOWNERDEAD jump 4
       3  t0 = result
       4  if ok jump 14
       5  if EOWNERDEAD jump 8
       6  if any error jump 12
       7  check ok
  >    8  release m                               ; 1:0 with
       9  check ok
  >   10  jump 18                                 ; 1:0 return
      11  jump 14                                 ; 1:0 with
  >   12  jump 18                                 ; 1:0 return
      13  jump 14                                 ; 1:0 with
      14  unless t0 jump 18
  >   15  mark inside                             ; 1:0 mark: inside as inside
  >   16  release m                               ; 1:0 with
      17  check ok
  >   18  finish
)");
}

TEST(Compile, TheSignalOfAHandlerStandsInItsFirstRegisters) {
  ScenarioBuilder b;
  b.scenario.actors[0].names = {"n"};
  Expression number;
  number.op = Expression::Op::signal;
  number.number = 0;
  Step sigaction = step(Kind::sigaction, "sigaction");
  sigaction.signal = constant(10);
  sigaction.body = {ScenarioBuilder::let_name(0, binary(Expression::Op::add, number, constant(1)))};
  b.scenario.actors[0].steps = {sigaction};
  EXPECT_EQ(text_of(b.scenario), R"(main: process
  >    0  sigaction 10: handler 0                 ; 1:0 sigaction
       1  check ok
  >    2  finish
 handler 0 of signal 10, 1:0
  >    3  t4 = t0 + 1                             ; 1:0 let
       4  let n = t4
  >    5  end of handler
)");
}

TEST(Compile, HandlersAreCompiledForAllThatMayInheritThem) {
  ScenarioBuilder b;
  b.scenario.actors[0].names = {"n"};
  Step sigaction = step(Kind::sigaction, "sigaction");
  sigaction.signal = constant(10);
  sigaction.body = {ScenarioBuilder::let_name(0, constant(1))};
  Step start = step(Kind::start, "start: child");
  start.actor = ActorRef{1, {}, {}};
  b.scenario.actors[0].steps = {sigaction, start};
  b.actor("child");
  b.actor("stranger");
  const Program program = compile(b.scenario).program;
  EXPECT_GE(program.actors[0].handler_entries[0], 0);
  EXPECT_GE(program.actors[1].handler_entries[0], 0);
  EXPECT_EQ(program.actors[2].handler_entries[0], -1);
  EXPECT_EQ(program.actors[1].names, 1);  // the handler writes the name of whoever runs it
}

TEST(Compile, AStepKnowsWhichAwaitsItMaySatisfy) {
  ScenarioBuilder b;
  const int f = b.resource("f", RoomId::lock, 2);
  EventPattern pattern;
  pattern.actors = {ActorId(0)};
  EventKey key;
  key.kind = EventKey::Kind::verb;
  key.name = b.scenario.symbols.intern("acquire");
  key.objects = {ObjectId(1)};
  pattern.keys = {key};
  b.scenario.patterns = {pattern};
  Step await = step(Kind::await, "await");
  await.pattern = 0;
  b.scenario.actors[0].steps = {b.primitive(f, "acquire"), await};
  const Program program = compile(b.scenario).program;
  EXPECT_TRUE(program.steps[0].awaits.empty());             // f[0]
  EXPECT_EQ(program.steps[1].awaits, std::vector<int>{0});  // f[1]
}

TEST(Compile, TooManyInstructionsAreAnErrorOfTheCheck) {
  ScenarioBuilder b;
  b.scenario.actors[0].steps.assign(static_cast<std::size_t>(kMostInstructions) + 1, b.mark("again"));
  const Compiled compiled = compile(b.scenario);
  ASSERT_EQ(compiled.diagnostics.size(), 1U);
  EXPECT_EQ(compiled.diagnostics[0].message, "`main` has more than 60000 instructions");
}

}  // namespace
}  // namespace rehearse
