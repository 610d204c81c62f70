#include "runner/stage/leash.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <cstdio>

#include "primitives/check.h"

namespace rehearse::stage {

Leash make_leash() {
  int ends[2];
  CHECK(pipe2(ends, O_CLOEXEC) == 0);
  return {ends[0], ends[1]};
}

void wear_leash(const Leash& leash) {
  close(leash.write_end);
  wear_own_leash(leash);
}

void wear_own_leash(const Leash& leash) {
  char path[40];
  std::snprintf(path, sizeof path, "/proc/self/fd/%d", leash.read_end);
  const int own = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  CHECK(own >= 0);
  CHECK(fcntl(own, F_SETOWN, getpid()) == 0);
  CHECK(fcntl(own, F_SETSIG, SIGKILL) == 0);
  CHECK(fcntl(own, F_SETFL, O_ASYNC | O_NONBLOCK) == 0);
  // Armed too late: nobody would tell us any more.
  pollfd hung_up{own, POLLIN, 0};
  poll(&hung_up, 1, 0);
  if ((hung_up.revents & POLLHUP) != 0) _exit(98);
}

}  // namespace rehearse::stage
