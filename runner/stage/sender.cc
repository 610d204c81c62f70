#include "runner/stage/sender.h"

#include <unistd.h>

namespace rehearse::stage {
namespace {

// An actor has at most a million events: 21 bits would do for the number.
constexpr uint64_t kOurs = 0x5eull << 56;
constexpr uint64_t kOursMask = 0xffull << 56;
constexpr uint64_t kToThread = 1ull << 55;

ActorId actor_with_pid(const Mapping& mapping, int pid) {
  for (const ActorInfo& actor : mapping.program().actors)
    if (!actor.thread && mapping.actor(actor.id).pid == pid) return actor.id;
  return {};
}

Sender from_child(const Mapping& mapping, const siginfo_t& info) {
  Sender result;
  result.code = Value::integer(info.si_code);
  const ActorId child = actor_with_pid(mapping, info.si_pid);
  if (!child.valid()) return result;
  result.sender = Value::pid(child);
  switch (info.si_code) {
    case CLD_STOPPED: result.cause = mapping.process(child).stop_event; break;
    case CLD_CONTINUED: result.cause = mapping.process(child).continue_event; break;
    default: result.cause = mapping.actor(child).exit_event; break;
  }
  return result;
}

}  // namespace

siginfo_t make_siginfo(int signal, Event::Cause cause, bool to_thread) {
  siginfo_t info = {};
  info.si_signo = signal;
  info.si_code = SI_QUEUE;
  info.si_pid = getpid();
  info.si_uid = getuid();
  const uint64_t bits = kOurs | (to_thread ? kToThread : 0) |
                        (static_cast<uint64_t>(cause.actor.value) & 0xffff) << 32 | cause.sequence;
  info.si_value.sival_ptr = reinterpret_cast<void*>(bits);
  return info;
}

Sender sender_of(const Mapping& mapping, const siginfo_t& info) {
  const bool from_kernel = info.si_code > 0;
  if (info.si_signo == SIGCHLD && from_kernel) return from_child(mapping, info);
  Sender result;
  result.code = Value::integer(info.si_code);
  const auto bits = reinterpret_cast<uint64_t>(info.si_value.sival_ptr);
  if (info.si_code == SI_QUEUE && (bits & kOursMask) == kOurs) {
    result.cause = {ActorId(static_cast<int32_t>((bits >> 32) & 0xffff)), static_cast<uint32_t>(bits)};
    const ActorInfo& actor = mapping.program().actors[result.cause.actor.index()];
    result.sender = Value::pid(actor.thread ? actor.process : actor.id);
    result.code = Value::integer((bits & kToThread) != 0 ? SI_TKILL : SI_USER);
  } else if (from_kernel) {
    result.sender = Value::integer(0);
  }
  return result;
}

}  // namespace rehearse::stage
