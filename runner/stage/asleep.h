// The kernel's word on a thread: /proc/PID/task/TID/stat.
#pragma once

namespace rehearse::stage {

// 'S' asleep, 'T' stopped, 'R' running, 'Z' …; 'X' where there is no such thread.
[[nodiscard]] char thread_state(int pid, int tid);

}  // namespace rehearse::stage
