#include "primitives/real_mutex.h"

#include "real_threads.h"

namespace rehearse {
namespace {

constexpr Wait kTry{.timeout = 0};

struct Kind {
  const char* name;
  const char* backend;
  PrimitiveOptions options;
};

struct RealMutexes : testing::TestWithParam<Kind> {
  RealMutexes() { make(object, RoomId::mutex, GetParam().backend, GetParam().options); }
  // A robust mutex stands in its owner's list for as long as it is held: its memory may not go away before.
  ~RealMutexes() override {
    while (held_ > 0) does(owner(), "release");
  }
  // Each call is one of this thread's: libc sees one owner, our word sees two.
  Effect does(ActorId actor, std::string_view verb, const Wait& wait = {}) {
    const Effect effect = perform(object, verb, actor == kAlice ? alice : bob, actor, wait);
    if (verb == "acquire" && got(effect)) ++held_;
    if (verb == "release" && done(effect)) --held_;
    return effect;
  }
  // What another thread does, from its beginning to its end.
  Effect elsewhere(ActorId actor, std::string_view verb, const Wait& wait = {}) {
    Effect effect;
    std::thread([&] {
      ThreadPort port;
      effect = perform(object, verb, port, actor, wait);
    }).join();
    return effect;
  }
  [[nodiscard]] bool checked() const {
    const PrimitiveOptions& o = GetParam().options;
    return o.recursive || o.errorcheck || o.robust;
  }
  ActorId owner() { return room(RoomId::mutex).owner(object.state); }

  World world;
  Object object;
  ScriptedPort alice{world, kAlice}, bob{world, kBob};

 private:
  int held_ = 0;
};

const Kind kKinds[] = {
    {"boost_plain", "boost", {}},
    {"boost_recursive", "boost", {.recursive = true}},
    {"posix_plain", "posix", {}},
    {"posix_recursive", "posix", {.recursive = true}},
    {"posix_errorcheck", "posix", {.errorcheck = true}},
    {"posix_robust", "posix", {.robust = true}},
    {"posix_robust_recursive", "posix", {.recursive = true, .robust = true}},
    {"posix_robust_errorcheck", "posix", {.errorcheck = true, .robust = true}},
};
INSTANTIATE_TEST_SUITE_P(Kinds, RealMutexes, testing::ValuesIn(kKinds),
                         [](const auto& kind) { return std::string(kind.param.name); });

TEST_P(RealMutexes, HaveOneOwnerAndTakePointsWhileHeld) {
  EXPECT_TRUE(got(does(kAlice, "acquire")));
  EXPECT_EQ(owner(), kAlice);
  EXPECT_TRUE(missed(elsewhere(kBob, "acquire", kTry)));
  EXPECT_TRUE(done(does(kAlice, "release")));
  EXPECT_FALSE(owner().valid());
  EXPECT_EQ(alice.log, (std::vector<std::string>{"point", "point"}));
  EXPECT_TRUE(got(elsewhere(kBob, "acquire", kTry)));
}

TEST_P(RealMutexes, CatchAReleaseByAnotherBeforeItReachesLibc) {
  does(kAlice, "acquire");
  const Effect foreign = does(kBob, "release");
  EXPECT_TRUE(checked() ? failed(foreign, symbols::eperm) : is_misuse(foreign));
  EXPECT_TRUE(missed(elsewhere(kBob, "acquire", kTry))) << "still locked";
  EXPECT_TRUE(done(does(kAlice, "release")));
}

TEST_P(RealMutexes, CatchAReleaseOfAFreeOne) {
  const Effect effect = does(kAlice, "release");
  EXPECT_TRUE(checked() ? failed(effect, symbols::eperm) : is_misuse(effect));
}

TEST_P(RealMutexes, AreTriedAgainByTheirOwnerAsPosixHasIt) {
  does(kAlice, "acquire");
  const Effect again = does(kAlice, "acquire", kTry);
  EXPECT_TRUE(GetParam().options.recursive ? got(again) : missed(again));
}

TEST_P(RealMutexes, AreRelockedWithATimeOutAsPosixHasIt) {
  does(kAlice, "acquire");
  ThreadPort port;
  const Effect again = perform(object, "acquire", port, kAlice, {.timeout = 1'000'000});
  const PrimitiveOptions& options = GetParam().options;
  EXPECT_EQ(got(again), options.recursive);
  EXPECT_EQ(failed(again, symbols::edeadlk), options.errorcheck);
  EXPECT_EQ(missed(again), !options.recursive && !options.errorcheck);
  if (got(again)) perform(object, "release", port, kAlice);
}

TEST_P(RealMutexes, WakeTheirWaiter) {
  ThreadPort mine, others;
  perform(object, "acquire", mine, kAlice);
  Effect effect;
  std::thread thread([&] {
    effect = perform(object, "acquire", others, kBob);
    perform(object, "release", others, kBob);
  });
  others.wait_until_announced();
  perform(object, "release", mine, kAlice);
  thread.join();
  EXPECT_TRUE(got(effect));
  EXPECT_FALSE(owner().valid());
}

TEST_P(RealMutexes, ComeBackFalseWhenTheirTimeIsUp) {
  does(kAlice, "acquire");
  Effect effect;
  int64_t took = 0;
  std::thread([&] {
    ThreadPort port;
    const int64_t begin = port.now();
    effect = perform(object, "acquire", port, kBob, {.timeout = 2'000'000});
    took = port.now() - begin;
  }).join();
  EXPECT_TRUE(missed(effect));
  EXPECT_GE(took, 2'000'000);
}

TEST_P(RealMutexes, ExcludeThreads) {
  int counter = 0;
  auto count = [&](ActorId actor) {
    ThreadPort port;
    for (int i = 0; i < 20'000; ++i) {
      perform(object, "acquire", port, actor);
      ++counter;
      perform(object, "release", port, actor);
    }
  };
  std::thread first(count, kAlice), second(count, kBob);
  first.join();
  second.join();
  EXPECT_EQ(counter, 40'000);
}

TEST_P(RealMutexes, HeldByTheForkingThreadAreTheChildsAsDeep) {
  const bool recursive = GetParam().options.recursive;
  does(kAlice, "acquire");
  if (recursive) does(kAlice, "acquire");
  Object child = object;
  const Room& shape = room(RoomId::mutex);
  shape.on_fork(child.state, kAlice, kBob);
  shape.backends[child.backend].after_fork(child, GetParam().options, true);
  auto bob_does = [&](std::string_view verb) { return perform(child, verb, bob, kBob); };
  for (int i = 0; i < (recursive ? 2 : 1); ++i) EXPECT_TRUE(done(bob_does("release")));
  EXPECT_EQ(look(child, 0), Value::boolean(false));
  EXPECT_TRUE(got(bob_does("acquire")));
  EXPECT_TRUE(done(bob_does("release")));
  EXPECT_EQ(owner(), kAlice) << "the parent's own is as it was";
}

TEST_P(RealMutexes, HeldByAnotherThreadStayTakenInTheChild) {
  std::atomic<bool> held{false}, over{false};
  std::thread holder([&] {
    ThreadPort port;
    perform(object, "acquire", port, kAlice);
    held = true;
    while (!over) std::this_thread::yield();
    perform(object, "release", port, kAlice);
  });
  while (!held) std::this_thread::yield();
  Object child = object;
  const Room& shape = room(RoomId::mutex);
  shape.on_fork(child.state, kMain, kBob);
  shape.backends[child.backend].after_fork(child, GetParam().options, false);
  EXPECT_TRUE(missed(perform(child, "acquire", bob, kBob, kTry)));
  EXPECT_EQ(look(child, 0), Value::boolean(true));
  over = true;
  holder.join();
}

TEST_P(RealMutexes, FoundFreeAfterAForkAreFree) {
  // As copied between another thread's owner word and its unlock.
  Object child = object;
  if (GetParam().options.robust) return;  // its bytes are left alone: a try might inherit it
  reinterpret_cast<MutexState*>(child.state)->depth = 1;
  room(RoomId::mutex).backends[child.backend].after_fork(child, GetParam().options, false);
  EXPECT_TRUE(got(perform(child, "acquire", bob, kBob, kTry)));
  EXPECT_TRUE(done(perform(child, "release", bob, kBob)));
}

// A mutex that libc has locked while our words say free: somebody was stopped or killed on the way out of a
// wait.
TEST_P(RealMutexes, ATryGivesUpAfterAMillisecondOnOneThatNobodyClaims) {
  std::atomic<bool> held{false}, over{false};
  std::thread holder([&] {
    ThreadPort port;
    perform(object, "acquire", port, kAlice);
    auto& state = *reinterpret_cast<MutexState*>(object.state);
    const MutexState saved = state;
    state.owner = -1;
    state.depth = 0;
    held = true;
    while (!over) std::this_thread::yield();
    state = saved;
    perform(object, "release", port, kAlice);
  });
  while (!held) std::this_thread::yield();
  ThreadPort port;
  const int64_t begin = port.now();
  EXPECT_TRUE(missed(perform(object, "acquire", port, kBob, kTry)));
  EXPECT_GE(port.now() - begin, 1'000'000);
  over = true;
  holder.join();
}

struct RealRobust : testing::TestWithParam<bool> {
  RealRobust() {
    make(object, RoomId::mutex, "posix", {.recursive = GetParam(), .robust = true});
    std::thread([&] {
      ThreadPort other;
      perform(object, "acquire", other, kAlice);
    }).join();
  }
  Effect does(std::string_view verb, const Wait& wait = {}) {
    return perform(object, verb, port, kBob, wait);
  }

  Object object;
  ThreadPort port;
};
INSTANTIATE_TEST_SUITE_P(Recursive, RealRobust, testing::Bool());

TEST_P(RealRobust, IsInheritedWithEownerdeadAndHeld) {
  EXPECT_EQ(look(object, 0), Value::boolean(true)) << "locked until inherited";
  EXPECT_TRUE(failed(does("acquire"), symbols::eownerdead));
  EXPECT_EQ(room(RoomId::mutex).owner(object.state), kBob);
  EXPECT_TRUE(done(does("consistent")));
  EXPECT_TRUE(done(does("release")));
  EXPECT_TRUE(got(does("acquire")));
}

TEST_P(RealRobust, ATryInheritsItToo) { EXPECT_TRUE(failed(does("acquire", kTry), symbols::eownerdead)); }

TEST_P(RealRobust, ReleasedInconsistentIsNotRecoverableForEver) {
  does("acquire");
  EXPECT_TRUE(done(does("release")));
  for (int i = 0; i < 2; ++i) EXPECT_TRUE(failed(does("acquire"), symbols::enotrecoverable));
  EXPECT_TRUE(failed(does("acquire", kTry), symbols::enotrecoverable));
  EXPECT_TRUE(failed(does("release"), symbols::eperm));
  EXPECT_TRUE(failed(does("consistent"), symbols::einval));
}

TEST_P(RealRobust, HeldInconsistentAtAForkIsSoInTheChild) {
  does("acquire");
  Object child = object;
  const Room& shape = room(RoomId::mutex);
  shape.on_fork(child.state, kBob, kMain);
  shape.backends[child.backend].after_fork(child, {.recursive = GetParam(), .robust = true}, true);
  EXPECT_TRUE(done(perform(child, "consistent", port, kMain)));
  EXPECT_TRUE(done(perform(child, "release", port, kMain)));
  EXPECT_TRUE(got(perform(child, "acquire", port, kMain)));
  EXPECT_TRUE(done(perform(child, "release", port, kMain)));
}

}  // namespace
}  // namespace rehearse
