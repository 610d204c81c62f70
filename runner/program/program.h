// The one thing that both machines run: flat instructions over numbered registers, objects, actors and events. Plain
// data without pointers into anything else; immutable once compiled, so a fork shares it.
//
// An actor runs *parts*. A part begins at an instruction with kBoundary and goes on to the next one; it is one visible step:
// private instructions (they touch only the actor's own registers) and at most one effect. Signals are delivered at
// boundaries and in waits, nowhere else. So `let: {x: a + y}` with a shared y is two parts: [load y], [add, store x].
// Every written step begins with a part; what consumes an effect's outcome belongs to the effect's part; every loop passes
// a boundary each time round. A part may have no effect at all (`if: n == 1` of a name, `assert` of one).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "primitives/ports.h"
#include "primitives/value.h"
#include "runner/scenario/event.h"
#include "runner/scenario/scenario.h"

namespace rehearse {

// Where an instruction's operand comes from. `number` counts within its kind.
struct Operand {
  enum class Kind : uint8_t { nothing, constant, name, temporary };
  // constant: Program::constants. name: the actor's own names, alive for its whole life, also read and written by its
  // handlers. temporary: of the current frame; fresh (unset) in each handler's frame.
  Kind kind = Kind::nothing;
  int32_t number = 0;
  friend bool operator==(const Operand&, const Operand&) = default;
  [[nodiscard]] bool present() const { return kind != Kind::nothing; }
};

enum class Op : uint8_t {
  // -- private ------------------------------------------------------------------------------------------------------
  move,          // to <- a
  unary,         // to <- sub(a)           sub: UnaryOp
  binary,        // to <- a sub b          sub: BinaryOp. Overflow, division by zero, an unset operand: finding `error`
  jump,          // target
  jump_if,       // a is true: target
  jump_unless,
  // The last effect of this frame left an outcome: result, error (symbols::ok), whether it blocked, how long it took. Loads,
  // looks, stores, assigns, notes and looks at counters leave none: they keep the one before them.
  take_result,   // to <- result
  take_error,    // to <- its error's name as text, or 'ok'
  take_who,      // to <- the pid that waitpid or sigwait reports (none where there is none)
  jump_if_ok,    // target
  jump_if_error, // number: a Symbol (symbols::any: every error): target
  set_outcome,   // a present: success with result a; else failure with error Symbol `number` (call, fail)
  check_ok,      // failed: finding `error`
  check_returns, // the result must equal a, and not have failed: else `assertion`
  check_fails,   // must have failed with Symbol `number` (symbols::any): else `assertion`
  check_blocks,  // blocked must equal `number`: else `assertion`
  check_took,    // a: at least, b: at most (ns, either may be absent). Recorded for the judge, never a finding by itself. It is the
                 // first instruction after its effect
  assert_true,   // a is false: finding `assertion`
  // -- effects ------------------------------------------------------------------------------------------------------
  assign,        // an actor-local `let`: to (a name) <- a. An event
  note,          // a mark, a section's begin or end, or the end of a composite step (sub: NoteKind). a: value
  primitive,     // verb `sub` of object `number` + index b; argument a; timeout c (ns); flags
  load,          // to <- word `number` + index b
  store,         // word `number` + index b <- a
  look,          // to <- attribute `sub` of object `number` + index b
  look_actor,    // to <- ActorAttribute `sub` of actor `number` + index b; number -1: of the actor itself
  atomic,        // the instructions up to `target` run as one step under the guard: private ones, load, store, look, look_actor.
                 // None of them has kBoundary. `number` + index b is the first word that it names (its event's target; -1: it
                 // names none); b is worked out inside. Its outcome is a success with result a, read after the body (absent:
                 // none): the old value of that word, also where `when:` was false
  start, join, is_alive, terminate,   // actor `number` + index b; join: timeout c
  exit_process,  // code a
  waitpid,       // actor `number` + index b; number -1: any child. flags: kNonBlocking
  kill,          // signal a to actor `number` + index b
  raise,         // signal a
  sigaction,     // signal `number`; sub: 0 handler, 1 ignore, 2 default; target: index into Program::handlers (-1 without a
                 // body); mask; flags kRestart
  mask,          // sub: 0 block, 1 unblock, 2 set; mask
  sigpending,    // number: a signal, or -1 for the set
  sigwait,       // mask; timeout c
  sigsuspend,    // mask
  pause,
  alarm,         // a: ns
  sleep,         // a: ns
  yield,
  await,         // number: index into Program::awaits; a: times (may be absent); timeout c
  // -- ends ---------------------------------------------------------------------------------------------------------
  finish,        // the actor's steps are over
  handler_end,   // the handler's steps are over
  index_check,   // private: a must be an integer in 0 .. number - 1, else finding `error`
  draw,          // nothing yet: reserved for choices
  // -- looks of conditions only (Code) --------------------------------------------------------------------------------
  look_name,     // to <- the name `target` (an index into its names) of actor `number`, as it last was; none: never set
  count,         // to <- how many events have matched Program::patterns[number]; target: an index into Program::awaits, or -1
  inside,        // to <- how many spans of Program::patterns[number] are open; target as in count
  waiting,       // to <- how many actors wait on object `number` + index b
};

enum class UnaryOp : uint8_t { negate, logical_not, truth };
enum class BinaryOp : uint8_t {
  add, subtract, multiply, divide, modulo, equal, not_equal, less, less_equal, greater, greater_equal, minimum, maximum,
};
// call: the end of a call; its event's result and error are those of the outcome (set_outcome came right before it).
enum class NoteKind : uint8_t { mark, section_begin, section_end, composite, call };

enum InstructionFlag : uint16_t {
  kBoundary = 1,        // a part begins here
  kNonBlocking = 2,     // blocking: false
  kInterruptible = 4,
  kRestart = 8,         // sigaction: a handler with `restart`
  kSilent = 16,         // makes no event (the loads and looks of expressions, what is inside an `atomic`)
  kTolerated = 32,      // its failure is provided for (`fails:`, `catch:`, `error:`), no finding follows
};

// A handler's frame begins with sig.number, sig.value, sig.sender, sig.code in its temporaries 0 .. 3, the others unset.
constexpr int32_t kSignalTemporaries = 4;
constexpr int32_t kMostConditionTemporaries = 256;  // of one condition of an expectation
constexpr int32_t kMostInstructions = 60'000;   // of one actor, its handlers included

struct Instruction {
  Op op = Op::finish;
  uint8_t sub = 0;
  uint16_t flags = 0;
  int32_t number = -1;
  int32_t target = -1;          // an instruction, unless said otherwise. In a Code's load and look: the process whose copy of the
                                // object is meant (scope: process), -1: the shared one
  StepId step;                  // whose part it is: place, label, name of its event
  Operand to, a, b, c;
  uint64_t mask = 0;            // signals: bit s-1
};

// What a step's event is called. One for each (written step, copy of an actor, what it does): `with: m` has two; a verb on
// several copies has one for each; a `let` one for each assignment, its label on the last.
struct StepInfo {
  enum class TargetKind : uint8_t { nothing, object, actor, signal, name };
  Place place;
  std::string text;             // "acquire: fork[0]"
  Symbol verb;                  // "acquire"; a mark's and a section's is "mark", "section"; the note at the end of an `if`,
                                // `while`, `repeat`, `section` with a label has none (invalid)
  Symbol label;                 // as:, or the name of a mark; invalid: none
  Symbol span;                  // section
  TargetKind target = TargetKind::nothing;
  Symbol target_name;           // TargetKind::name: an actor-local name, a task, a mark; `any` of waitpid
  std::vector<ObjectId> also;   // atomic: the words beside the first, and
  std::vector<Symbol> also_names;  // the names, that its one event is about too (elements that a variable names are left out)
  bool blocking = false;        // it can wait, so it can have a `….blocks`
  std::vector<int> awaits;      // indices into Program::awaits that its events may satisfy
};

struct ActorInfo {
  ActorId id;
  Symbol name;                  // "philosopher[2]"
  Symbol base_name;             // "philosopher"
  Symbol display_name;          // self.name
  int copy = 0;
  int scenario_actor = 0;
  bool thread = false;
  ActorId process;              // itself for a process
  bool manual = false;
  bool daemon = false;
  int32_t entry = 0;            // first instruction
  int32_t names = 0;            // how many
  int32_t temporaries = 0;      // the most that one frame needs
  std::vector<Symbol> name_texts;
  std::vector<int32_t> handler_entries;  // by index into Program::handlers; -1: it can never run it
  std::vector<int> awaits;      // indices into Program::awaits that its start, exit, stop, continuing or handlers may satisfy
};

struct ObjectInfo {
  ObjectId id;
  Symbol name;                  // "fork[1]"
  RoomId room{};
  int resource = 0;             // index into Scenario::resources
  PrimitiveOptions options;
  int backend = 0;
  Scope scope = Scope::shared;
  WordKind word = WordKind::shared;
};

struct HandlerInfo {
  int signal = 0;
  Place place;
};

// What an `await` waits for.
struct AwaitInfo {
  EventPattern pattern;
  bool state = false;           // `….blocks`: all of them asleep there now (with #n: in its n-th such wait, or a later one)
  bool counter = false;         // looked at by count() or inside() of an `always`, not (only) by an `await`
};

struct Code {                   // a condition: private instructions, load, look, look_actor, and the looks of conditions
  int32_t begin = -1, end = -1; // leaves its value in temporary 0
  int32_t temporaries = 0;      // how many it needs
  std::vector<ObjectId> words;  // the words and primitives that it reads, ascending
  std::vector<ActorId> actors;  // whose names, exit codes, pids or life it reads, ascending
  std::vector<int> patterns;    // that it counts
};

struct Rule {                   // one entry of `expect:`
  Expectation expectation;      // events are indices into Program::patterns
  Code condition;               // always, finally
};

struct Program {
  std::string title, file;      // file: set by whoever read it
  SymbolTable symbols;
  Symbol empty_text;            // "" in `symbols`; invalid: no expression can give it
  std::vector<Value> constants;
  std::vector<Instruction> code;
  std::vector<StepInfo> steps;
  std::vector<ActorInfo> actors;
  std::vector<ObjectInfo> objects;
  std::vector<HandlerInfo> handlers;
  std::vector<AwaitInfo> awaits;
  std::vector<EventPattern> patterns;
  std::vector<Rule> rules;
  uint64_t named_signals = 0;   // that the program sends, handles, masks, or can get (SIGCHLD, SIGALRM, SIGTERM of daemons)
  bool main_needed = false;     // a step, thread, expectation or name of `main` makes its process necessary
  bool timed = false;           // has sleeps, time-outs or alarms
  int64_t timeout = 0;          // ns
  Timing timing = Timing::unsaid;
};

// Never fails on a Scenario that passed the check, but for the limit of 60,000 instructions an actor.
struct Compiled {
  Program program;
  Diagnostics diagnostics;
};
[[nodiscard]] Compiled compile(const Scenario& scenario);

// Whether an `atomic` names one of the key's targets beside its first.
[[nodiscard]] bool names_also(const StepInfo& info, const EventKey& key);

// `rehearse check FILE --program`: readable, one instruction a line.
[[nodiscard]] std::string disassemble(const Program& program);

}  // namespace rehearse
