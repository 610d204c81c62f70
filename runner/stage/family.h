// The stage's processes: a pidfd for each that lives, and the bell beside them in one wait.
#pragma once
#include <signal.h>

#include <vector>

#include "runner/stage/mapping.h"

namespace rehearse::stage {

class Family {
 public:
  explicit Family(const Mapping& mapping) : mapping_(mapping), fds_(mapping.program().actors.size(), -1) {}
  ~Family() { forget(); }
  Family(const Family&) = delete;
  Family& operator=(const Family&) = delete;

  // False: no such process (it died already, and was reaped).
  bool adopt(ActorId process);
  [[nodiscard]] bool knows(ActorId process) const { return fds_[process.index()] >= 0; }
  [[nodiscard]] bool is_dead(ActorId process) const;
  // Sleeps until the process is dead, at most to the deadline.
  bool wait_death(ActorId process, int64_t deadline) const;
  // As pidfd_send_signal; an errno.
  int send(ActorId process, int signal, siginfo_t* info) const;
  // It is dead and counted.
  void dismiss(ActorId process);
  void forget();
  // Sleeps until the bell rings, somebody dies, SIGTERM comes, or `ns` passed. `dead` gets those whose pidfd
  // says so.
  void wait(int64_t ns, std::vector<ActorId>& dead) const;

 private:
  const Mapping& mapping_;
  std::vector<int> fds_;
};

// Kills the calling process's direct children until there are none: orphans come to a subreaper. Spares
// `spared`.
void end_children(const std::vector<int>& spared = {});

// SIGTERM came: the runner has gone, or wants us to.
[[nodiscard]] bool told_to_end();
void catch_end();

}  // namespace rehearse::stage
