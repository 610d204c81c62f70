// A written step after the check.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "primitives/room.h"
#include "runner/scenario/expression.h"

namespace rehearse {

// A resource or one element of it. Without an index on an array it names every element, in order.
struct ResourceRef {
  int resource = -1;                       // index into Scenario::resources
  std::optional<Expression> index;
  Place place;
};

// An actor or one copy of it. Without an index on an actor with `count` it names every copy, in order.
struct ActorRef {
  int actor = -1;                          // index into Scenario::actors
  std::optional<Expression> index;
  Place place;
};

struct Step;
using Steps = std::vector<Step>;

struct Assignment {                        // let, atomic
  Place place;
  int name = -1;                           // an actor-local name, or
  std::optional<ResourceRef> word;         // a word
  Expression value;
};

struct CatchClause {
  Symbol error;                            // symbols::any for `any`
  Place place;
  std::vector<Step> steps;
};

struct Branch {                            // if, elif
  Expression condition;
  std::vector<Step> steps;
};

// The result's uses and the ways to wait, written beside the verb.
struct Modifiers {
  Symbol label;                            // as:
  int into = -1;                           // names
  int error = -1;
  int who = -1;
  std::optional<Expression> returns;
  Symbol fails;                            // symbols::any for `any`; invalid: not written
  std::vector<CatchClause> catches;
  std::optional<Expression> timeout;       // duration in ns
  bool non_blocking = false;               // blocking: false
  std::optional<bool> blocks;
  bool interruptible = false;
  std::optional<Expression> took_at_least, took_at_most;  // ns
};

struct Step {
  enum class Kind : uint8_t {
    primitive,     // a verb of a resource's room: resource, verb, argument
    with,          // resource; verb/verb_release are acquire and release of its room; body
    start, join, is_alive, terminate,                  // actor
    exit,                                              // argument
    waitpid,                                           // actor, or any_child
    kill,                                              // actor, signal
    raise,                                             // signal
    sigaction,                                         // signal, disposition, body, mask, restart
    block_signals, unblock_signals, set_signals,       // mask
    sigpending,                                        // signal: whether it is in; without: the set
    sigwait, sigsuspend,                               // mask
    pause,
    alarm,                                             // argument: ns
    sleep,                                             // argument: ns
    yield,
    let, atomic,                                       // assignments; atomic: condition
    assertion,                                         // condition
    if_else,                                           // branches, body (else)
    while_loop,                                        // condition, body
    repeat,                                            // argument, counter, body
    break_loop, continue_loop,
    call,                                              // task, parameters, body: the task's steps, resolved for this call
    return_value,                                      // argument (may be absent)
    fail,                                              // fail_name
    mark,                                              // name symbol, argument (value:)
    section,                                           // name symbol, body
    await,                                             // pattern, times
  };
  enum class Disposition : uint8_t { handler, ignore, standard };

  Kind kind = Kind::pause;
  Place place;                             // of the verb's key
  std::string text;                        // short, for people: "acquire: fork[0]"
  Modifiers modifiers;

  std::optional<ResourceRef> resource;
  int verb = -1;                           // index into Room::verbs
  int verb_release = -1;
  std::optional<ActorRef> actor;
  bool any_child = false;
  std::optional<Expression> argument;
  std::optional<Expression> condition;     // atomic: `when`
  std::optional<Expression> signal;        // constant in sigaction; 0 allowed in kill
  Disposition disposition = Disposition::handler;
  std::vector<int> mask;                   // signals, ascending
  bool restart = false;
  std::vector<Assignment> assignments;     // let, atomic, and a call's parameters (names of the task instance)
  std::vector<int> own_names;              // call: names that begin unset at each call
  std::vector<Branch> branches;
  std::vector<Step> body;
  int counter = -1;                        // repeat: a name
  Symbol name;                             // mark, section, task, fail
  int pattern = -1;                        // await: index into Scenario::patterns
  std::optional<Expression> times;         // await
};

}  // namespace rehearse
