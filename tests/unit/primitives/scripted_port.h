// A world of actors that all live in this one thread. Whatever happens while an actor waits is written down
// beforehand: each time it would sleep, the next line of its script runs. It watches the rules of ports.h as
// it goes.
#pragma once
#include <gtest/gtest.h>

#include <deque>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "meaning.h"
#include "primitives/ports.h"

namespace rehearse {

struct World {
  int64_t clock = 1000;
  bool guarded = false;
  uint32_t park_words[3]{};
  bool granted[3]{};
};

class ScriptedPort : public Port {
 public:
  ScriptedPort(World& world, ActorId actor) : world_(world), actor_(actor) {}

  // Each runs in turn when the actor would sleep; a sleep beyond them is one for ever.
  std::deque<std::function<void()>> script;
  std::vector<std::string> log;
  int64_t deadline = 0;

  void handler_runs() {
    interrupted_ = true;
    ++world_.park_words[actor_.index()];
  }

  int64_t now() override { return world_.clock; }
  void lock_guard() override {
    EXPECT_FALSE(world_.guarded);
    world_.guarded = true;
  }
  void unlock_guard() override {
    EXPECT_TRUE(world_.guarded);
    world_.guarded = false;
  }
  void point() override { log.push_back("point"); }
  void announce(const Object& object, int64_t until) override {
    EXPECT_FALSE(world_.guarded);
    EXPECT_TRUE(native(object) == object.waiting.contains(actor_)) << "announced before it was enlisted";
    deadline = until;
    interrupted_ = false;
    log.push_back("announce");
  }
  void awake() override { log.push_back("awake"); }
  bool interrupted() override { return interrupted_; }
  void enlist(Object& object) override {
    EXPECT_TRUE(world_.guarded);
    EXPECT_FALSE(object.waiting.contains(actor_));
    object.waiting.insert(actor_);
    world_.granted[actor_.index()] = false;
    log.push_back("enlist");
  }
  void withdraw(Object& object) override {
    EXPECT_TRUE(world_.guarded);
    object.waiting.erase(actor_);
    log.push_back("withdraw");
  }
  bool granted() override { return world_.granted[actor_.index()]; }
  void wake(Object& object, Effect::Wake how, int32_t grants) override {
    EXPECT_TRUE(world_.guarded);
    object.waiting.for_each([&](ActorId waiter) {
      ++world_.park_words[waiter.index()];
      if (how == Effect::Wake::grant && grants-- != 0) world_.granted[waiter.index()] = true;
    });
  }
  uint32_t park_word() override {
    EXPECT_TRUE(world_.guarded);
    return world_.park_words[actor_.index()];
  }
  void park(uint32_t seen, int64_t until) override {
    EXPECT_FALSE(world_.guarded);
    log.push_back("park");
    if (world_.park_words[actor_.index()] == seen && world_.clock < until) sleep();
  }
  void open_gate() override {
    EXPECT_FALSE(gate_open_);
    gate_open_ = true;
    if (!script.empty()) sleep();
  }
  void shut_gate() override {
    EXPECT_TRUE(gate_open_);
    gate_open_ = false;
  }

 private:
  static bool native(const Object& object) {
    return room(object.room).backends[object.backend].perform == nullptr;
  }
  void sleep() {
    if (script.empty()) throw std::runtime_error("sleeps for ever");
    const std::function<void()> next = script.front();
    script.pop_front();
    next();
  }

  World& world_;
  ActorId actor_;
  bool interrupted_ = false;
  bool gate_open_ = false;
};

// An object as the stage lays it out, by a backend's name.
inline void make(Object& object, RoomId id, std::string_view backend, const PrimitiveOptions& options = {}) {
  const Room& shape = room(id);
  object.room = id;
  shape.init(object.state, options);
  for (std::size_t i = 0; i < shape.backends.size(); ++i)
    if (shape.backends[i].name == backend) object.backend = static_cast<uint8_t>(i);
  const Backend& chosen = shape.backends[object.backend];
  ASSERT_EQ(chosen.name, backend);
  if (chosen.create != nullptr) chosen.create(object, options);
}

inline Effect perform(Object& object, std::string_view verb, Port& port, ActorId actor,
                      const Wait& wait = {}) {
  return perform(object, verb_of(room(object.room), verb), port,
                 {.actor = actor, .process = actor, .argument = Value::unset()}, wait);
}

}  // namespace rehearse
