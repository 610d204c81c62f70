// What a room declares of itself. From these tables come the checker, "did you mean", the reference, `rehearse
// backends`, and what both machines run. Adding a primitive is adding a room and a line in rooms.cc.
#pragma once
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "primitives/effect.h"

namespace rehearse {

constexpr std::size_t kStateBytes = 64;  // of one object's meaning
constexpr std::size_t kRealBytes = 64;   // of the real object beside it (pthread_mutex_t is 40, sem_t 32)

enum class RoomId : uint8_t {
  lock, mutex, semaphore, event, word,
  // rooms whose verbs have no resource:
  process, signal, control, time, trace,
};

// What a parameter beside the verb may hold.
enum class ParameterKind : uint8_t { expression, duration, signal, signal_list, boolean, word_list, name, steps, resource, actor, event };

struct Parameter {
  std::string_view name;   // the key beside the verb, e.g. "n"
  ParameterKind kind;
  bool required = false;
  std::string_view help = {};
};

// What `into:` and `returns:` get.
enum class ResultKind : uint8_t { nothing, boolean, integer, value, status, set };

// What a step gives when it was not to be had in time, or not without blocking.
enum class Late : uint8_t { never, is_false, is_none, eagain, etimedout, full, empty, broken_barrier };

struct Verb {
  std::string_view name;
  std::span<const Parameter> parameters = {};
  ResultKind result = ResultKind::nothing;
  Late late = Late::never;          // other than `never`: the verb can block; takes `timeout:`, `blocking:`, `blocks:`
  std::span<const Symbol> errors = {};   // that it can fail with
  std::string_view line = {};            // one line of help
  std::string_view help = {};       // the rest of it; may be empty
  std::string_view example = {};         // one step in YAML
  // The meaning; null for verbs without a resource. `state` are the room's kStateBytes.
  Effect (*attempt)(void* state, const Call& call) = nullptr;
  bool waits = late != Late::never; // it has a `….blocks`; alone without `late`: pause, sigsuspend, sleep
  bool interruptible = false;       // takes `interruptible:` (a primitive's: where its backend `interrupts`)
};

// `s.value`, `l.locked` …: looked at in expressions.
struct Attribute {
  std::string_view name;
  ResultKind kind;
  Value (*look)(const void* state) = nullptr;
};

// The room's bytes, so that a machine can lay them out, pack, compare, rename and print them. What no field covers
// stays as `init` left it.
enum class FieldKind : uint8_t { count, value, flag, actor, actor_set };
struct Field {
  std::string_view name;
  FieldKind kind;
  std::size_t offset;
  std::size_t size;
};

// What a declaration said, resolved to numbers. One struct for all rooms: most fields are of one room each.
struct PrimitiveOptions {
  int64_t value = 0;        // semaphore: value; word: initial integer
  int64_t bound = -1;       // semaphore: -1 none
  bool set = false;         // event: begins set
  bool recursive = false;   // mutex
  bool errorcheck = false;
  bool robust = false;
  Value initial = Value::integer(0);  // word
};

// What a backend promises, printed by `rehearse backends` and read by the checker and the model.
struct Promise {
  std::string_view topic;   // "owner killed", "foreign release", "EINTR", "time-outs", "order of points" …
  std::string_view text;
};
struct Object;
class Port;
struct Wait;
struct Backend {
  std::string_view name;                                // native | posix | boost
  bool (*offers)(const PrimitiveOptions&);              // what it has not is an error of the check
  bool points;                                          // each completed step takes its point while the object is held
  bool interrupts;                                      // `interruptible:` is meaningful
  std::span<const Promise> promises = {};
  // What it has not, by the language's own names: options ("bound"), verbs and attributes ("get_value", "value"),
  // parameters ("n": one above 1). Using it is an error of the check that names a backend which has it.
  std::span<const std::string_view> lacks = {};
  void (*create)(Object&, const PrimitiveOptions&) = nullptr;  // makes the real object; null for native
  // One verb on the real object, waits included. Null for native: the wait loop over `attempt` serves all rooms.
  Effect (*perform)(Object&, int verb, Port&, const Call&, const Wait&) = nullptr;
  // What only the real object knows, put into a copy of the state that is about to be looked at (a libc semaphore's
  // value). Null: the state itself is true.
  void (*observe)(const Object&, void* state) = nullptr;
  // In the child after a fork, scope: process, after Room::on_fork, with all signals blocked: makes the real object anew
  // from its copied bytes. `mine`: the forking thread held it. May correct the state of what another thread was just
  // taking or giving back.
  void (*after_fork)(Object&, const PrimitiveOptions&, bool mine) = nullptr;
};

struct Room {
  RoomId id;
  std::string_view name;     // the key in `resources:`, empty for rooms without one
  std::string_view summary;
  std::span<const Verb> verbs = {};
  std::span<const Attribute> attributes = {};
  std::span<const Field> fields = {};
  std::span<const Backend> backends = {};               // the first that offers the options and is named as default serves
  std::string_view (*default_backend)(const PrimitiveOptions&) = nullptr;
  void (*init)(void* state, const PrimitiveOptions&) = nullptr;
  // Everything `actor` held when it ended or was killed (robust mutexes). May wake. For native objects alone: of a
  // real one the operating system takes care. Null: nothing is to be done.
  Effect (*on_end)(void* state, ActorId actor) = nullptr;
  // In a forked child's copy: what `parent` (the forking thread) held, `child` holds; what other threads held stays
  // taken, by nobody. Null: nothing is to be done.
  void (*on_fork)(void* state, ActorId parent, ActorId child) = nullptr;
  // The actor that holds the object, invalid if nobody or if it is not owned by one.
  ActorId (*owner)(const void* state) = nullptr;
  // Who took it last and it was not given back since, for messages ("held by main"): also where anyone may release it,
  // so that a circle of holders need not be a deadlock, as one of owners is.
  ActorId (*holder)(const void* state) = nullptr;
};

[[nodiscard]] const Room& room(RoomId id);
[[nodiscard]] std::span<const Room> rooms();
[[nodiscard]] const Room* find_room(std::string_view name);            // by the key in `resources:`
[[nodiscard]] std::span<const std::string_view> resource_keys();       // every key that find_room knows
[[nodiscard]] int find_verb(const Room& room, std::string_view name);  // -1: none

}  // namespace rehearse
