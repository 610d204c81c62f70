// How each verb is read. A reader fills the step with what the verb names and takes; modifiers are read after
// it.
#pragma once
#include <optional>

#include "runner/scenario/modifiers.h"

namespace rehearse {

// What the reader leaves for the modifiers; nothing after an error that makes the step useless.
using Reader = std::optional<Uses> (*)(const WrittenStep&, Step&, StepContext&);

std::optional<Uses> read_start(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_join(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_is_alive(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_terminate(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_exit(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_waitpid(const WrittenStep&, Step&, StepContext&);

std::optional<Uses> read_kill(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_raise(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_sigaction(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_mask_change(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_sigpending(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_sigwait(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_sigsuspend(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_pause(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_alarm(const WrittenStep&, Step&, StepContext&);

std::optional<Uses> read_let(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_atomic(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_assert(const WrittenStep&, Step&, StepContext&);

std::optional<Uses> read_if(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_while(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_repeat(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_break(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_continue(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_return(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_fail(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_call(const WrittenStep&, Step&, StepContext&);

std::optional<Uses> read_mark(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_section(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_sleep(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_yield(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_await(const WrittenStep&, Step&, StepContext&);

// Verbs of a resource.
std::optional<Uses> read_primitive(const WrittenStep&, Step&, StepContext&);
std::optional<Uses> read_with(const WrittenStep&, Step&, StepContext&);

// The line in a room's table for the verb that is written; it must be there.
[[nodiscard]] Uses uses_of(RoomId room, const WrittenStep& written);
// False, with an error, where something is written behind a verb that takes nothing.
bool takes_nothing(const WrittenStep& written, StepContext& context);

}  // namespace rehearse
