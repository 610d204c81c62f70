#include <gtest/gtest.h>

#include "sample.h"

namespace rehearse {
namespace {

class ReferenceTest : public ::testing::Test {
 protected:
  Environment environment() { return sample_.environment(); }
  std::string taken() {
    std::string text = sample_.complaints();
    sample_.diagnostics.clear();
    return text;
  }
  std::optional<ResourceRef> resource(std::string_view text) {
    Environment e = environment();
    return read_resource(Sample::scalar(text), e);
  }
  std::optional<ActorRef> actor(std::string_view text) {
    Environment e = environment();
    return read_actor(Sample::scalar(text), e);
  }
  std::optional<int64_t> integer(std::string_view text, int64_t least = 1, int64_t most = 64) {
    Environment e = environment();
    return read_known_integer(Sample::scalar(text), e, least, most);
  }
  std::string duration(std::string_view text) {
    Environment e = environment();
    const Expression expression = read_duration(Sample::scalar(text), e);
    if (!sample_.diagnostics.empty()) return taken();
    return expression.is_constant() ? std::to_string(expression.value.bits) : "unknown";
  }
  std::string signal(std::string_view text, bool zero = false) {
    Environment e = environment();
    const Expression expression = read_signal(Sample::scalar(text), e, zero);
    if (!sample_.diagnostics.empty()) return taken();
    return expression.is_constant() ? std::to_string(expression.value.bits) : "unknown";
  }
  Sample sample_;
};

TEST_F(ReferenceTest, AResourceAnElementOrAllOfThem) {
  EXPECT_EQ(resource("l")->resource, sample_.resource("l"));
  EXPECT_EQ(resource("fork[(index + 1) % n]")->index->op, Expression::Op::modulo);
  EXPECT_FALSE(resource("fork")->index);
  EXPECT_EQ(taken(), "");
}

TEST_F(ReferenceTest, WhatIsNoResource) {
  EXPECT_FALSE(resource("forks"));
  EXPECT_EQ(taken(), "1: there is no resource `forks` | did you mean `fork`?\n");
  EXPECT_FALSE(resource("main"));
  EXPECT_EQ(taken(),
            "1: `main` is an actor, and a resource is wanted here | there are `l`, `m`, `s`, `e`, `x`, `y`, "
            "`fork` and `xs`\n");
  EXPECT_FALSE(resource("l[0]"));
  EXPECT_EQ(taken(), "3: `l` is no array, so it takes no index\n");
  EXPECT_FALSE(resource("fork[0"));
  EXPECT_EQ(taken(),
            "5: `[` is not closed | in a flow list or mapping (`[ ]`, `{ }`) quote a name with an index\n");
  EXPECT_FALSE(resource("fork[3]"));
  EXPECT_EQ(taken(), "6: `fork` has no element 3 | they go from 0 to 2\n");
  EXPECT_FALSE(resource("l.locked"));
  EXPECT_EQ(taken(), "2: unexpected `.` after `l` | expected a resource, as in `name` or `name[index]`\n");
}

TEST_F(ReferenceTest, AnActorACopyOrAllOfThem) {
  EXPECT_EQ(actor("main")->actor, 0);
  EXPECT_EQ(actor("worker[1]")->index->value.bits, 1);
  EXPECT_FALSE(actor("worker[*]")->index);
  EXPECT_EQ(taken(), "");
  EXPECT_FALSE(actor("wroker"));
  EXPECT_EQ(taken(), "1: there is no actor `wroker` | did you mean `worker`?\n");
  EXPECT_FALSE(actor("l"));
  EXPECT_EQ(taken(),
            "1: `l` is a lock, and an actor is wanted here | there are `main`, `a`, `worker` and `t`\n");
}

TEST_F(ReferenceTest, ATasksParameterIsTheElementPassed) {
  Environment e = environment();
  e.aliases["room"] = *resource("fork[2]");
  const auto reference = read_resource(Sample::scalar("room"), e);
  EXPECT_EQ(reference->resource, sample_.resource("fork"));
  EXPECT_EQ(reference->index->value.bits, 2);
  EXPECT_FALSE(read_resource(Sample::scalar("room[0]"), e));
  EXPECT_EQ(taken(), "6: `room` is one element already, so it takes no index\n");
}

TEST_F(ReferenceTest, KnownIntegers) {
  EXPECT_EQ(integer("n * 2"), 6);
  EXPECT_FALSE(integer("0"));
  EXPECT_EQ(taken(), "1: 0 is too small; the least is 1\n");
  EXPECT_FALSE(integer("65"));
  EXPECT_EQ(taken(), "1: 65 is too large; the most is 64\n");
  EXPECT_FALSE(integer("n / zero"));
  EXPECT_EQ(taken(), "1: this divides by zero\n");
  EXPECT_FALSE(integer("9223372036854775807 + n"));
  EXPECT_EQ(taken(), "1: this does not fit into 64 bits\n");
  EXPECT_FALSE(integer("how"));
  EXPECT_EQ(taken(), "1: expected a number, and this is a text\n");
  EXPECT_FALSE(integer("10ms"));
  EXPECT_EQ(taken(), "1: expected a number, and this is a duration\n");
  EXPECT_FALSE(integer("x"));
  EXPECT_EQ(taken(), "1: `x` is not known before the run | only numbers and params stand here\n");
}

TEST_F(ReferenceTest, Durations) {
  sample_.params["delay"] = Value::text(sample_.scenario.symbols.intern("20ms"));
  EXPECT_EQ(duration("1.5s"), "1500000000");
  EXPECT_EQ(duration("2 * 10ms"), "20000000");
  EXPECT_EQ(duration("delay"), "20000000");
  EXPECT_EQ(duration("mine * 1ms"), "unknown");
  EXPECT_EQ(duration("0s"), "0");
  EXPECT_EQ(duration("10"), "1: a duration needs a unit | write `10ms` or `10s`\n");
  EXPECT_EQ(duration("10 ms"), "4: unexpected `ms` | expected an operator or the end\n");
  EXPECT_EQ(duration("-10ms"), "1: a duration cannot be negative\n");
  EXPECT_EQ(duration("10x"), "1: `10x` is no number | durations are written `500us`, `10ms`, `2s`, `1m`\n");
  EXPECT_EQ(duration("how"),
            "1: expected a duration, and this is a text | durations are written `500us`, `10ms`, "
            "`2s`, `1.5s`, `1m`\n");
}

TEST_F(ReferenceTest, Signals) {
  sample_.params["which"] = Value::text(sample_.scenario.symbols.intern("SIGTERM"));
  EXPECT_EQ(signal("SIGUSR1"), "10");
  EXPECT_EQ(signal("USR1"), "10");
  EXPECT_EQ(signal("SIGRTMIN+2"), "36");
  EXPECT_EQ(signal("SIGRTMAX-1"), "63");
  EXPECT_EQ(signal("15"), "15");
  EXPECT_EQ(signal("which"), "15");
  EXPECT_EQ(signal("mine"), "unknown");
  EXPECT_EQ(signal("0", true), "0");
  EXPECT_EQ(signal("0"), "1: there is no signal 0 | signal 0 only checks, and only in `kill`\n");
  EXPECT_EQ(signal("65"), "1: there is no signal 65 | `rehearse signals` lists them\n");
  EXPECT_EQ(signal("32"), "1: there is no signal 32 | `rehearse signals` lists them\n");
  EXPECT_EQ(signal("SIGTREM"), "1: there is no signal `SIGTREM` | did you mean `SIGTERM`?\n");
  EXPECT_EQ(signal("'x'"),
            "1: expected a signal, and this is a text | signals are written `SIGUSR1`, `USR1`, "
            "`SIGRTMIN+2` or as a number\n");
}

TEST_F(ReferenceTest, KnownSignals) {
  Environment e = environment();
  EXPECT_EQ(read_known_signal(Sample::scalar("SIGCHLD"), e), 17);
  EXPECT_FALSE(read_known_signal(Sample::scalar("mine"), e));
  EXPECT_EQ(taken(), "1: `mine` is not known before the run | only numbers and params stand here\n");
}

}  // namespace
}  // namespace rehearse
