// What compiled steps do: each test runs one actor alone; its `assert` steps must hold.
#include "from_yaml.h"
#include "machine.h"
#include "parts.h"

namespace rehearse {
namespace {

using Notes = std::vector<std::string>;

struct Ran {
  Trap trap = Trap::none;
  Notes notes;
};

// `steps` at their place below `steps:` of main.
Ran run(const std::string& steps, const std::string& before = "") {
  const Program program =
      from_yaml::program("scenario: test\n" + before + "actors:\n  main:\n    steps:" + steps);
  if (program.actors.empty()) return {Trap::overflow, {}};
  EXPECT_EQ(broken_parts(program), "");
  Machine machine(program);
  const Trap trap = machine.run();
  return {trap, machine.notes()};
}

constexpr const char* kLocks = R"(
resources:
  a: lock
  b: lock
  x: {shared: 0}
  n: {atomic: 5}
)";

TEST(Meaning, ARepeatCountsItselfEvenWhereItsCounterIsWritten) {
  const Ran ran = run(R"(
      - let: {sum: 0}
      - repeat: 4
        counter: i
        do:
          - let: {sum: sum + i}
          - let: {i: 100}
      - assert: sum == 6 and i == 100
)");
  EXPECT_EQ(ran.trap, Trap::none);
}

TEST(Meaning, BreakAndContinueReleaseWhatTheirRoundTook) {
  const Ran ran = run(R"(
      - repeat: 5
        counter: i
        do:
          - with: a
            do:
              - section: s
                do:
                  - with: b
                    do:
                      - if: i == 1
                        then:
                          - continue
                      - if: i == 3
                        then:
                          - break
                      - mark: body
          - assert: not a.locked and not b.locked
      - assert: not a.locked and not b.locked and i == 3
)",
                      kLocks);
  EXPECT_EQ(ran.trap, Trap::none);
  EXPECT_EQ(ran.notes, (Notes{"begin s", "body", "end s", "begin s", "end s", "begin s", "body", "end s",
                              "begin s", "end s"}));
}

TEST(Meaning, BreakLeavesOnlyTheInnermostLoop) {
  const Ran ran = run(R"(
      - let: {rounds: 0}
      - with: a
        do:
          - while: rounds < 3
            do:
              - let: {rounds: rounds + 1}
              - while: true
                do:
                  - break
              - assert: a.locked
      - assert: rounds == 3 and not a.locked
)",
                      kLocks);
  EXPECT_EQ(ran.trap, Trap::none);
}

TEST(Meaning, AnElifIsTriedInTurnAndElseIsLast) {
  const Ran ran = run(R"(
      - repeat: 4
        counter: i
        do:
          - if: i == 0
            then: [{mark: zero}]
            elif:
              - {if: i == 1, then: [{mark: one}]}
              - {if: i < 3, then: [{mark: two}]}
            else: [{mark: more}]
            as: done
)");
  EXPECT_EQ(ran.notes, (Notes{"zero", "done", "one", "done", "two", "done", "more", "done"}));
}

constexpr const char* kTasks = R"(
resources:
  a: lock
tasks:
  half:
    params: [n]
    steps:
      - with: a
        do:
          - section: inside
            do:
              - if: n % 2 == 1
                then:
                  - fail: Odd
              - return: n / 2
  twice:
    params: [n]
    steps:
      - call: half
        args: {n: n}
        into: h
        error: why
      - if: why == 'ok'
        then:
          - return: h * 4
  forgets:
    - if: first == 1
      then:
        - let: {own: 1}
    - let: {seen: own}
)";

TEST(Meaning, ATaskReturnsOrFailsAndReleasesOnItsWay) {
  const Ran ran = run(R"(
      - call: half
        args: {n: 8}
        returns: 4
      - call: half
        args: {n: 7}
        fails: Odd
      - assert: not a.locked
)",
                      kTasks);
  EXPECT_EQ(ran.trap, Trap::none);
  EXPECT_EQ(ran.notes, (Notes{"begin inside", "end inside", "call half", "begin inside", "end inside",
                              "call half fails"}));
}

TEST(Meaning, AFailureThatNobodyProvidesForTraps) {
  EXPECT_EQ(run(R"(
      - call: half
        args: {n: 7}
)",
                kTasks)
                .trap,
            Trap::step_failed);
}

TEST(Meaning, ACallWithinACallGivesItsResultToTheCaller) {
  const Ran ran = run(R"(
      - call: twice
        args: {n: 6}
        into: r
      - call: twice
        args: {n: 5}
        into: none_returned
      - assert: r == 12 and none_returned == none
)",
                      kTasks);
  EXPECT_EQ(ran.trap, Trap::none);
}

TEST(Meaning, ATasksOwnNamesBeginUnsetAtEachCall) {
  EXPECT_EQ(run(R"(
      - repeat: 2
        counter: i
        do:
          - call: forgets
            args: {first: 1 - i}
)",
                kTasks)
                .trap,
            Trap::unset_name);
}

TEST(Meaning, IntoIsWrittenOnlyOnSuccess) {
  const Ran ran = run(R"(
      - let: {r: 7}
      - call: half
        args: {n: 1}
        into: r
        error: e
      - assert: r == 7 and e == 'Odd'
      - call: half
        args: {n: 2}
        into: r
        error: e
      - assert: r == 1 and e == 'ok'
)",
                      kTasks);
  EXPECT_EQ(ran.trap, Trap::none);
}

TEST(Meaning, ACatchRunsItsStepsAndGoesOnBehindTheStep) {
  const Ran ran = run(R"(
      - repeat: 2
        do:
          - release: a
            catch:
              EPERM:
                - mark: was_free
                - acquire: a
      - assert: not a.locked
)",
                      kLocks);
  EXPECT_EQ(ran.trap, Trap::none);
  EXPECT_EQ(ran.notes, Notes{"was_free"});
}

TEST(Meaning, AWithThatWasNotHadSkipsItsStepsAndReleasesNothing) {
  const Ran ran = run(R"(
      - acquire: a
      - with: a
        blocking: false
        into: had
        do:
          - mark: never
      - assert: a.locked and not had
)",
                      kLocks);
  EXPECT_EQ(ran.trap, Trap::none);
  EXPECT_EQ(ran.notes, Notes{});
}

TEST(Meaning, AnAtomicGivesTheOldValueEvenWhereItDidNothing) {
  const Ran ran = run(R"(
      - atomic: {n: n + 1, got: n}
        when: n == 5
        into: old
      - assert: n == 6 and old == 5 and got == 6
      - atomic: {n: 0}
        when: n == 5
        into: old
      - assert: n == 6 and old == 6
)",
                      kLocks);
  EXPECT_EQ(ran.trap, Trap::none);
}

TEST(Meaning, AndAndOrStopEarlyAndGiveBooleans) {
  const Ran ran = run(R"(
      - let: {t: 2, f: 0}
      - let: {both: t and 3, either: f or 7}
      - assert: both == true and either == true
      - assert: f == 0 or 1 / f == 1
      - assert: not (f != 0 and 1 / f == 1)
      - while: not (t == 0 or x == 1 and t != 5)
        do:
          - let: {x: 1}
      - assert: not f and t and not (f and t)
)",
                      kLocks);
  EXPECT_EQ(ran.trap, Trap::none);
}

TEST(Meaning, AReturnOfTheActorReleasesAndEndsIt) {
  const Ran ran = run(R"(
      - section: s
        do:
          - with: a
            do:
              - return
      - mark: never
)",
                      kLocks);
  EXPECT_EQ(ran.trap, Trap::none);
  EXPECT_EQ(ran.notes, (Notes{"begin s", "end s"}));
}

TEST(Meaning, AWithKeepsTheElementThatItTook) {
  const Ran ran = run(R"(
      - let: {i: 0}
      - with: f[i]
        do:
          - let: {i: 2}
      - assert: not f[0].locked
      - acquire: f[i]
      - assert: f[2].locked
      - let: {i: 3}
      - release: f[i]
)",
                      "resources: {f: {array: 3, of: lock}}\n");
  EXPECT_EQ(ran.trap, Trap::index_out_of_range);
}

}  // namespace
}  // namespace rehearse
