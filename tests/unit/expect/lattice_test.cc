#include "runner/expect/lattice.h"

#include <gtest/gtest.h>

#include "runner/expect/letters.h"
#include "tests/unit/expect/sample.h"

namespace rehearse {
namespace {

using testing::Sample;
using Kind = Expectation::Kind;

LatticeResult search(Sample& s) {
  const Order order(s.program, s.trace);
  Automaton automaton = automaton_of(s.program, 0);
  const auto items = letters_of(s.program, s.trace, order, 0, automaton, {});
  return judge_orders(automaton.monitor, items, order, false, 50'000);
}

std::string worker(int i) { return "w[" + std::to_string(i) + "]"; }

TEST(Lattice, OfATotalOrderIsAPlainRun) {
  Sample s;
  for (int i = 0; i < 20'000; ++i) s.happens(worker(i % 4) + (i % 8 < 4 ? ".x" : ".y"));
  s.rule(Kind::pairs, {"*.x", "*.y"});
  const LatticeResult result = search(s);
  EXPECT_EQ(result.judged, Answer::holds);
  EXPECT_EQ(result.visited, 20'000u);
}

TEST(Lattice, IsThinWhereOnlyNeighboursOverlap) {
  Sample s;
  for (uint64_t i = 0; i < 10'000; ++i)
    s.happens(worker(static_cast<int>(i % 2)) + ".x", 2 * i + 1, 2 * i + 4);
  s.rule(Kind::pairs, {"w[0].x", "w[1].x"});
  EXPECT_EQ(search(s).judged, Answer::undetermined);
  s.program.rules.clear();
  s.rule(Kind::leads_to, {"w[*].x", "w[1].x"});
  EXPECT_LE(search(s).visited, 60'000u);
}

// Thirty actors at once would have 2^30 cuts.
TEST(Lattice, OfManyWhoDoTheSameAtOnceIsThinToo) {
  Sample s;
  for (uint64_t i = 0; i < 30; ++i) s.happens(worker(static_cast<int>(i)) + ".x", 1, 100 + i);
  for (uint64_t i = 0; i < 30; ++i) s.happens(worker(static_cast<int>(i)) + ".y", 200, 300 + i);
  for (const auto kind : {Kind::order, Kind::any_order, Kind::pairs, Kind::precedes}) {
    s.program.rules.clear();
    s.rule(kind, {"w[*].x", "w[*].y"});
    const LatticeResult result = search(s);
    EXPECT_EQ(result.judged, Answer::holds);
    EXPECT_EQ(result.visited, kind == Kind::any_order ? 31u : kind == Kind::precedes ? 1u : 60u);
  }
}

TEST(Lattice, ThatOutgrowsItsBudgetIsUndetermined) {
  Sample s;
  s.section("s");
  for (uint64_t i = 0; i < 16; ++i) {
    s.happens(worker(static_cast<int>(i)) + ".s.begin", 1, 100 + i);
    s.happens(worker(static_cast<int>(i)) + ".s.end", 2, 200 + i);
  }
  s.rule(Kind::inside, {"w[*].s"}).at_most = 16;
  EXPECT_EQ(search(s).judged, Answer::undetermined);
}

TEST(Order, OfAMillionEventsIsMadeInOnePass) {
  Sample s;
  s.happens("a.x");
  const Event pattern = s.trace.events[0];
  s.actor("b");
  s.trace.events.clear();
  for (uint64_t i = 0; i < 1'000'000; ++i) {
    Event event = pattern;
    event.actor = ActorId(static_cast<int32_t>(i % 2));
    event.begin = 2 * i + 1;
    event.end = 2 * i + 4;
    event.sequence = static_cast<uint32_t>(i / 2 + 1);
    if (i > 0)
      event.cause = {ActorId(static_cast<int32_t>((i - 1) % 2)), static_cast<uint32_t>((i - 1) / 2 + 1)};
    s.trace.events.push_back(event);
  }
  const Order order(s.program, s.trace);
  EXPECT_TRUE(order.before(0, 1));
  EXPECT_TRUE(order.before(499'999, 500'000));
  EXPECT_FALSE(order.before(500'000, 499'999));
}

}  // namespace
}  // namespace rehearse
