#include <gtest/gtest.h>

#include "runner/scenario/arithmetic.h"
#include "sample.h"

namespace rehearse {
namespace {

using Op = Expression::Op;
using Where = Environment::Where;

class ExpressionTest : public ::testing::Test {
 protected:
  Expression read(std::string_view text, Where where = Where::steps) {
    Environment environment = sample_.environment(where);
    return read_expression(Sample::scalar(text), environment);
  }
  // The value of a constant expression as a text.
  std::string value(std::string_view text) {
    const Expression e = read(text);
    if (!sample_.diagnostics.empty()) return sample_.complaints();
    if (!e.is_constant()) return "unknown";
    switch (e.value.kind) {
      case ValueKind::integer: return std::to_string(e.value.bits);
      case ValueKind::boolean: return e.value.bits != 0 ? "true" : "false";
      case ValueKind::text: return sample_.scenario.symbols.text(Symbol(static_cast<int32_t>(e.value.bits)));
      default: return "none";
    }
  }
  std::string complaint(std::string_view text, Where where = Where::steps) {
    sample_.diagnostics.clear();
    (void)read(text, where);
    return sample_.complaints();
  }
  Sample sample_;
};

TEST_F(ExpressionTest, OperatorsBindAsInPython) {
  EXPECT_EQ(value("1 + 2 * 3"), "7");
  EXPECT_EQ(value("(1 + 2) * 3"), "9");
  EXPECT_EQ(value("2 - 3 - 4"), "-5");
  EXPECT_EQ(value("-2 * -3"), "6");
  EXPECT_EQ(value("not 1 == 2"), "true");
  EXPECT_EQ(value("1 == 1 or 1 == 2 and false"), "true");
  EXPECT_EQ(value("- - 3"), "3");
}

TEST_F(ExpressionTest, DivisionIsFloored) {
  EXPECT_EQ(value("-7 / 2"), "-4");
  EXPECT_EQ(value("7 / -2"), "-4");
  EXPECT_EQ(value("-7 % 2"), "1");
  EXPECT_EQ(value("7 % -2"), "-1");
  EXPECT_EQ(value("-1 % n"), "2");
}

TEST_F(ExpressionTest, TheLeastIntegerCanBeWrittenAndNothingOverflowsSilently) {
  EXPECT_EQ(value("-9223372036854775808"), "-9223372036854775808");
  EXPECT_EQ(value("9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(complaint("9223372036854775808"), "1: `9223372036854775808` does not fit into 64 bits\n");
  EXPECT_EQ(complaint("99999999999999999999"), "1: `99999999999999999999` does not fit into 64 bits\n");
  EXPECT_FALSE(floor_divide(INT64_MIN, -1));
  EXPECT_EQ(floor_modulo(INT64_MIN, -1), 0);
}

TEST_F(ExpressionTest, ValuesOfEachKind) {
  EXPECT_EQ(value("true == 1"), "true");
  EXPECT_EQ(value("true + true"), "2");
  EXPECT_EQ(value("none == 0"), "false");
  EXPECT_EQ(value("'a' == \"a\""), "true");
  EXPECT_EQ(value("stopped"), "stopped");
  EXPECT_EQ(value("stopped == 'stopped'"), "true");
  EXPECT_EQ(value("SIGUSR1 == USR1"), "true");
  EXPECT_EQ(value("SIGKILL"), "9");
  EXPECT_EQ(value("how == 'boost'"), "true");
  EXPECT_EQ(value("min(3, n - 1, 5)"), "2");
  EXPECT_EQ(value("max(1, n)"), "3");
  EXPECT_EQ(value("10ms"), "10000000");
  EXPECT_EQ(value("0x1f"), "31");
}

TEST_F(ExpressionTest, TruthIsPythonsAndGivesBooleans) {
  EXPECT_EQ(value("'' or none"), "false");
  EXPECT_EQ(value("'a' and 5"), "true");
  EXPECT_EQ(value("not ''"), "true");
  EXPECT_EQ(value("not 0"), "true");
}

TEST_F(ExpressionTest, AndOrStopEarlyAlsoAtTheCheck) {
  EXPECT_EQ(value("zero != 0 and 10 / zero > 1"), "false");
  EXPECT_EQ(value("zero == 0 or mine"), "true");
  EXPECT_EQ(value("mine or true"), "unknown");
}

TEST_F(ExpressionTest, ADivisionByZeroIsAFindingOfTheRunThatGetsThere) {
  const Expression e = read("1 / zero");
  EXPECT_EQ(sample_.complaints(), "");
  EXPECT_EQ(e.op, Op::divide);
}

TEST_F(ExpressionTest, NamesResolve) {
  EXPECT_EQ(read("seen").number, 1);
  EXPECT_EQ(read("seen").op, Op::name);
  EXPECT_EQ(read("index").op, Op::index);
  EXPECT_EQ(read("x").op, Op::word);
  EXPECT_EQ(read("xs[mine % 2]").children.size(), 1U);
  EXPECT_EQ(read("fork[0].locked").op, Op::attribute);
  EXPECT_EQ(read("worker[index].exitcode").actor_attribute, Expression::ActorAttribute::exitcode);
  EXPECT_EQ(read("self.name").op, Op::self);
  EXPECT_EQ(read("main.pid").op, Op::actor);
  EXPECT_EQ(sample_.complaints(), "");
}

TEST_F(ExpressionTest, TheRootKeepsItsText) { EXPECT_EQ(read(" x + 1 ").text, "x + 1"); }

TEST_F(ExpressionTest, UnknownNamesGetAHint) {
  EXPECT_EQ(complaint("1 + sen"), "5: unknown name `sen` | did you mean `seen`?\n");
  EXPECT_EQ(complaint("True"), "1: unknown name `True` | did you mean `true`?\n");
  EXPECT_EQ(complaint("null"), "1: unknown name `null` | did you mean `none`?\n");
  EXPECT_EQ(complaint("SIGUSR3"), "1: there is no signal `SIGUSR3` | did you mean `SIGUSR1`?\n");
}

TEST_F(ExpressionTest, AllUnknownNamesAreSaidAtOnce) {
  EXPECT_EQ(complaint("sen + mins"),
            "1: unknown name `sen` | did you mean `seen`?\n7: unknown name `mins` | did you mean `mine`?\n");
}

TEST_F(ExpressionTest, ATextThatYamlUnquotedGetsAHint) {
  Node node = Sample::scalar("halt_now");
  node.quoted = true;
  Environment environment = sample_.environment();
  (void)read_expression(node, environment);
  EXPECT_EQ(sample_.complaints(),
            "2: unknown name `halt_now` | YAML took the quotes; the text is written `\"'halt_now'\"`\n");
}

TEST_F(ExpressionTest, AttributesThatAThingHasNot) {
  EXPECT_EQ(complaint("l.value"), "3: a lock has no `.value`; it has `.locked`\n");
  EXPECT_EQ(complaint("e.value"), "3: an event has no `.value`; it has `.is_set`\n");
  EXPECT_EQ(complaint("l == 1"), "1: `l` is a lock and no value | it has `l.locked`\n");
  EXPECT_EQ(complaint("x.value"), "3: a shared variable has no `.value` | its value is `x` alone\n");
  EXPECT_EQ(complaint("a.exitcod"), "3: `a` has no `.exitcod` | did you mean `exitcode`?\n");
  EXPECT_EQ(complaint("self.exitcode"), "6: `self` has no `.exitcode` | it has `pid`, `tid` and `name`\n");
  EXPECT_EQ(complaint("sig.number"),
            "1: `sig` is the signal being handled, and this is no step of a handler\n");
}

TEST_F(ExpressionTest, ElementsAndCopies) {
  EXPECT_EQ(complaint("fork[3].locked"), "6: `fork` has no element 3 | they go from 0 to 2\n");
  EXPECT_EQ(complaint("fork.locked"),
            "1: `fork` is an array: of which element? | write its index, as in `fork[0]`\n");
  EXPECT_EQ(complaint("l[0].locked"), "3: `l` is no array, so it takes no index\n");
  EXPECT_EQ(complaint("worker.pid"),
            "1: `worker` has copies: which one's `.pid`? | write its index, as in `worker[0].pid`\n");
  EXPECT_EQ(complaint("a[0].pid"), "3: `a` has no `count`, so it takes no index\n");
  EXPECT_EQ(complaint("fork['x'].locked"), "6: an index is a number, and this is a text\n");
}

TEST_F(ExpressionTest, TypesThatCannotBe) {
  EXPECT_EQ(complaint("self.pid < 3"),
            "1: `<` wants numbers, and this is a pid | pids and tids are opaque: only `==` and `!=` work on "
            "them\n");
  EXPECT_EQ(complaint("1 + 'a'"),
            "5: `+` wants numbers, and this is a text | only `==` and `!=` work on texts\n");
  EXPECT_EQ(complaint("none + 1"),
            "1: `+` wants numbers, and this is `none` | `none` is equal only to itself: "
            "compare with `==` or `!=`\n");
  EXPECT_EQ(complaint("-a.name"),
            "2: `-` wants numbers, and this is a text | only `==` and `!=` work on texts\n");
}

TEST_F(ExpressionTest, WhatIsNotKnownIsNotAccused) {
  EXPECT_EQ(complaint("mine + x - a.exitcode"), "");
  EXPECT_EQ(complaint("a.exitcode < 0"), "");
  EXPECT_EQ(complaint("l.locked + 1"), "");
  EXPECT_EQ(complaint("self.pid == none or self.pid != main.pid"), "");
  EXPECT_EQ(complaint("x == 'a'"), "");
}

TEST_F(ExpressionTest, SyntaxErrorsPointIntoTheText) {
  EXPECT_EQ(complaint("1 +"), "3: the expression ends here, and a value is missing\n");
  EXPECT_EQ(complaint("(1 + 2"),
            "1: `(` is not closed | in a flow list or mapping (`[ ]`, `{ }`) quote an expression "
            "that has a comma or a bracket\n");
  EXPECT_EQ(complaint("1 < x < 3"),
            "7: comparisons do not chain | write `a < b and b < c` for `a < b < c`\n");
  EXPECT_EQ(complaint("x = 1"), "3: unknown operator `=` | to compare, write `==`\n");
  EXPECT_EQ(complaint("x && l.locked"), "3: unknown operator `&&` | the language says `and`\n");
  EXPECT_EQ(complaint("x is none"), "3: unexpected `is` | to compare, write `==` or `!=`\n");
  EXPECT_EQ(complaint("1.5 * x"),
            "1: `1.5` is no number | numbers are integers; durations are written `1.5s`\n");
  EXPECT_EQ(complaint("'a"), "1: this text has no closing quote\n");
  EXPECT_EQ(complaint("min(3)"),
            "1: `min` wants at least two values | in a flow list or mapping quote the whole "
            "expression, because of its comma\n");
  EXPECT_EQ(complaint(""), "1: the expression ends here, and a value is missing\n");
}

TEST_F(ExpressionTest, AMonstrousTextIsRefusedWithoutACrash) {
  EXPECT_EQ(complaint(std::string(100000, '(')), "65: this expression is nested too deep\n");
  EXPECT_EQ(complaint(std::string(100000, '-')), "65: this expression is nested too deep\n");
  std::string sum = "1";
  for (int i = 0; i < 100000; ++i) sum += "+1";
  EXPECT_EQ(complaint(sum), "1: this expression is too long\n");
}

TEST_F(ExpressionTest, OnlyParamsAreKnownBeforeTheRun) {
  EXPECT_EQ(complaint("n + 1", Where::before_run), "");
  EXPECT_EQ(complaint("x", Where::before_run),
            "1: `x` is not known before the run | only numbers and params stand here\n");
  EXPECT_EQ(complaint("index", Where::before_run),
            "1: `index` is not known before the run | only numbers and params stand here\n");
}

TEST_F(ExpressionTest, ExpectationsSeeOtherActorsNames) {
  EXPECT_EQ(complaint("a.mine"),
            "3: another actor's names are seen only in `always`, `finally` and `observe` | between "
            "actors, values go through a `shared` or `atomic` variable\n");
  const Expression e = read("a.mine + 1 == x", Where::expectation);
  EXPECT_EQ(e.children[0].children[0].op, Op::actor_name);
  EXPECT_EQ(complaint("mine == 1", Where::expectation),
            "1: unknown name `mine` | it is a name of `a`: write `a.mine`\n");
  EXPECT_EQ(complaint("a.mime", Where::expectation), "3: `a` has no `.mime` | did you mean `mine`?\n");
}

TEST_F(ExpressionTest, ALocalVariableInAnExpectationIsThatOfTheOnlyProcessThatUsesIt) {
  sample_.add_step("t", Step::Kind::assertion).condition = read("y == 1");
  const Expression e = read("y", Where::expectation);
  EXPECT_EQ(e.op, Op::actor_name);
  EXPECT_EQ(e.actor, sample_.actor("a"));
  sample_.add_step("main", Step::Kind::assertion).condition = read("y == 1");
  EXPECT_EQ(complaint("y", Where::expectation),
            "1: several processes have a `y` of their own: which one's? | write `actor.y`\n");
}

TEST_F(ExpressionTest, ExpectationsCountAndWait) {
  EXPECT_EQ(read("count(a.eat) == 2", Where::expectation).children[0].op, Op::count);
  EXPECT_EQ(read("inside(\"worker[*].room\") <= 1", Where::expectation).children[0].op, Op::inside);
  const Expression waiting = read("waiting(fork[1])", Where::expectation);
  EXPECT_EQ(waiting.op, Op::waiting);
  EXPECT_EQ(waiting.children[0].value.bits, 1);
  EXPECT_EQ(sample_.complaints(), "");
  EXPECT_EQ(complaint("count(a.eat)"),
            "1: `count` looks at the whole run and stands only in `always` and `finally`\n");
  EXPECT_EQ(complaint("count(b.eat)", Where::expectation),
            "7: there is no actor `b` | there are `main`, `a`, `worker` and `t`\n");
}

TEST_F(ExpressionTest, ATasksParameterStandsForAResource) {
  Environment environment = sample_.environment();
  ResourceRef element;
  element.resource = sample_.resource("fork");
  element.index = read("index");
  environment.aliases["mine_lock"] = element;
  const Expression e = read_expression(Sample::scalar("mine_lock.locked"), environment);
  EXPECT_EQ(e.op, Op::attribute);
  EXPECT_EQ(e.children[0].op, Op::index);
  EXPECT_EQ(sample_.complaints(), "");
}

}  // namespace
}  // namespace rehearse
