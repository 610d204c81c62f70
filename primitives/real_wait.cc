#include "primitives/real_wait.h"

#include <sched.h>

#include <cerrno>

#include "primitives/waiters.h"

namespace rehearse {
namespace {

// How long a try puts up with a libc lock that is taken while its owner word is free. Longer: its taker was
// stopped or killed on the way out of a wait, and the try has failed.
constexpr int64_t kPatience = 1'000'000;

void yield_with_open_gate(Port& port) {
  port.open_gate();
  sched_yield();
  port.shut_gate();
}

int try_patiently(const RealCalls& calls, Object& object, Port& port) {
  int outcome = calls.try_now(object.real);
  if (outcome != EBUSY || calls.claimed == nullptr || calls.claimed(object)) return outcome;
  const int64_t until = port.now() + kPatience;
  do {
    yield_with_open_gate(port);
    outcome = calls.try_now(object.real);
  } while (outcome == EBUSY && !calls.claimed(object) && port.now() < until);
  return outcome;
}

// Looks before it sleeps: a signal that was saved after `announce` ran while the gate opened. One that comes
// between this look and the sleep is missed, as POSIX has it.
int block_with_open_gate(const RealCalls& calls, Object& object, Port& port, const Wait& wait,
                         int64_t deadline) {
  port.open_gate();
  const bool over = wait.interruptible && port.interrupted();
  const int outcome = over ? EINTR : calls.block(object.real, deadline);
  port.shut_gate();
  return outcome;
}

int wait_until(const RealCalls& calls, Object& object, Port& port, const Wait& wait, int64_t deadline) {
  for (;;) {
    int outcome = block_with_open_gate(calls, object, port, wait, deadline);
    if (outcome != EINTR && outcome != ETIMEDOUT) return outcome;
    if (outcome == EINTR && !(wait.interruptible && port.interrupted())) continue;
    // What can be had now is had, however late it is and whatever handler ran.
    if (const int last = calls.try_now(object.real); last != EBUSY) return last;
    if (outcome == EINTR || port.now() >= deadline) return outcome;
  }
}

}  // namespace

int wait_for_real(const RealCalls& calls, Object& object, Port& port, const Wait& wait) {
  int outcome = try_patiently(calls, object, port);
  if (outcome != EBUSY) return outcome;
  if (wait.timeout <= 0) return ETIMEDOUT;
  const int64_t deadline = deadline_after(port, wait.timeout);
  port.announce(object, deadline);
  outcome = wait_until(calls, object, port, wait, deadline);
  port.awake();
  return outcome;
}

timespec timespec_of(int64_t ns) {
  constexpr int64_t kSecond = 1'000'000'000;
  return {.tv_sec = ns / kSecond, .tv_nsec = ns % kSecond};
}

}  // namespace rehearse
