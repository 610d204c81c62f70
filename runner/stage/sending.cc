// kill, raise, terminate.
#include <sys/syscall.h>

#include "runner/stage/effects.h"
#include "runner/stage/futex.h"
#include "runner/stage/request.h"
#include "runner/stage/sender.h"

namespace rehearse::stage {
namespace {

Symbol error_symbol(int error) {
  switch (error) {
    case 0: return symbols::ok;
    case EPERM: return symbols::eperm;
    case EAGAIN: return symbols::eagain;
    case ESRCH: return symbols::esrch;
    default: return symbols::einval;
  }
}

int send_to_thread(const ActorSlot& slot, int signal, Event::Cause cause) {
  siginfo_t info = make_siginfo(signal, cause, true);
  return syscall(SYS_rt_tgsigqueueinfo, slot.pid.load(), slot.tid.load(), signal, &info) == 0 ? 0 : errno;
}

// Never by a bare pid: the descriptor is opened first, then it is asked whether the pid could have been
// another's.
int send_to_process(const ActorSlot& slot, int signal, Event::Cause cause) {
  const int fd = static_cast<int>(syscall(SYS_pidfd_open, slot.pid.load(), 0));
  if (fd < 0) return errno;
  int error = ESRCH;
  if (!slot.reaped) {
    siginfo_t info = make_siginfo(signal, cause, false);
    error = syscall(SYS_pidfd_send_signal, fd, signal, &info, 0) == 0 ? 0 : errno;
  }
  close(fd);
  return error;
}

// A process that the stage forked stays a zombie to the run's end: signalling it succeeds, whoever waited for
// it.
bool can_be_signalled(Player& player, ActorId target) {
  const ActorSlot& slot = player.mapping.actor(target);
  if (!slot.parent.valid() && !player.program.actors[target.index()].thread) return slot.phase != 0;
  return slot.phase != 0 && !slot.reaped;
}

int request_for(Player& player, ActorId target, int signal, Event::Cause cause) {
  const ActorInfo& info = player.program.actors[target.index()];
  const ActorId process = info.thread ? info.process : target;
  const Request request = signal == SIGKILL   ? Request::kill
                          : signal == SIGSTOP ? Request::stop
                                              : Request::resume;
  return ask_stage(player, request, process, signal, cause);
}

}  // namespace

// A thread that is being born is there once its `start` has had its effect.
static void wait_until_born(const ActorSlot& slot) {
  while (slot.phase == static_cast<uint32_t>(Phase::starting))
    futex_wait(slot.phase, static_cast<uint32_t>(Phase::starting));
}

static Done send(Player& player, ActorId target, int signal) {
  Event& event = current(player);
  event.target = player.doing().target = target.value;
  event.value = Value::integer(signal);
  ActorSlot& slot = player.mapping.actor(target);
  wait_until_born(slot);
  if (!can_be_signalled(player, target)) return failed(symbols::esrch);
  const bool thread = player.program.actors[target.index()].thread;
  const bool ended = slot.phase == static_cast<uint32_t>(Phase::ended);
  if (ended) return thread ? failed(symbols::esrch) : succeeded();
  if (signal == 0) return succeeded();
  const Event::Cause cause{player.id, event.sequence};
  int error = 0;
  if (signal == SIGKILL || signal == SIGSTOP || signal == SIGCONT)
    error = request_for(player, target, signal, cause);
  else
    error = thread ? send_to_thread(slot, signal, cause) : send_to_process(slot, signal, cause);
  // Ended meanwhile, and not reaped: as a zombie takes it.
  if (error == ESRCH && !thread && !slot.reaped) error = 0;
  return error == 0 ? succeeded() : failed(error_symbol(error));
}

Done do_terminate(Player& player, const Instruction& instruction) {
  return send(player, ActorId(indexed(player, instruction)), SIGTERM);
}

Done do_kill(Player& player, const Instruction& instruction) {
  return send(player, ActorId(indexed(player, instruction)),
              static_cast<int>(read_operand(player, instruction.a).bits));
}

Done do_raise(Player& player, const Instruction& instruction) {
  const int signal = static_cast<int>(read_operand(player, instruction.a).bits);
  current(player).target = player.doing().target = signal;
  const Event::Cause cause{player.id, current(player).sequence};
  int error = 0;
  if (signal == SIGKILL || signal == SIGSTOP)
    error = request_for(player, player.id, signal, cause);
  else if (signal != 0)
    error = send_to_thread(player.slot, signal, cause);
  return error == 0 ? succeeded() : failed(error_symbol(error));
}

}  // namespace rehearse::stage
