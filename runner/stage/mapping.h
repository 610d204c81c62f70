// What all processes of the runs of one program share: laid out before the first fork, without a name, so
// that nothing can leak. Plain data and atomics; a killed process leaves it readable. Reset between runs
// touches only what was used.
#pragma once
#include <atomic>
#include <memory>

#include "runner/stage/clock.h"
#include "runner/stage/plan.h"
#include "runner/stage/runs.h"

namespace rehearse::stage {

constexpr std::size_t kDepths = 9;                // an actor's own frame and eight nested handlers
constexpr uint32_t kMostEvents = 1'000'000;       // of one actor in one run
constexpr uint32_t kLogSlots = kMostEvents + 64;  // of each log
constexpr uint32_t kLogChunk = 512;               // touched at once
constexpr std::size_t kMostRaised = 8;
constexpr int kSignals = 65;  // 1 … 64

constexpr uint64_t signal_bit(int signal) { return uint64_t{1} << (signal - 1); }

enum class Phase : uint32_t {
  unborn,
  starting,
  live,
  leaving,  // a thread that asked the stage to count its end
  ended,    // counted: its exit event has been logged
};

// What an actor was about to do, or waits for: one for each nesting depth. Written by the actor, read by the
// stage and, under the guard, by who wakes it.
struct Undertaking {
  enum class On : uint8_t { nothing, object, actor_end, any_child, event, signal, time };
  std::atomic<uint32_t> announced;  // it began to wait (`….blocks`) and is not through yet
  std::atomic<int64_t> deadline;    // kForever: none. Valid while announced
  On on;
  std::atomic<bool> libc;  // waits, or may have got something, inside libc, where our guard does not reach
  bool listed;             // stands in a list of waiters; guard
  bool granted;            // guard
  int32_t place;           // index of the object's copy that it is listed on; guard
  int32_t number;          // the actor, or the await, that it waits for
  std::atomic<uint64_t> begin;  // of the step under way, 0: none. With the fields below: the intent
  StepId step;
  int32_t instruction;
  int32_t target;
  uint32_t sequence;
};

struct Disposition {
  enum class Kind : uint8_t { standard, ignore, handler } kind;
  bool restart;
  int32_t handler;  // index into Program::handlers
  uint64_t mask;
};

// A request to the stage: what only it may do. See request.h.
enum class Request : uint32_t { none, kill, stop, resume, end_process, count_thread };

struct alignas(64) ActorSlot {
  std::atomic<uint32_t> gate;  // bit 0: inside an effect; bit 1: held shut by the stage
  std::atomic<uint32_t> park;  // the one futex word to sleep on; says only "look again"
  std::atomic<uint32_t> depth;
  std::atomic<uint32_t> sequence;        // of its last event; moves whenever the actor does
  std::atomic<uint32_t> handled;         // handlers that returned
  std::atomic<uint32_t> handled_ending;  // of these, those installed without `restart`
  std::atomic<uint32_t> saved;           // a signal is saved until the gate opens
  std::atomic<uint32_t> phase;           // a Phase; futex of who starts it
  std::atomic<uint64_t> mask;            // the user's; the kernel's may be fuller
  std::array<Undertaking, kDepths> doing;

  alignas(64) std::atomic<uint32_t> request;
  std::atomic<uint32_t> answered;  // futex
  ActorId request_actor;
  int32_t request_signal;
  Event::Cause request_cause;
  int32_t answer;  // an errno
  std::atomic<int32_t> pid, tid;
  std::atomic<uint32_t> registered;  // the stage holds its pidfd
  ActorId parent;                    // the process whose child it is; invalid: begun by the stage
  Event::Cause born_of;              // the `start` event
  uint32_t birth_order;
  bool reaped, reaped_at_end, ended_by_runner, ended_by_parent, ended_with_process, parent_ignored;
  Event::Cause exit_event;  // known before it is logged, so that a SIGCHLD can name it
};

struct alignas(64) ProcessSlot {
  std::atomic<uint32_t> ending;  // who claims it (0 → 1) writes the fields below and causes the death
  std::atomic<uint32_t> over;    // they are written
  int32_t exitcode;
  bool natural;  // ended its steps
  Event::Cause cause;
  uint64_t ending_begin;
  std::atomic<uint32_t> go;       // futex: all its auto threads have begun
  std::atomic<uint32_t> stopped;  // in state T by our doing
  Event::Cause stop_event, continue_event;
  std::atomic<int64_t> alarm;  // when SIGALRM comes, also when it came already; 0: none was set
  std::array<Disposition, kSignals> dispositions;
};

// One for each actor, and one for the stage: in order of end tickets. Counted when an event is written whole.
struct alignas(64) Log {
  std::atomic<uint32_t> count;
};

struct RaisedSlot {
  std::atomic<uint32_t> written;
  Raised::Kind kind;
  uint8_t trap;        // a Trap; 0 with a reason
  const char* reason;  // static text, valid in every forked image; null: by the trap
  ActorId actor;
  StepId step;
  int32_t instruction;
  Symbol error;
  Value got, wanted;
};

struct Control {
  alignas(64) std::atomic<uint64_t> ticket;  // the next to be taken; goes on over the runs
  alignas(64) std::atomic<uint32_t> guard;   // see guard.h
  alignas(64) std::atomic<uint32_t> go;      // futex: every auto actor has begun
  std::atomic<uint32_t> begun;               // futex: how many auto actors have, each in its turn
  uint64_t base;                             // the run's first ticket
  StampScale times;                          // of the run
  std::atomic<uint32_t> raised;              // how many RaisedSlots were taken
  std::atomic<uint32_t> always_logged;
  std::atomic<uint32_t> full;  // a log
  std::atomic<uint32_t> births;
  ActorSet watchers;  // who waits for an end or an event; guard
  std::array<RaisedSlot, kMostRaised> findings;
  // What the runner orders, and what the stage answers.
  std::atomic<uint32_t> ordered, done;
  Schedule::Kind schedule;
  uint64_t seed;
  int64_t timeout;
  Trace::Ending ending;
  // Where the run ended: what actors still do while they are killed is no part of it (a robust mutex goes on to
  // an heir). 0 as long as it goes on.
  uint64_t cut;
  uint32_t raised_before_cut;
  std::array<ActorId, kMaxActors> cycle;
  uint32_t cycle_length;
  std::array<char, 256> trouble;
};

class Mapping {
 public:
  // Throws std::bad_alloc where the memory cannot be had.
  explicit Mapping(const Program& program);
  ~Mapping();
  Mapping(const Mapping&) = delete;
  Mapping& operator=(const Mapping&) = delete;

  // Before a run, by the stage, while no actor lives.
  void reset();

  [[nodiscard]] Control& control() const { return *control_; }
  [[nodiscard]] ActorSlot& actor(ActorId id) const { return actors_[id.index()]; }
  [[nodiscard]] ProcessSlot& process(ActorId id) const { return processes_[id.index()]; }
  [[nodiscard]] Value* names(ActorId id) const { return names_ + name_offsets_[id.index()]; }
  // The object as the process sees it.
  [[nodiscard]] Object& object(ObjectId id, ActorId process) const { return objects_[place(id, process)]; }
  [[nodiscard]] std::size_t place(ObjectId id, ActorId process) const;
  [[nodiscard]] int32_t place_of(const Object& object) const {
    return static_cast<int32_t>(&object - objects_);
  }
  [[nodiscard]] Object& object_at(std::size_t place) const { return objects_[place]; }
  [[nodiscard]] std::size_t object_copies() const { return copies_; }
  // How often `await`'s pattern has matched, by actor; guard.
  [[nodiscard]] uint32_t& matched(std::size_t await, ActorId actor) const {
    return matched_[await * program_.actors.size() + actor.index()];
  }
  [[nodiscard]] int32_t& open_spans(std::size_t await) const { return open_spans_[await]; }
  // The log of one who may hold the guard (GuardHolder::id): an actor's number + 1, or the stage.
  [[nodiscard]] Log& log(uint32_t holder) const { return logs_[log_index(holder)]; }
  [[nodiscard]] Event* log_events(uint32_t holder) const {
    return events_ + log_index(holder) * log_capacity_;
  }
  [[nodiscard]] uint32_t log_capacity() const { return log_capacity_; }
  // Makes the next chunk's pages present in one system call instead of a fault each.
  void touch_log(uint32_t holder, uint32_t index) const;
  [[nodiscard]] const Program& program() const { return program_; }
  [[nodiscard]] const Plan& plan() const { return plan_; }
  // The descriptor of the stage's bell, the same number in every process.
  int bell = -1;

 private:
  struct Memory;
  [[nodiscard]] std::size_t log_index(uint32_t holder) const {
    return holder <= program_.actors.size() ? holder : 0;  // 0: the stage's
  }
  void reset_logs();
  void reset_object(std::size_t place, ObjectId id);

  const Program& program_;
  Plan plan_;
  std::unique_ptr<Memory> memory_;
  Control* control_ = nullptr;
  ActorSlot* actors_ = nullptr;
  ProcessSlot* processes_ = nullptr;
  Object* objects_ = nullptr;
  std::size_t copies_ = 0;
  Value* names_ = nullptr;
  std::size_t name_count_ = 0;
  uint32_t* matched_ = nullptr;
  int32_t* open_spans_ = nullptr;
  Log* logs_ = nullptr;
  Event* events_ = nullptr;
  uint32_t log_capacity_ = kLogSlots;
  std::vector<std::size_t> name_offsets_;
  std::vector<int32_t> process_ranks_;  // by ActorId; -1: a thread
  std::vector<int32_t> private_ranks_;  // by ObjectId; -1: shared
  std::size_t private_count_ = 0;
};

}  // namespace rehearse::stage
