// Signals: sending, handling, masking, waiting. signal(7), sigaction(2), sigsuspend(2).
#include "primitives/verbs.h"

namespace rehearse {
namespace {

constexpr Symbol kKillErrors[] = {symbols::esrch, symbols::eperm};
// SIGKILL and SIGSTOP beside `fails: EINVAL`: a lesson.
constexpr Symbol kInvalid[] = {symbols::einval};
constexpr Symbol kSigwaitErrors[] = {symbols::einval, symbols::eagain, symbols::eintr};

constexpr Parameter kKillParameters[] = {
    {"signal", ParameterKind::signal, true, "the signal; 0 only checks whether it could be sent"}};
constexpr Parameter kSigactionParameters[] = {
    {"do", ParameterKind::steps, false, "the handler's steps"},
    {"action", ParameterKind::name, false, "`ignore` or `default` instead of a handler"},
    {"mask", ParameterKind::signal_list, false,
     "what is blocked while the handler runs, beside its own signal"},
    {"flags", ParameterKind::word_list, false, "`restart`: waits that it interrupts go on without EINTR"},
};
constexpr Parameter kSigwaitParameters[] = {
    {"who", ParameterKind::name, false, "a name that gets the pid of the sender"}};

constexpr Verb kVerbs[] = {
    {.name = "kill",
     .parameters = kKillParameters,
     .errors = kKillErrors,
     .line = "Send an actor a signal; to a thread it is pthread_kill.",
     .help = "SIGKILL and SIGSTOP strike before `kill` returns. One sent to a process reaches any thread of "
             "it that "
             "does not block it. Before its start, or after it was reaped: ESRCH.",
     .example = "- kill: worker\n  signal: SIGUSR1"},
    {.name = "raise",
     .line = "Send this very thread a signal; it is delivered before the next step.",
     .example = "- raise: SIGUSR1"},
    {.name = "sigaction",
     .parameters = kSigactionParameters,
     .errors = kInvalid,
     .line = "Say what a signal does to this process: a handler, `ignore`, or `default`.",
     .help = "The handler runs in the thread that got the signal; in it `sig.number`, `sig.value`, "
             "`sig.sender` and "
             "`sig.code` are known. SIGKILL and SIGSTOP cannot be handled.",
     .example = "- sigaction: SIGUSR1\n  do:\n    - mark: handled"},
    {.name = "block_signals",
     .errors = kInvalid,
     .line = "Add signals to this thread's mask: they stay pending.",
     .example = "- block_signals: [SIGUSR1, SIGTERM]"},
    {.name = "unblock_signals",
     .errors = kInvalid,
     .line = "Take signals out of this thread's mask; what was pending is delivered before it returns.",
     .example = "- unblock_signals: [SIGUSR1]"},
    {.name = "set_signals",
     .errors = kInvalid,
     .line = "Make this the thread's whole mask.",
     .example = "- set_signals: []"},
    {.name = "sigpending",
     .result = ResultKind::set,
     .line = "The set of pending signals; with a signal, whether it is in it.",
     .example = "- sigpending: SIGUSR1\n  returns: true"},
    {.name = "sigwait",
     .parameters = kSigwaitParameters,
     .result = ResultKind::integer,
     .late = Late::eagain,
     .errors = kSigwaitErrors,
     .line = "Wait for one of these signals and take it; gives its number.",
     .help = "They must be blocked beforehand, else EINVAL. Not there in time, or without blocking: EAGAIN.",
     .example = "- sigwait: [SIGUSR1]\n  into: number",
     .interruptible = true},
    {.name = "sigsuspend",
     .errors = kInvalid,
     .line = "Put this mask in the place of the thread's own and sleep until a handler has run.",
     .help = "The list is the mask while it waits, as in POSIX, not what is waited for. Every pending signal "
             "that the "
             "mask lets through is handled before it returns.",
     .example = "- sigsuspend: []",
     .waits = true},
    {.name = "pause",
     .line = "Sleep until a handler has run.",
     .help = "A signal that was handled before it does not count: such a `pause` sleeps for ever.",
     .example = "- pause",
     .waits = true},
    {.name = "alarm",
     .result = ResultKind::integer,
     .line = "Send this process SIGALRM after this time; a second alarm replaces the first.",
     .help = "`0s` cancels. Gives the whole seconds that were left, to the nearest, 0 only if none ran.",
     .example = "- alarm: 2s"},
};

}  // namespace

Room signal_room() { return {.id = RoomId::signal, .name = "", .summary = "Signals.", .verbs = kVerbs}; }

}  // namespace rehearse
