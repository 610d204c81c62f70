// Dispositions, masks, and the waits for signals.
#include <sys/syscall.h>

#include "runner/stage/death.h"
#include "runner/stage/effects.h"
#include "runner/stage/futex.h"
#include "runner/stage/gate.h"
#include "runner/stage/sender.h"
#include "runner/stage/signal.h"
#include "runner/stage/ticket.h"
#include "runner/stage/wait.h"

namespace rehearse::stage {
namespace {

bool is_catchable(int signal) {
  return signal != SIGKILL && signal != SIGSTOP && signal >= 1 && signal < kSignals;
}

constexpr uint64_t kUncatchable = signal_bit(SIGKILL) | signal_bit(SIGSTOP);

// Kernel's sigtimedwait; `deadline` 0: only what is there. The signal's number or a negative errno.
int take_pending(uint64_t set, siginfo_t& info, int64_t deadline) {
  const int64_t left = deadline == 0 || deadline == kForever ? 0 : deadline - now();
  const timespec timeout = to_timespec(left > 0 ? left : 0);
  const long r =
      syscall(SYS_rt_sigtimedwait, &set, &info, deadline == kForever ? nullptr : &timeout, sizeof set);
  return r >= 0 ? static_cast<int>(r) : -errno;
}

// Gate shut before and after; handlers go on being saved.
void hear_of_children(Player& player) {
  let_stage_in(player);
  await_counted_children(player);
  shut_gate(player);
}

Done took_signal(Player& player, int signal, const siginfo_t& info) {
  if (signal == SIGCHLD) hear_of_children(player);
  const Sender sender = sender_of(player.mapping, info);
  current(player).cause = sender.cause;
  player.outcome[player.depth].who = sender.sender;
  return succeeded(Value::integer(signal));
}

}  // namespace

Done do_sigaction(Player& player, const Instruction& instruction) {
  current(player).target = player.doing().target = instruction.number;
  if (!is_catchable(instruction.number)) return failed(symbols::einval);
  Disposition disposition{};
  disposition.kind = instruction.sub == 0   ? Disposition::Kind::handler
                     : instruction.sub == 1 ? Disposition::Kind::ignore
                                            : Disposition::Kind::standard;
  disposition.handler = instruction.target;
  disposition.mask = instruction.mask & ~kUncatchable;
  disposition.restart = (instruction.flags & kRestart) != 0;
  // A `sigaction: S` without a body to run: nothing to do when it comes.
  if (disposition.kind == Disposition::Kind::handler && disposition.handler < 0)
    disposition.kind = Disposition::Kind::ignore;
  set_disposition(player, instruction.number, disposition);
  return succeeded();
}

// What is let through is handled before this step ends: with the gate open, so that handlers run in their
// frames.
Done do_mask(Player& player, const Instruction& instruction) {
  const uint64_t old = player.slot.mask;
  const uint64_t mask = instruction.mask & ~kUncatchable;
  const uint64_t wanted = instruction.sub == 0 ? old | mask : instruction.sub == 1 ? old & ~mask : mask;
  if ((old & ~wanted) == 0) {
    apply_mask(player, wanted);
    return succeeded();
  }
  set_kernel_mask(kAllSignals);
  player.slot.mask = wanted;
  open_gate(player);
  set_kernel_mask(player.slot.mask);
  shut_gate(player);
  return succeeded();
}

Done do_sigpending(Player& player, const Instruction& instruction) {
  uint64_t pending = 0;
  syscall(SYS_rt_sigpending, &pending, sizeof pending);
  pending &= player.slot.mask;
  if ((pending & signal_bit(SIGCHLD)) != 0) hear_of_children(player);
  if (instruction.number >= 0) {
    current(player).target = instruction.number;
    return succeeded(Value::boolean((pending & signal_bit(instruction.number)) != 0));
  }
  return succeeded(Value::integer(static_cast<int64_t>(pending)));
}

Done do_sigwait(Player& player, const Instruction& instruction) {
  const uint64_t set = instruction.mask;
  if ((set & kUncatchable) != 0 || (set & ~player.slot.mask) != 0) return failed(symbols::einval);
  const Wait wait = wait_of(player, instruction);
  siginfo_t info;
  int got = take_pending(set, info, 0);
  if (got > 0) return took_signal(player, got, info);
  if (wait.timeout == 0) return {Effect::failed(symbols::eagain), true};
  const int64_t deadline = deadline_after(wait.timeout);
  begin_wait(player, Undertaking::On::signal, -1, deadline);
  for (;;) {
    open_gate(player);
    got = take_pending(set, info, deadline);
    shut_gate(player);
    if (got > 0 || got == -EAGAIN) break;
    if (wait.interruptible && was_interrupted(player)) break;
  }
  end_wait(player);
  if (got > 0) return took_signal(player, got, info);
  if (got == -EAGAIN) return {Effect::failed(symbols::eagain), true};
  return failed(symbols::eintr);
}

// Also pause. What was saved came before the wait and does not end it; then the wait is announced, and only
// then can a signal end it: everything stays blocked until the kernel has put us to sleep.
Done do_sigsuspend(Player& player, const Instruction&, uint64_t mask) {
  const uint64_t old = player.slot.mask;
  const uint64_t meanwhile = mask & ~kUncatchable;
  set_kernel_mask(kAllSignals);
  while (player.saved.signal != 0) {
    open_gate(player);
    set_kernel_mask(kAllSignals);
    shut_gate(player);
  }
  const uint32_t handled = player.slot.handled;
  player.slot.mask = meanwhile;
  begin_wait(player, Undertaking::On::signal, -1, kForever);
  while (player.slot.handled == handled) {
    open_gate_while_blocked(player);
    syscall(SYS_rt_sigsuspend, &meanwhile, sizeof meanwhile);
    shut_gate(player);
  }
  player.slot.mask = old;
  end_wait(player);
  restore_kernel_mask(player);
  return succeeded();
}

}  // namespace rehearse::stage
