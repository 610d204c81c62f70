// Real objects between real processes: owners that are killed, and what a fork copies.
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <new>

#include "primitives/mutex.h"
#include "real_threads.h"

namespace rehearse {
namespace {

constexpr Wait kTry{.timeout = 0};

// Two objects in memory that processes share: one, and room for a child's copy of it.
struct Processes : testing::Test {
  Processes() {
    void* memory =
        mmap(nullptr, sizeof(Object) * 2, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    EXPECT_NE(memory, MAP_FAILED);
    object = new (memory) Object;
    copy = new (object + 1) Object;
  }
  ~Processes() override { munmap(object, sizeof(Object) * 2); }

  // What a child does; it ends with 0 where that is true.
  template <class F>
  static int in_child(F does) {
    const pid_t pid = fork();
    if (pid == 0) _exit(does() ? 0 : 1);
    int status = 0;
    EXPECT_EQ(waitpid(pid, &status, 0), pid);
    return status;
  }
  void killed_while_holding() {
    const int status = in_child([&] {
      perform(*object, "acquire", port, kAlice);
      return raise(SIGKILL) == 0;
    });
    ASSERT_TRUE(WIFSIGNALED(status));
  }
  // As a process-scope object comes into a forked child.
  void inherit(const PrimitiveOptions& options, ActorId parent, ActorId child) {
    *copy = *object;
    const Room& shape = room(copy->room);
    const bool mine = shape.owner(copy->state) == parent;
    shape.on_fork(copy->state, parent, child);
    shape.backends[copy->backend].after_fork(*copy, options, mine);
  }

  Object* object = nullptr;
  Object* copy = nullptr;
  ThreadPort port;
};

TEST_F(Processes, APlainMutexStaysHeldByItsKilledOwner) {
  for (const char* backend : {"boost", "posix"}) {
    make(*object, RoomId::mutex, backend);
    killed_while_holding();
    EXPECT_TRUE(missed(perform(*object, "acquire", port, kBob, kTry))) << backend;
    EXPECT_EQ(room(RoomId::mutex).owner(object->state), kAlice) << backend;
    EXPECT_EQ(look(*object, 0), Value::boolean(true)) << backend;
  }
}

TEST_F(Processes, ARobustMutexIsInheritedFromItsKilledOwner) {
  make(*object, RoomId::mutex, "posix", {.robust = true});
  killed_while_holding();
  EXPECT_TRUE(failed(perform(*object, "acquire", port, kBob), symbols::eownerdead));
  EXPECT_TRUE(done(perform(*object, "consistent", port, kBob)));
  EXPECT_TRUE(done(perform(*object, "release", port, kBob)));
}

TEST_F(Processes, AWaiterInheritsARobustMutexTheMomentItsOwnerIsKilled) {
  make(*object, RoomId::mutex, "posix", {.robust = true});
  int pipe_ends[2];
  ASSERT_EQ(pipe(pipe_ends), 0);
  const pid_t owner = fork();
  if (owner == 0) {
    perform(*object, "acquire", port, kAlice);
    (void)!write(pipe_ends[1], "x", 1);
    for (;;) pause();
  }
  char held = 0;
  ASSERT_EQ(read(pipe_ends[0], &held, 1), 1);
  Effect effect;
  std::thread waiter([&] {
    effect = perform(*object, "acquire", port, kBob);
    perform(*object, "release", port, kBob);
  });
  port.wait_until_announced();
  kill(owner, SIGKILL);
  waiter.join();
  EXPECT_TRUE(failed(effect, symbols::eownerdead));
  EXPECT_EQ(waitpid(owner, nullptr, 0), owner);
  close(pipe_ends[0]);
  close(pipe_ends[1]);
}

TEST_F(Processes, ALockAndASemaphoreStayTakenByWhoWasKilledAndAnyoneGivesThemBack) {
  for (const char* backend : {"posix", "boost"})
    for (RoomId id : {RoomId::lock, RoomId::semaphore}) {
      make(*object, id, backend, {.value = 1});
      killed_while_holding();
      EXPECT_TRUE(missed(perform(*object, "acquire", port, kBob, kTry))) << backend;
      EXPECT_TRUE(done(perform(*object, "release", port, kBob))) << backend;
      EXPECT_TRUE(got(perform(*object, "acquire", port, kBob, kTry))) << backend;
    }
}

TEST_F(Processes, ProcessesExcludeEachOtherOnEveryBackend) {
  const struct {
    RoomId id;
    const char* backend;
  } all[] = {{RoomId::mutex, "boost"}, {RoomId::mutex, "posix"},     {RoomId::lock, "boost"},
             {RoomId::lock, "posix"},  {RoomId::semaphore, "boost"}, {RoomId::semaphore, "posix"}};
  for (const auto& [id, backend] : all) {
    make(*object, id, backend, {.value = 1});
    auto* counter = reinterpret_cast<int64_t*>(copy->state);
    *counter = 0;
    auto count = [&](ActorId actor) {
      for (int i = 0; i < 5000; ++i) {
        perform(*object, "acquire", port, actor);
        *counter = *counter + 1;
        perform(*object, "release", port, actor);
      }
      return true;
    };
    const pid_t other = fork();
    if (other == 0) _exit(count(kAlice) ? 0 : 1);
    count(kBob);
    EXPECT_EQ(waitpid(other, nullptr, 0), other);
    EXPECT_EQ(*counter, 10'000) << backend;
  }
}

const PrimitiveOptions kKinds[] = {
    {}, {.recursive = true}, {.errorcheck = true}, {.robust = true}, {.recursive = true, .robust = true}};

TEST_F(Processes, AForkedChildOwnsWhatItsForkingThreadOwned) {
  for (const PrimitiveOptions& options : kKinds)
    for (const char* backend : {"posix", "boost"}) {
      if (std::string_view(backend) == "boost" && (options.errorcheck || options.robust)) continue;
      make(*object, RoomId::mutex, backend, options);
      perform(*object, "acquire", port, kAlice);
      const int status = in_child([&] {
        inherit(options, kAlice, kBob);
        return done(perform(*copy, "release", port, kBob)) && got(perform(*copy, "acquire", port, kBob)) &&
               done(perform(*copy, "release", port, kBob));
      });
      EXPECT_EQ(status, 0) << backend;
      EXPECT_TRUE(done(perform(*object, "release", port, kAlice))) << "the parent's own";
    }
}

TEST_F(Processes, WhatAnotherThreadHeldIsTakenInTheChildForEver) {
  for (const PrimitiveOptions& options : kKinds) {
    make(*object, RoomId::mutex, "posix", options);
    std::atomic<bool> held{false}, over{false};
    std::thread holder([&] {
      perform(*object, "acquire", port, kAlice);
      held = true;
      while (!over) std::this_thread::yield();
      perform(*object, "release", port, kAlice);
    });
    while (!held) std::this_thread::yield();
    const int status = in_child([&] {
      inherit(options, kMain, kBob);
      return missed(perform(*copy, "acquire", port, kBob, kTry)) &&
             missed(perform(*copy, "acquire", port, kBob, {.timeout = 1'000'000})) &&
             !done(perform(*copy, "release", port, kBob));
    });
    EXPECT_EQ(status, 0);
    over = true;
    holder.join();
  }
}

// Others take and give back while the process forks: whatever the copy caught, the child can use it or waits
// for it.
TEST_F(Processes, AChildForkedInTheMiddleOfATakingFindsTheMutexFreeOrTaken) {
  for (const char* backend : {"posix", "boost"}) {
    make(*object, RoomId::mutex, backend);
    std::atomic<bool> over{false};
    std::thread hammer([&] {
      while (!over) {
        perform(*object, "acquire", port, kAlice);
        perform(*object, "release", port, kAlice);
      }
    });
    for (int i = 0; i < 100; ++i) {
      const int status = in_child([&] {
        inherit({}, kMain, kBob);
        const bool taken = look(*copy, 0) == Value::boolean(true);
        const Effect effect = perform(*copy, "acquire", port, kBob, kTry);
        return taken ? missed(effect) : got(effect) && done(perform(*copy, "release", port, kBob));
      });
      ASSERT_EQ(status, 0) << backend;
    }
    over = true;
    hammer.join();
  }
}

}  // namespace
}  // namespace rehearse
