// SIGINT, SIGTERM and SIGHUP at the runner: one flag, looked at between runs and while waiting in one.
#pragma once

namespace rehearse {

// Installs the handlers. Once, before the first run.
void watch_interrupts();
// True from the first such signal on.
[[nodiscard]] const volatile bool* interrupt_flag();
// In a forked worker: the same, and SIGTERM when the runner is gone. `runner`: its pid.
void follow_runner(int runner);

}  // namespace rehearse
