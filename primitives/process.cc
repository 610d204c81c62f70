// Processes and threads: how they begin, end and are waited for. fork(2), waitpid(2), Python's Process and
// Thread.
#include "primitives/verbs.h"

namespace rehearse {
namespace {

constexpr Symbol kStartErrors[] = {symbols::einval, symbols::eagain};
constexpr Symbol kJoinErrors[] = {symbols::edeadlk, symbols::esrch, symbols::echild, symbols::eintr};
constexpr Symbol kTerminateErrors[] = {symbols::esrch};
constexpr Symbol kWaitpidErrors[] = {symbols::echild, symbols::eintr};
constexpr Parameter kWaitpidParameters[] = {
    {"who", ParameterKind::name, false, "a name that gets the pid of the child that was reaped"}};

constexpr Verb kVerbs[] = {
    {.name = "start",
     .errors = kStartErrors,
     .line = "Begin an actor with `start: manual`; the one that starts it becomes its parent.",
     .help = "A process is a real fork in the starting thread: masks, dispositions, `local` variables, "
             "`scope: process` "
             "primitives and the process group are inherited; pending signals, alarms and other threads are "
             "not. It "
             "returns when the child, and its own auto threads, have begun. Starting twice fails EINVAL.",
     .example = "- start: worker"},
    {.name = "join",
     .result = ResultKind::boolean,
     .late = Late::is_false,
     .errors = kJoinErrors,
     .line = "Wait for an actor to end.",
     .help = "True when it has ended, false after a time-out. Only the parent's process may join a process, "
             "any thread "
             "of the same process a thread; else ECHILD. Joining oneself: EDEADLK; before the start: ESRCH. "
             "A second "
             "join is true at once.",
     .example = "- join: worker",
     .interruptible = true},
    {.name = "is_alive",
     .result = ResultKind::boolean,
     .line = "Whether an actor has begun and not ended yet; reaps nothing.",
     .example = "- is_alive: worker\n  returns: true"},
    {.name = "terminate",
     .errors = kTerminateErrors,
     .line = "Send a process SIGTERM, as Python's Process.terminate.",
     .help = "Before its start, or after it was reaped: ESRCH.",
     .example = "- terminate: worker"},
    {.name = "exit",
     .line = "End the whole process at once with this code, from any of its threads (_exit).",
     .help = "It joins nobody and releases nothing.",
     .example = "- exit: 3"},
    {.name = "waitpid",
     .parameters = kWaitpidParameters,
     .result = ResultKind::status,
     .late = Late::is_none,
     .errors = kWaitpidErrors,
     .line = "Wait for a child, or `any` child, to end, and reap it.",
     .help = "Gives its status as `exitcode`: 0 to 255, or -N for death by signal N. `none` where none has "
             "ended, "
             "without blocking or in time. Not a child, or none left: ECHILD. With SIGCHLD ignored it waits "
             "until the "
             "child is gone and fails ECHILD.",
     .example = "- waitpid: any\n  into: status",
     .interruptible = true},
};

constexpr Attribute kAttributes[] = {
    {"pid", ResultKind::value},      {"tid", ResultKind::value},     {"name", ResultKind::value},
    {"exitcode", ResultKind::value}, {"alive", ResultKind::boolean},
};

}  // namespace

Room process_room() {
  return {.id = RoomId::process,
          .name = "",
          .summary = "Processes and threads.",
          .verbs = kVerbs,
          .attributes = kAttributes};
}

}  // namespace rehearse
