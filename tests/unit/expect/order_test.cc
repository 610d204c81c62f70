#include "runner/expect/order.h"

#include <gtest/gtest.h>

#include "tests/unit/expect/sample.h"

namespace rehearse {
namespace {

using testing::Sample;

TEST(PartialOrder, AnEventIsBeforeAnotherThatBeganAfterItEnded) {
  Sample s;
  s.happens("a.x", 1, 2);
  s.happens("b.y", 3, 5);
  s.happens("c.z", 4, 6);
  const Order order(s.program, s.trace);
  EXPECT_TRUE(order.before(0, 1));
  EXPECT_FALSE(order.before(1, 0));
  EXPECT_FALSE(order.before(1, 2));
  EXPECT_FALSE(order.before(2, 1));
}

TEST(PartialOrder, PointsAreInstants) {
  Sample s;
  s.happens("a.x", 1, 10).point = 4;
  s.happens("b.y", 1, 11).point = 5;
  const Order order(s.program, s.trace);
  EXPECT_TRUE(order.before(0, 1));
  EXPECT_FALSE(order.before(1, 0));
}

TEST(PartialOrder, WhatAHandlerDoesComesBeforeTheStepThatItInterrupted) {
  Sample s;
  s.happens("a.handler(SIGUSR1)", 3, 4);
  s.happens("a.pause", 1, 6);
  const Order order(s.program, s.trace);
  EXPECT_TRUE(order.before(0, 1));
}

TEST(PartialOrder, AStartIsBeforeTheStartedAlthoughTheyOverlap) {
  Sample s;
  s.actor("b");
  s.happens("b.start", 2, 3);
  s.happens("a.start(b)", 1, 4);
  const Order order(s.program, s.trace);
  EXPECT_TRUE(order.before(1, 0));
  EXPECT_FALSE(order.before(0, 1));
}

TEST(PartialOrder, AnEndIsBeforeItsJoin) {
  Sample s;
  s.actor("b");
  s.happens("b.last", 3, 4);
  s.happens("b.exit", 5, 7);
  s.happens("a.join(b)", 1, 8);
  s.happens("a.after", 9, 10);
  const Order order(s.program, s.trace);
  EXPECT_TRUE(order.before(1, 2));
  EXPECT_TRUE(order.before(0, 3));
}

TEST(PartialOrder, ChainsMayPassThroughCausesAndTickets) {
  Sample s;
  s.actor("b");
  // c.y ended before the kill began; the kill caused the handler, which began before c.y ended.
  s.happens("c.y", 1, 4);
  s.happens("b.handler(SIGUSR1)", 3, 7);
  Event& kill = s.happens("a.kill(b)", 5, 9);
  const Event::Cause cause = Sample::because(kill);
  s.trace.events[1].cause = cause;
  const Order order(s.program, s.trace);
  EXPECT_TRUE(order.before(0, 1));
  EXPECT_TRUE(order.before(2, 1));
}

TEST(PartialOrder, ChainsOfCausesAloneAreFoundWithoutTickets) {
  Sample s;
  for (const char* name : {"a", "b", "c"}) s.actor(name);
  s.happens("a.kill(b)", 1, 20);
  s.happens("b.handler(SIGUSR1)", 1, 21).cause = Sample::because(s.trace.events[0]);
  s.happens("b.kill(c)", 1, 22);
  s.happens("c.handler(SIGUSR1)", 1, 23).cause = Sample::because(s.trace.events[2]);
  s.happens("c.x", 1, 24);
  s.happens("d.z", 1, 25);
  const Order order(s.program, s.trace);
  EXPECT_TRUE(order.before(0, 4));
  EXPECT_FALSE(order.before(4, 0));
  EXPECT_FALSE(order.before(0, 5));
  EXPECT_FALSE(order.before(5, 0));
}

TEST(PartialOrder, WhatMayHaveHappenedCanBeAnywhereUpToTheEndOfItsActor) {
  Sample s;
  s.happens("a.x", 1, 2).maybe = true;
  s.happens("b.y", 3, 4);
  s.happens("a.exit", 5, 6);
  s.happens("b.z", 7, 8);
  const Order order(s.program, s.trace);
  EXPECT_FALSE(order.before(0, 1));
  EXPECT_TRUE(order.before(0, 2));
  EXPECT_TRUE(order.before(0, 3));
}

TEST(PartialOrder, ATraceThatContradictsItselfDoesNotHang) {
  Sample s;
  for (const char* name : {"a", "b"}) s.actor(name);
  s.happens("a.x", 1, 10);
  s.happens("b.y", 1, 11);
  s.trace.events[0].cause = Sample::because(s.trace.events[1]);
  s.trace.events[1].cause = Sample::because(s.trace.events[0]);
  const Order order(s.program, s.trace);
  EXPECT_NE(order.before(0, 1), order.before(1, 0));
}

TEST(PartialOrder, AnAwaitComesAfterWhatItAwaited) {
  Sample s;
  s.actor("b");
  s.happens("b.ready", 3, 5);
  s.happens("a.await", 1, 6);
  const StepId step = s.step("await");
  Instruction& instruction = s.program.code[step.index()];
  instruction.op = Op::await;
  instruction.number = 0;
  s.program.awaits.push_back({s.program.patterns[static_cast<std::size_t>(s.pattern("b.ready"))]});
  const Order order(s.program, s.trace);
  EXPECT_TRUE(order.before(0, 1));
}

TEST(PartialOrder, AnAwaitedSleeperGetsOnAfterTheAwait) {
  Sample s;
  for (const char* name : {"a", "b"}) s.actor(name);
  s.happens("b.acquire(m).blocks", 2, 4);
  s.happens("a.await", 1, 6);
  s.happens("b.acquire(m)", 1, 8);
  const StepId step = s.step("await");
  Instruction& instruction = s.program.code[step.index()];
  instruction.op = Op::await;
  instruction.number = 0;
  s.program.awaits.push_back(
      {s.program.patterns[static_cast<std::size_t>(s.pattern("b.acquire(m).blocks"))], true});
  const Order order(s.program, s.trace);
  EXPECT_TRUE(order.before(0, 1));
  EXPECT_TRUE(order.before(1, 2));
}

}  // namespace
}  // namespace rehearse
