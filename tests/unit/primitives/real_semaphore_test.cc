#include "primitives/real_semaphore.h"

#include <pthread.h>
#include <signal.h>

#include "real_threads.h"

namespace rehearse {
namespace {

// Both backends, and the locks that stand on them.
struct RealSemaphores : testing::TestWithParam<const char*> {
  void make_semaphore(int64_t value) { make(object, RoomId::semaphore, GetParam(), {.value = value}); }
  Effect does(ActorId actor, std::string_view verb, const Wait& wait = {}) {
    return perform(object, verb, actor == kAlice ? alice : bob, actor, wait);
  }

  World world;
  Object object;
  ScriptedPort alice{world, kAlice}, bob{world, kBob};
};

INSTANTIATE_TEST_SUITE_P(Backends, RealSemaphores, testing::Values("posix", "boost"),
                         [](const auto& backend) { return std::string(backend.param); });

TEST_P(RealSemaphores, AdmitAsManyAsTheirValueWithoutAPoint) {
  make_semaphore(2);
  EXPECT_TRUE(got(does(kAlice, "acquire")));
  EXPECT_TRUE(got(does(kBob, "acquire")));
  EXPECT_TRUE(missed(does(kAlice, "acquire", {.timeout = 0})));
  EXPECT_TRUE(alice.log.empty());
}

TEST_P(RealSemaphores, WaitAnnouncedUntilOneIsGivenBack) {
  make_semaphore(0);
  alice.script = {[&] { does(kBob, "release"); }};
  EXPECT_TRUE(got(does(kAlice, "acquire")));
  EXPECT_EQ(alice.log, (std::vector<std::string>{"announce", "awake"}));
}

TEST_P(RealSemaphores, EndAnInterruptibleWaitWhenAHandlerRan) {
  make_semaphore(0);
  alice.script = {[&] { alice.handler_runs(); }};
  EXPECT_TRUE(failed(does(kAlice, "acquire", {.interruptible = true}), symbols::eintr));
  EXPECT_EQ(alice.log.back(), "awake");
}

TEST_P(RealSemaphores, ReleaseOneAtATimeAlone) {
  make_semaphore(0);
  EXPECT_TRUE(failed(perform(object, verb_of(room(RoomId::semaphore), "release"), alice,
                             {.actor = kAlice, .process = kAlice, .argument = Value::integer(2)}, {}),
                     symbols::einval));
}

TEST_P(RealSemaphores, OverflowWherePosixDoes) {
  make_semaphore(2147483647);
  EXPECT_TRUE(failed(does(kAlice, "release"), symbols::eoverflow));
}

TEST_P(RealSemaphores, AreLookedAtThroughTheRealObject) {
  make_semaphore(3);
  does(kAlice, "acquire");
  EXPECT_EQ(look(object, 0), Value::integer(2));
  EXPECT_EQ(does(kAlice, "get_value").result, Value::integer(2));
}

TEST_P(RealSemaphores, AreMadeAnewAfterAForkWithTheSameValue) {
  make_semaphore(3);
  does(kAlice, "acquire");
  Object child = object;
  room(RoomId::semaphore).backends[object.backend].after_fork(child, {}, false);
  does(kAlice, "acquire");
  EXPECT_EQ(look(child, 0), Value::integer(2));
  EXPECT_EQ(look(object, 0), Value::integer(1));
}

TEST_P(RealSemaphores, LeaveTheBoundToNative) {
  const Backend& backend = room(RoomId::semaphore).backends[std::string_view(GetParam()) == "posix" ? 1 : 2];
  EXPECT_FALSE(backend.offers({.value = 1, .bound = 1}));
  EXPECT_TRUE(backend.offers({.value = 1}));
}

TEST_P(RealSemaphores, WakeThreadsThatSleep) {
  make_semaphore(0);
  ThreadPort sleeper, waker;
  Effect effect;
  std::thread thread([&] { effect = perform(object, "acquire", sleeper, kAlice); });
  sleeper.wait_until_announced();
  perform(object, "release", waker, kBob);
  thread.join();
  EXPECT_TRUE(got(effect));
}

TEST_P(RealSemaphores, ComeBackFalseWhenTheirTimeIsUp) {
  make_semaphore(0);
  ThreadPort port;
  const int64_t begin = port.now();
  EXPECT_TRUE(missed(perform(object, "acquire", port, kAlice, {.timeout = 2'000'000})));
  EXPECT_GE(port.now() - begin, 2'000'000);
  EXPECT_EQ(port.awoken.load(), 1);
}

thread_local ThreadPort* handled_by = nullptr;
void count_handler(int) { ++handled_by->handlers; }

void install_handler() {
  struct sigaction action {};
  action.sa_handler = count_handler;
  ASSERT_EQ(sigaction(SIGUSR1, &action, nullptr), 0);
}

// A signal may come before the thread sleeps, and then does not end its wait: so they are sent until one
// does.
TEST_P(RealSemaphores, FailEintrWhenASignalComesInTheirSleep) {
  install_handler();
  make_semaphore(0);
  ThreadPort port;
  Effect effect;
  std::atomic<bool> over{false};
  std::thread thread([&] {
    handled_by = &port;
    effect = perform(object, "acquire", port, kAlice, {.interruptible = true});
    over = true;
  });
  port.wait_until_announced();
  while (!over) {
    pthread_kill(thread.native_handle(), SIGUSR1);
    std::this_thread::yield();
  }
  thread.join();
  EXPECT_TRUE(failed(effect, symbols::eintr));
}

TEST_P(RealSemaphores, SleepOnAfterASignalThatMayNotInterrupt) {
  install_handler();
  make_semaphore(0);
  ThreadPort port, waker;
  Effect effect;
  std::thread thread([&] {
    handled_by = &port;
    effect = perform(object, "acquire", port, kAlice);
  });
  port.wait_until_announced();
  for (int i = 1; i <= 20; ++i) {
    pthread_kill(thread.native_handle(), SIGUSR1);
    while (port.handlers.load() < i) std::this_thread::yield();
  }
  EXPECT_EQ(port.awoken.load(), 0);
  perform(object, "release", waker, kBob);
  thread.join();
  EXPECT_TRUE(got(effect));
}

}  // namespace
}  // namespace rehearse
