#include "runner/report/wakers.h"

#include <gtest/gtest.h>

#include "play.h"
#include "runner/report/cause_order.h"

namespace rehearse {
namespace {

// Two actors and one object, whose verbs they use.
class OnObject : public Play {
 public:
  explicit OnObject(RoomId id) : Play("wakers"), room_(room(id)) {
    for (const char* name : {"A", "B"}) actor(name);
    ObjectInfo object;
    object.id = ObjectId(0);
    object.room = id;
    program.objects.push_back(object);
  }
  std::size_t uses(int actor, const char* verb) { return primitive(did(ActorId(actor), verb), verb); }
  std::size_t waits_in(int actor, const char* verb) { return primitive(waits(ActorId(actor), verb), verb); }
  std::size_t wakes_in(int actor, const char* verb) {
    const std::size_t index = uses(actor, verb);
    event(index).blocked = true;
    return index;
  }

 private:
  std::size_t primitive(std::size_t index, const char* verb) {
    Instruction instruction;
    instruction.op = Op::primitive;
    instruction.sub = static_cast<uint8_t>(find_verb(room_, verb));
    instruction.number = 0;
    event(index).instruction = static_cast<int32_t>(program.code.size());
    event(index).target = 0;
    program.code.push_back(instruction);
    return index;
  }
  const Room& room_;
};

TEST(Wakers, AReleaseWakesWhoWaitedForTheLock) {
  OnObject play(RoomId::lock);
  play.uses(0, "acquire");
  play.waits_in(1, "acquire");
  const auto release = play.uses(0, "release");
  const auto woken = play.wakes_in(1, "acquire");
  EXPECT_EQ(wakers_of(play.program, play.trace)[woken], release);
}

TEST(Wakers, AClearWakesNobody) {
  OnObject play(RoomId::event);
  play.waits_in(1, "wait");
  const auto set = play.uses(0, "set");
  play.uses(0, "clear");
  const auto woken = play.wakes_in(1, "wait");
  EXPECT_EQ(wakers_of(play.program, play.trace)[woken], set);
}

TEST(Wakers, AReleaseBeforeTheWaitWokeNobody) {
  OnObject play(RoomId::semaphore);
  play.uses(0, "release");
  play.waits_in(1, "acquire");
  const auto woken = play.wakes_in(1, "acquire");
  EXPECT_EQ(wakers_of(play.program, play.trace)[woken], kNobody);
}

TEST(Wakers, WhoDidNotWaitWasNotWoken) {
  OnObject play(RoomId::semaphore);
  play.uses(0, "release");
  const auto step = play.uses(1, "acquire");
  EXPECT_EQ(wakers_of(play.program, play.trace)[step], kNobody);
}

TEST(CauseOrder, AStartIsToldBeforeItsChildsFirstStep) {
  Play play("order");
  const ActorId parent = play.actor("parent"), child = play.actor("child", Play::Begun::by_start);
  play.did(parent, "before");
  const auto begins = play.did(child, "begins");
  const auto start = play.did(parent, "start(child)");
  std::vector<std::size_t> wakers(3, kNobody);
  wakers[begins] = start;
  EXPECT_EQ(in_order_of_causes(play.trace, wakers), (std::vector<std::size_t>{0, start, begins}));
}

TEST(CauseOrder, ACircleOfCausesIsToldAnyhow) {
  Play play("circle");
  const ActorId a = play.actor("A"), b = play.actor("B");
  play.did(a, "x");
  play.did(b, "y");
  EXPECT_EQ(in_order_of_causes(play.trace, {1, 0}).size(), 2u);
}

}  // namespace
}  // namespace rehearse
