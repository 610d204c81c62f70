// The meaning against libc and Boost: the same calls by the same threads, one after the other, on a native
// object and on a real one beside it. What POSIX leaves undefined (a release by another) is kept from it by
// the owner word.
#include <condition_variable>
#include <functional>
#include <memory>
#include <random>

#include "primitives/mutex.h"
#include "real_threads.h"

namespace rehearse {
namespace {

// A thread that does what it is told, and is one owner to libc.
class Worker {
 public:
  Worker() : thread_([this] { serve(); }) {}
  ~Worker() {
    order({});
    thread_.join();
  }
  void run(std::function<void()> what) {
    order(std::move(what));
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !ordered_; });
  }

 private:
  void order(std::function<void()> what) {
    const std::lock_guard lock(mutex_);
    what_ = std::move(what);
    ordered_ = true;
    changed_.notify_all();
  }
  void serve() {
    std::unique_lock lock(mutex_);
    for (;;) {
      changed_.wait(lock, [&] { return ordered_; });
      if (!what_) return;
      what_();
      ordered_ = false;
      changed_.notify_all();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool ordered_ = false;
  std::function<void()> what_;
  std::thread thread_;
};

struct Subject {
  const char* name;
  RoomId room;
  const char* backend;
  PrimitiveOptions options;
};

struct Oracle : testing::TestWithParam<Subject> {
  static constexpr int kActors = 3, kSteps = 4000;

  Oracle() {
    make(meant, GetParam().room, "native", GetParam().options);
    make(real, GetParam().room, GetParam().backend, GetParam().options);
    for (auto& worker : workers) worker = std::make_unique<Worker>();
  }

  Effect on_real(int actor, std::string_view verb) {
    Effect effect;
    workers[actor]->run([&] {
      ThreadPort port;
      effect = perform(real, verb, port, id(actor), {.timeout = 0});
    });
    return effect;
  }
  Effect as_meant(int actor, std::string_view verb) {
    ScriptedPort port(world, id(actor));
    return perform(meant, verb, port, id(actor), {.timeout = 0});
  }
  // The actor's thread ends with what it holds; another takes its place, under a name of its own.
  void end(int actor) {
    workers[actor] = std::make_unique<Worker>();
    if (room(RoomId::mutex).owner(meant.state) == id(actor))
      room(RoomId::mutex).on_end(meant.state, id(actor));
    generation[actor] = (generation[actor] + 1) % 80;
  }
  [[nodiscard]] ActorId id(int actor) const { return ActorId(actor + kActors * generation[actor]); }
  [[nodiscard]] bool held_by_a_dead_one() const {
    return reinterpret_cast<const MutexState*>(meant.state)->health == MutexState::owner_dead;
  }

  World world;
  Object meant, real;
  std::unique_ptr<Worker> workers[kActors];
  int generation[kActors]{};
};

bool same(const Effect& a, const Effect& b) {
  return a.kind == b.kind && a.result == b.result && (a.kind != Effect::Kind::failed || a.error == b.error);
}

const Subject kSubjects[] = {
    {"posix_lock", RoomId::lock, "posix", {}},
    {"boost_lock", RoomId::lock, "boost", {}},
    {"posix_semaphore", RoomId::semaphore, "posix", {.value = 1}},
    {"boost_semaphore", RoomId::semaphore, "boost", {.value = 1}},
    {"boost_plain", RoomId::mutex, "boost", {}},
    {"boost_recursive", RoomId::mutex, "boost", {.recursive = true}},
    {"posix_plain", RoomId::mutex, "posix", {}},
    {"posix_recursive", RoomId::mutex, "posix", {.recursive = true}},
    {"posix_errorcheck", RoomId::mutex, "posix", {.errorcheck = true}},
    {"posix_robust", RoomId::mutex, "posix", {.robust = true}},
    {"posix_robust_recursive", RoomId::mutex, "posix", {.recursive = true, .robust = true}},
    {"posix_robust_errorcheck", RoomId::mutex, "posix", {.errorcheck = true, .robust = true}},
};
INSTANTIATE_TEST_SUITE_P(Subjects, Oracle, testing::ValuesIn(kSubjects),
                         [](const auto& subject) { return std::string(subject.param.name); });

TEST_P(Oracle, AgreesOnEveryCallOfARandomWalk) {
  const Room& shape = room(GetParam().room);
  std::mt19937 random(1);
  auto below = [&](std::size_t n) { return static_cast<int>(random() % n); };
  for (int step = 0; step < kSteps; ++step) {
    const int actor = below(kActors);
    if (GetParam().options.robust && below(8) == 0) {
      end(actor);
      continue;
    }
    const Verb& verb = shape.verbs[static_cast<std::size_t>(below(shape.verbs.size()))];
    if (verb.attempt == nullptr) continue;
    // One that is not recoverable stays so: begin anew now and then.
    if (below(64) == 0 && shape.id == RoomId::mutex && !shape.owner(meant.state).valid()) {
      make(meant, shape.id, "native", GetParam().options);
      make(real, shape.id, GetParam().backend, GetParam().options);
    }
    const Effect said = as_meant(actor, verb.name), did = on_real(actor, verb.name);
    ASSERT_TRUE(same(said, did)) << "step " << step << ": " << verb.name << " by " << actor;
    ASSERT_EQ(look(meant, 0), look(real, 0)) << "step " << step << ": after " << verb.name << " by " << actor;
  }
  // A robust mutex stands in its owner's list: let nobody hold it when its memory goes.
  for (int actor = 0; actor < kActors; ++actor)
    while (shape.id == RoomId::mutex && !held_by_a_dead_one() && done(as_meant(actor, "release")))
      EXPECT_TRUE(done(on_real(actor, "release")));
}

}  // namespace
}  // namespace rehearse
