#include <gtest/gtest.h>

#include "checking.h"

namespace rehearse {
namespace {

// The steps of actor `a`, whose list is `steps` in flow style.
Scenario with_steps(const std::string& steps) {
  return scenario_of(
      "scenario: t\nparams: {s: SIGTERM, d: 20ms}\n"
      "resources: {l: lock, e: event, x: {shared: 0}, f: {array: 3, of: lock}, ms: {semaphore: 1}}\n"
      "tasks:\n  take: {params: [what, n], steps: [{acquire: what}, {let: {y: n}}, {release: what}]}\n"
      "  twice: [{return: v * 2}]\n"
      "actors: {a: {steps: " +
      steps + "}}\n");
}
const Steps& steps_of(const Scenario& scenario) { return scenario.actors[1].steps; }

TEST(Steps, AVerbWithItsModifiers) {
  const Scenario s =
      with_steps("[{acquire: l, timeout: d, into: got, blocks: true, as: first, took: {at_least: 5ms}}]");
  const Step& step = steps_of(s).at(0);
  EXPECT_EQ(step.kind, Step::Kind::primitive);
  EXPECT_EQ(s.symbols.text(step.modifiers.label), "first");
  EXPECT_EQ(step.modifiers.timeout->value, Value::integer(20'000'000));
  EXPECT_EQ(s.actors[1].names.at(static_cast<std::size_t>(step.modifiers.into)), "got");
  EXPECT_EQ(step.modifiers.blocks, true);
  EXPECT_EQ(step.modifiers.took_at_least->value, Value::integer(5'000'000));
}

TEST(Steps, AFailureWithEintrImpliesInterruptible) {
  const Scenario s = with_steps("[{sleep: 1s, fails: EINTR}, {wait: e, interruptible: true}]");
  EXPECT_TRUE(steps_of(s).at(0).modifiers.interruptible);
  EXPECT_EQ(steps_of(s).at(0).modifiers.fails, symbols::eintr);
  EXPECT_TRUE(steps_of(s).at(1).modifiers.interruptible);
}

TEST(Steps, ANameMayBeReadBeforeTheStepThatWritesIt) {
  const Scenario s = with_steps("[{if: false, then: [{assert: later == 1}]}, {let: {later: 1}}]");
  EXPECT_EQ(s.actors[1].names, std::vector<std::string>{"later"});
}

TEST(Steps, ACallIsReadAnewWithItsParametersBound) {
  const Scenario s = with_steps(
      "[{let: {i: 1}}, {call: take, args: {what: 'f[i]', n: i}}, {call: take, args: {what: l, n: 2}}]");
  const std::vector<std::string> names = {"i",        "take#1.what[]", "take#1.n",
                                          "take#1.y", "take#2.n",      "take#2.y"};
  EXPECT_EQ(s.actors[1].names, names);
  const Step& first = steps_of(s).at(1);
  ASSERT_EQ(first.assignments.size(), 2u);  // the index, once, and n
  EXPECT_EQ(first.assignments[0].name, 1);
  EXPECT_EQ(first.own_names, std::vector<int>{3});
  EXPECT_EQ(first.body.at(0).resource->resource, 3);
  EXPECT_EQ(first.body.at(0).resource->index->number, 1);
  const Step& second = steps_of(s).at(2);
  EXPECT_EQ(second.body.at(0).resource->resource, 0);
  EXPECT_FALSE(second.body.at(0).resource->index);
}

TEST(Steps, AnArgumentMayBeAnExpressionOverAWord) {
  EXPECT_EQ(complaints_of("scenario: t\nresources: {x: {shared: 0}}\ntasks: {t: [{assert: v == 1}]}\n"
                          "actors: {a: {steps: [{call: t, args: {v: x + 1}}]}}\n"),
            "");
}

TEST(Steps, ParametersOfAPlainListAreTheNamesInArgs) {
  const Scenario s = with_steps("[{call: twice, args: {v: 3}, into: six, returns: 6}]");
  EXPECT_EQ(s.actors[1].names, (std::vector<std::string>{"six", "twice#1.v"}));
}

TEST(Steps, AHandlerIsReadInItsActor) {
  const Scenario s =
      with_steps("[{sigaction: s, do: [{let: {n: sig.number}}], mask: [USR1, 1], flags: [restart]}]");
  const Step& step = steps_of(s).at(0);
  EXPECT_EQ(step.signal->value, Value::integer(15));
  EXPECT_EQ(step.mask, (std::vector<int>{1, 10}));
  EXPECT_TRUE(step.restart);
  EXPECT_EQ(s.actors[1].names, std::vector<std::string>{"n"});
}

TEST(Steps, ALessonMayNameWhatCannotBe) {
  EXPECT_EQ(steps_of(with_steps(
                         "[{sigaction: SIGKILL, do: [], fails: EINVAL}, {sigwait: [SIGSTOP], fails: EINVAL}, "
                         "{join: a, fails: EDEADLK}, {start: a, fails: EINVAL}]"))
                .size(),
            4u);
}

TEST(Steps, EveryVerbOfThisVersionCanBeRead) {
  const Scenario s = scenario_of(R"(
scenario: t
resources: {l: lock, m: {mutex: {robust: true}}, s: {semaphore: 1}, e: event, x: {shared: 0}, y: {atomic: 0}}
tasks: {t: [{fail: Late}]}
actors:
  main:
    steps: [{start: c}, {is_alive: c, returns: true}, {terminate: c}, {waitpid: c, into: st, who: pid}, {start: th}, {join: th}]
  c: {start: manual, steps: [{pause: }]}
  th: {kind: thread, start: manual, steps: [{exit: 3}]}
  a:
    steps:
      - with: l
        do: [{locked: l}]
      - acquire: m
        catch: {EOWNERDEAD: [{consistent: m}]}
      - release: m
      - acquire: s
      - release: s
        n: 2
      - get_value: s
      - set: e
      - wait: e
      - is_set: e
      - clear: e
      - sigaction: USR1
        action: ignore
      - kill: main
        signal: 0
      - raise: USR1
      - block_signals: [USR1]
      - sigpending
      - sigpending: USR1
        returns: true
      - sigwait: [USR1]
        who: sender
      - unblock_signals: USR1
      - set_signals: []
      - sigsuspend: []
      - alarm: 2s
      - let: {n: 1, x: n}
      - atomic: {y: y + 1}
        when: y == 0
        into: old
      - assert: n == 1
      - if: n == 1
        then: [yield]
        elif: [{if: n == 2, then: []}]
        else: []
      - while: true
        do: [break]
      - repeat: 2
        counter: i
        do: [continue]
      - call: t
        error: why
      - mark: here
        value: n
      - section: room
        do: []
      - sleep: 1ms
      - await: main.start
        times: 1
        timeout: 1s
      - return: 1
)");
  EXPECT_EQ(s.actors[3].name, "a");
  EXPECT_EQ(s.actors[3].steps.size(), 33u);
}

}  // namespace
}  // namespace rehearse
