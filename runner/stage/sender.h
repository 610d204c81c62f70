// Who sent a signal. A kill carries its event in si_value, so that the handler that really is delivered knows
// its cause (standard signals merge in the kernel, which keeps the first one's siginfo, as the language
// says).
#pragma once
#include <signal.h>

#include "runner/stage/mapping.h"

namespace rehearse::stage {

// A siginfo as pidfd_send_signal and rt_tgsigqueueinfo take it. `to_thread`: pthread_kill, raise.
[[nodiscard]] siginfo_t make_siginfo(int signal, Event::Cause cause, bool to_thread);

struct Sender {
  Event::Cause cause;
  Value sender = Value::none();  // a pid; 0 of an alarm
  Value code = Value::none();    // as if it had been sent by kill
};
[[nodiscard]] Sender sender_of(const Mapping& mapping, const siginfo_t& info);

}  // namespace rehearse::stage
