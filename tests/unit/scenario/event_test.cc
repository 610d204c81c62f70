#include <gtest/gtest.h>
#include <signal.h>

#include "sample.h"

namespace rehearse {
namespace {

using Key = EventKey::Kind;
using Kind = Step::Kind;
using Suffix = EventPattern::Suffix;

class EventTest : public ::testing::Test {
 protected:
  const EventPattern& read(std::string_view text) {
    static const EventPattern kNone;
    Environment environment = sample_.environment(Environment::Where::expectation);
    const int number = read_event(Sample::scalar(text), environment);
    return number < 0 ? kNone : sample_.scenario.patterns[static_cast<std::size_t>(number)];
  }
  std::string complaint(std::string_view text) {
    sample_.diagnostics.clear();
    read(text);
    return sample_.complaints();
  }
  // What the whole check says of one event.
  std::string checked(std::string_view text) {
    sample_.diagnostics.clear();
    sample_.scenario.patterns.clear();
    read(text);
    check_patterns(sample_.scenario, sample_.diagnostics);
    return sample_.complaints();
  }
  const EventKey& key(Key kind) {
    static const EventKey kNone;
    for (const EventKey& each : sample_.scenario.patterns.back().keys)
      if (each.kind == kind) return each;
    ADD_FAILURE() << "no such key";
    return kNone;
  }
  Symbol symbol(std::string_view text) { return sample_.scenario.symbols.intern(text); }
  Expression expression(std::string_view text) {
    Environment environment = sample_.environment();
    return read_expression(Sample::scalar(text), environment);
  }
  Step& primitive(std::string_view actor, std::string_view resource, std::string_view verb) {
    Step& step = sample_.add_step(actor, Kind::primitive);
    Environment environment = sample_.environment();
    step.resource = read_resource(Sample::scalar(resource), environment);
    const Resource& found = sample_.scenario.resources[static_cast<std::size_t>(step.resource->resource)];
    step.verb = find_verb(room(found.room), verb);
    return step;
  }
  ActorRef to(std::string_view actor) {
    ActorRef reference;
    reference.actor = sample_.actor(actor);
    return reference;
  }
  Sample sample_;
};

TEST_F(EventTest, ANameAloneMayBeASpanALabelAVerbOrBuiltIn) {
  EXPECT_EQ(read("a.pause").keys.size(), 3U);
  EXPECT_TRUE(key(Key::verb).any_target);
  EXPECT_EQ(read("a.exit").keys.size(), 3U);
  key(Key::exit);
  EXPECT_EQ(read("a.stopped").keys.back().kind, Key::stopped);
  EXPECT_EQ(sample_.complaints(), "");
}

TEST_F(EventTest, ActorsAndTheirCopies) {
  EXPECT_EQ(read("a.x").actors, std::vector{ActorId(1)});
  EXPECT_FALSE(read("a.x").many_actors);
  EXPECT_EQ(read("worker[n - 1].x").actors, std::vector{ActorId(4)});
  EXPECT_FALSE(read("worker[1].x").many_actors);
  EXPECT_EQ(read("worker.x").actors.size(), 3U);
  EXPECT_TRUE(read("worker.x").many_actors);
  EXPECT_TRUE(read("worker[*].x").many_actors);
  EXPECT_EQ(read("*.x").actors.size(), 6U);
  EXPECT_TRUE(read("*.x").many_actors);
}

TEST_F(EventTest, TargetsAreWorkedOut) {
  read("a.acquire(fork[n - 2])");
  EXPECT_EQ(key(Key::verb).objects, std::vector{ObjectId(7)});
  read("a.acquire(fork)");
  EXPECT_EQ(key(Key::verb).objects.size(), 3U);
  EXPECT_FALSE(key(Key::verb).any_target);
  read("main.start(worker[1])");
  EXPECT_EQ(key(Key::verb).actors, std::vector{ActorId(3)});
  read("main.join(worker)");
  EXPECT_EQ(key(Key::verb).actors.size(), 3U);
  read("a.raise(SIGRTMIN+2)");
  EXPECT_EQ(key(Key::verb).signals, std::vector{SIGRTMIN + 2});
  read("a.let(mine)");
  EXPECT_EQ(key(Key::verb).names, std::vector{symbol("mine")});
  read("a.let(xs[1])");
  EXPECT_EQ(key(Key::verb).objects, std::vector{ObjectId(10)});
  read("a.handler(USR1)");
  EXPECT_EQ(key(Key::handler).signals, std::vector{SIGUSR1});
  EXPECT_EQ(sample_.complaints(), "");
}

TEST_F(EventTest, EndingsAndOccurrences) {
  EXPECT_EQ(read("a.acquire(m).blocks#2").suffix, Suffix::blocks);
  EXPECT_EQ(read("a.acquire(m).blocks#2").occurrence, 2);
  EXPECT_EQ(read("a.eat#last").occurrence, EventPattern::kLast);
  EXPECT_EQ(read("a.eat#n").occurrence, 3);
  EXPECT_EQ(read("a.eat.fails").keys.size(), 1U);
  EXPECT_EQ(read("a.room.end").keys[0].kind, Key::span);
  EXPECT_EQ(read("a.handler(SIGUSR1).end").suffix, Suffix::end);
  EXPECT_EQ(read("a.handler(SIGUSR1).begin").suffix, Suffix::plain);
  EXPECT_EQ(sample_.complaints(), "");
}

TEST_F(EventTest, MistakesAreNamedWhereTheyStand) {
  EXPECT_EQ(complaint("eat"),
            "4: an event needs a name after its actor: `actor.name` | an event is written "
            "`actor.label`, `actor.verb(target)`, `actor.label.blocks#2`\n");
  EXPECT_EQ(complaint("b.eat"), "1: there is no actor `b` | there are `main`, `a`, `worker` and `t`\n");
  EXPECT_EQ(complaint("a[0].eat"), "3: `a` has no `count`, so it takes no index\n");
  EXPECT_EQ(complaint("worker[3].eat"), "8: `worker` has no copy 3 | they go from 0 to 2\n");
  EXPECT_EQ(complaint("worker[index].eat"),
            "8: `index` is not known before the run | only numbers and params stand here\n");
  EXPECT_EQ(complaint("a.acquire(mm)"),
            "11: there is no resource `mm` | there are `l`, `m`, `s`, `e`, `x`, `y`, `fork` "
            "and `xs`\n");
  EXPECT_EQ(complaint("a.aquire(m)"), "3: unknown verb `aquire` in an event | did you mean `acquire`?\n");
  EXPECT_EQ(complaint("a.set(l)"), "3: a lock has no `set` | it has `acquire`, `release` and `locked`\n");
  EXPECT_EQ(complaint("a.eat.block"), "7: unknown ending `.block` of an event | did you mean `blocks`?\n");
  EXPECT_EQ(complaint("a.eat#0"),
            "7: occurrences are counted from 1 | `#1` is the first, `#last` the last\n");
  EXPECT_EQ(complaint("a.acquire(m).begin"),
            "14: only spans and handlers have a `.begin` | the event of a step is its end\n");
  EXPECT_EQ(complaint("a.put(q)"), "3: `put` is not supported yet\n");
  EXPECT_EQ(complaint("a.pause(m)"),
            "9: `pause` names nothing, so its event has no parentheses | write `a.pause`\n");
  EXPECT_EQ(complaint("a.with(m)"),
            "3: `with` has no event of its own | its events are those of `acquire` and `release`\n");
  EXPECT_EQ(complaint("a.mark(eat)"),
            "3: `mark` has no event of its own | the event is named after it: `a.eat`\n");
  EXPECT_EQ(complaint("a.handler(SIGKILL)"), "11: `SIGKILL` cannot be handled\n");
  EXPECT_EQ(complaint("self.eat"), "1: an event names its actor | write the actor's own name for `self`\n");
}

TEST_F(EventTest, AnEventNeedsAStepThatMakesIt) {
  primitive("a", "m", "acquire").modifiers.label = symbol("got");
  sample_.add_step("a", Kind::mark).name = symbol("eating");
  sample_.add_step("a", Kind::pause);
  EXPECT_EQ(checked("a.acquire(m)"), "");
  EXPECT_EQ(checked("a.acquire(m).blocks"), "");
  EXPECT_EQ(checked("a.got.blocks"), "");
  EXPECT_EQ(checked("a.eating"), "");
  EXPECT_EQ(checked("*.eating"), "");
  EXPECT_EQ(checked("a.pause.blocks#2"), "");
  EXPECT_EQ(checked("main.exit"), "");
  EXPECT_EQ(checked("a.acquire(l)"),
            "1: no step can make the event `a.acquire(l)` | did you mean `acquire(m)`?\n");
  EXPECT_EQ(checked("a.eatin"), "1: no step can make the event `a.eatin` | did you mean `eating`?\n");
  EXPECT_EQ(checked("a.eating.blocks"),
            "1: no step can make the event `a.eating.blocks` | that step never has to wait\n");
  EXPECT_EQ(checked("main.eating"), "1: no step can make the event `main.eating` | `a.eating` exists\n");
}

TEST_F(EventTest, AnElementIsWorkedOutForEachCopy) {
  primitive("worker", "fork[(index + 1) % n]", "acquire");
  EXPECT_EQ(checked("worker[0].acquire(fork[1])"), "");
  EXPECT_EQ(checked("worker[2].acquire(fork[0])"), "");
  EXPECT_EQ(checked("worker.acquire(fork[2])"), "");
  EXPECT_NE(checked("worker[0].acquire(fork[0])"), "");
}

TEST_F(EventTest, AnElementThatOnlyTheRunKnowsMayBeAny) {
  primitive("a", "fork[mine]", "acquire");
  EXPECT_EQ(checked("a.acquire(fork[2])"), "");
}

TEST_F(EventTest, WithAcquiresAndReleases) {
  Step& with = primitive("a", "m", "acquire");
  with.kind = Kind::with;
  with.verb_release = find_verb(room(RoomId::mutex), "release");
  EXPECT_EQ(checked("a.acquire(m).blocks"), "");
  EXPECT_EQ(checked("a.release(m)"), "");
  EXPECT_NE(checked("a.locked(m)"), "");
}

TEST_F(EventTest, OnlyThePossibleMeaningIsLeft) {
  sample_.add_step("a", Kind::section).name = symbol("room");
  EXPECT_EQ(checked("a.room"), "");
  EXPECT_EQ(sample_.scenario.patterns.back().keys.size(), 1U);
  key(Key::span);
  EXPECT_EQ(checked("a.room.end"), "");
  sample_.add_step("a", Kind::mark).name = symbol("exit");
  EXPECT_EQ(checked("a.exit"), "");
  EXPECT_EQ(sample_.scenario.patterns.back().keys.size(), 2U);
}

TEST_F(EventTest, ExclusiveAndInsideWantSpans) {
  sample_.add_step("a", Kind::mark).name = symbol("eat");
  Expectation& expectation = sample_.scenario.expectations.emplace_back();
  expectation.kind = Expectation::Kind::exclusive;
  expectation.events = {0};
  EXPECT_EQ(checked("a.eat"),
            "1: `exclusive` wants a span, and `a.eat` is a point | a span is made by `section: name`, "
            "and named without `.begin` or `.end`\n");
  sample_.add_step("a", Kind::section).name = symbol("eat");
  EXPECT_EQ(checked("a.eat"), "");
  EXPECT_EQ(sample_.scenario.patterns.back().keys.size(), 1U);
}

TEST_F(EventTest, HandlersStepsBelongToAllThatMayInheritThem) {
  Step& action = sample_.add_step("a", Kind::sigaction);
  action.signal = expression("SIGUSR1");
  Step mark;
  mark.kind = Kind::mark;
  mark.name = symbol("handled");
  action.body.push_back(mark);
  EXPECT_EQ(checked("a.handled"), "");
  EXPECT_EQ(checked("t.handled"), "");
  EXPECT_NE(checked("worker.handled"), "");
  EXPECT_EQ(checked("t.handler(SIGUSR1)"), "");
  EXPECT_EQ(checked("worker.handler(SIGUSR1)"),
            "1: `worker` can have no handler of SIGUSR1 | there is no `sigaction: SIGUSR1` in its process, "
            "and nobody "
            "sends it SIGUSR1\n");
  sample_.add_step("t", Kind::start).actor = to("worker");
  EXPECT_EQ(checked("worker.handled"), "");
  EXPECT_EQ(checked("worker[1].handler(SIGUSR1)"), "");
}

TEST_F(EventTest, AHandlerMayBeNamedWhereTheSignalIsSent) {
  EXPECT_NE(checked("main.handler(SIGTERM)"), "");
  sample_.add_step("a", Kind::terminate).actor = to("main");
  EXPECT_EQ(checked("main.handler(SIGTERM)"), "");
  EXPECT_EQ(checked("main.stopped"),
            "1: no step can make the event `main.stopped` | nobody sends it a signal that "
            "stops, such as SIGSTOP\n");
  Step& kill = sample_.add_step("a", Kind::kill);
  kill.actor = to("main");
  kill.signal = expression("SIGSTOP");
  EXPECT_EQ(checked("main.stopped"), "");
  EXPECT_NE(checked("main.continued"), "");
}

TEST_F(EventTest, ATasksOwnNameIsCalledAsItIsWritten) {
  sample_.scenario.actors[1].names.push_back("enter#2.turn");
  Step& let = sample_.add_step("a", Kind::let);
  let.assignments.resize(1);
  let.assignments[0].name = 2;
  EXPECT_EQ(checked("a.let(turn)"), "");
}

TEST_F(EventTest, LetsNameWordsAndNames) {
  Step& let = sample_.add_step("a", Kind::let);
  let.assignments.resize(2);
  let.assignments[0].name = 0;
  let.assignments[1].word.emplace().resource = sample_.resource("x");
  EXPECT_EQ(checked("a.let(mine)"), "");
  EXPECT_EQ(checked("a.let(x)"), "");
  EXPECT_EQ(checked("a.let(seen)"),
            "1: no step can make the event `a.let(seen)` | did you mean `let(mine)`?\n");
  EXPECT_EQ(checked("a.let(l)"), "7: a lock is no variable, and `let` writes variables\n");
}

}  // namespace
}  // namespace rehearse
