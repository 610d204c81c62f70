#include "runner/stage/family.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "primitives/check.h"
#include "runner/stage/clock.h"

namespace rehearse::stage {
namespace {

volatile sig_atomic_t g_told_to_end = 0;

bool readable(int fd, int timeout_ms) {
  pollfd poll_one{fd, POLLIN, 0};
  return poll(&poll_one, 1, timeout_ms) > 0;
}

std::vector<int> children_of_mine() {
  char path[64];
  std::snprintf(path, sizeof path, "/proc/self/task/%d/children", getpid());
  std::string text;
  const int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return {};
  char buffer[4096];
  for (ssize_t n; (n = read(fd, buffer, sizeof buffer)) > 0;)
    text.append(buffer, static_cast<std::size_t>(n));
  close(fd);
  std::vector<int> pids;
  for (const char* at = text.c_str();;) {
    char* end = nullptr;
    const long pid = std::strtol(at, &end, 10);
    if (end == at) return pids;
    pids.push_back(static_cast<int>(pid));
    at = end;
  }
}

}  // namespace

bool Family::adopt(ActorId process) {
  const int fd = static_cast<int>(syscall(SYS_pidfd_open, mapping_.actor(process).pid.load(), 0));
  fds_[process.index()] = fd;
  return fd >= 0;
}

bool Family::is_dead(ActorId process) const { return knows(process) && readable(fds_[process.index()], 0); }

bool Family::wait_death(ActorId process, int64_t deadline) const {
  while (!readable(fds_[process.index()], 1))
    if (now() >= deadline || told_to_end()) return is_dead(process);
  return true;
}

int Family::send(ActorId process, int signal, siginfo_t* info) const {
  return syscall(SYS_pidfd_send_signal, fds_[process.index()], signal, info, 0) == 0 ? 0 : errno;
}

void Family::dismiss(ActorId process) {
  if (knows(process)) close(fds_[process.index()]);
  fds_[process.index()] = -1;
}

void Family::forget() {
  for (const ActorInfo& actor : mapping_.program().actors) dismiss(actor.id);
}

void Family::wait(int64_t ns, std::vector<ActorId>& dead) const {
  std::vector<pollfd> polls{{mapping_.bell, POLLIN, 0}};
  std::vector<ActorId> who{ActorId()};
  for (const ActorInfo& actor : mapping_.program().actors) {
    if (!knows(actor.id)) continue;
    polls.push_back({fds_[actor.id.index()], POLLIN, 0});
    who.push_back(actor.id);
  }
  sigset_t all_but_term;
  sigfillset(&all_but_term);
  sigdelset(&all_but_term, SIGTERM);
  const timespec timeout = to_timespec(ns);
  ppoll(polls.data(), polls.size(), &timeout, &all_but_term);
  uint64_t rings = 0;
  if (polls[0].revents != 0) (void)!read(mapping_.bell, &rings, sizeof rings);
  for (std::size_t i = 1; i < polls.size(); ++i)
    if (polls[i].revents != 0) dead.push_back(who[i]);
}

void end_children(const std::vector<int>& spared) {
  const auto is_spared = [&](int pid) {
    return std::find(spared.begin(), spared.end(), pid) != spared.end();
  };
  for (;;) {
    std::vector<int> pids;
    for (const int pid : children_of_mine())
      if (!is_spared(pid)) pids.push_back(pid);
    if (pids.empty()) return;
    for (const int pid : pids) kill(pid, SIGKILL);
    for (const int pid : pids) waitpid(pid, nullptr, 0);
  }
}

bool told_to_end() { return g_told_to_end != 0; }

void catch_end() {
  struct sigaction action = {};
  action.sa_handler = [](int) { g_told_to_end = 1; };
  sigfillset(&action.sa_mask);
  CHECK(sigaction(SIGTERM, &action, nullptr) == 0);
}

}  // namespace rehearse::stage
