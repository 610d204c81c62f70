#include "runner/stage/signal.h"

#include <ucontext.h>

#include "primitives/check.h"
#include "runner/stage/awaits.h"
#include "runner/stage/death.h"
#include "runner/stage/finding.h"
#include "runner/stage/futex.h"
#include "runner/stage/gate.h"
#include "runner/stage/interpreter.h"
#include "runner/stage/request.h"
#include "runner/stage/sender.h"
#include "runner/stage/ticket.h"

namespace rehearse::stage {
namespace {

void log_handler(Player& player, Event::Kind kind, int signal, Event::Cause cause) {
  Event event;
  event.kind = kind;
  event.begin = see_ticket(player.control);
  event.actor = player.id;
  event.target = signal;
  event.cause = cause;
  event.depth = static_cast<uint8_t>(player.depth);
  event.sequence = player.slot.sequence.fetch_add(1, std::memory_order_relaxed) + 1;
  publish(player.holder, event);
  tell_awaits(player.holder, event);
}

void enter_frame(Player& player, int signal, const Sender& sender) {
  ++player.depth;
  player.slot.depth = static_cast<uint32_t>(player.depth);
  Undertaking& doing = player.doing();
  doing.announced = 0;
  doing.deadline = kForever;
  doing.begin = 0;
  doing.listed = doing.granted = false;
  doing.libc = false;
  player.event[player.depth] = Event{};
  player.outcome[player.depth] = Outcome{};
  Value* temporaries = player.registers().temporaries;
  for (int32_t i = 0; i < player.info.temporaries; ++i) temporaries[i] = Value::unset();
  if (player.info.temporaries < kSignalTemporaries) return;
  temporaries[0] = Value::integer(signal);
  temporaries[1] = Value::none();
  temporaries[2] = sender.sender;
  temporaries[3] = sender.code;
}

// Gate open, all blocked in the kernel. The gate is open and all is blocked when it returns.
void run_handler(Player& player, int signal, const Sender& sender, const Disposition& disposition) {
  const int32_t entry = player.info.handler_entries[static_cast<std::size_t>(disposition.handler)];
  CHECK(entry >= 0);
  if (player.depth + 1 >= kDepths) {
    shut_gate(player);
    raise_finding(player, Raised::Kind::error, "handlers nested deeper than 8");
  }
  const uint64_t old_mask = player.slot.mask;
  enter_frame(player, signal, sender);
  shut_gate(player);
  player.slot.mask = old_mask | disposition.mask | signal_bit(signal);
  log_handler(player, Event::Kind::handler_begin, signal, sender.cause);
  player.slot.saved = 0;
  open_gate(player);
  // What else is let through begins now, before our first step.
  set_kernel_mask(player.slot.mask);
  shut_gate(player);
  interpret(player, entry);
  set_kernel_mask(kAllSignals);
  log_handler(player, Event::Kind::handler_end, signal, {});
  --player.depth;
  player.slot.depth = static_cast<uint32_t>(player.depth);
  player.slot.mask = old_mask;
  tell_asleep_again(player);
  player.slot.handled.fetch_add(1);
  if (!disposition.restart) player.slot.handled_ending.fetch_add(1);
  // A signal between "gate open" and the futex's sleep is not lost: the word has moved.
  player.slot.park.fetch_add(1);
  let_stage_in(player);
  std::atomic_signal_fence(std::memory_order_seq_cst);
  player.busy = 0;
}

void act(Player& player, int signal, const siginfo_t& info, const Disposition& disposition) {
  const Sender sender = sender_of(player.mapping, info);
  switch (disposition.kind) {
    case Disposition::Kind::ignore: break;
    case Disposition::Kind::handler:
      if (signal == SIGCHLD) await_counted_children(player);
      run_handler(player, signal, sender, disposition);
      break;
    case Disposition::Kind::standard:
      if (ignored_by_default(signal)) break;
      if (!stops_by_default(signal)) die_by_signal(player, signal, sender.cause);
      shut_gate(player);
      ask_stage(player, Request::stop, player.process_id, signal, sender.cause);
      let_stage_in(player);
      player.busy = 0;
      break;
  }
  player.slot.saved = player.saved.signal != 0 ? 1 : 0;
}

void act_on_saved(Player& player) {
  while (player.saved.signal != 0) {
    const Saved saved = player.saved;
    player.saved.signal = 0;
    act(player, saved.signal, saved.info, saved.disposition);
  }
}

// The kernel's eight bytes, not glibc's 128.
void block_all_after(void* context) {
  *reinterpret_cast<uint64_t*>(&static_cast<ucontext_t*>(context)->uc_sigmask) = kAllSignals;
}

void on_signal(int signal, siginfo_t* info, void* context) {
  const int error = errno;
  Player& player = *self;
  const Disposition& disposition = player.process.dispositions[static_cast<std::size_t>(signal)];
  if (player.busy != 0) {
    CHECK(player.saved.signal == 0);
    player.saved.info = *info;
    player.saved.disposition = disposition;
    player.saved.signal = signal;
    player.slot.saved = 1;
    block_all_after(context);
  } else {
    act(player, signal, *info, disposition);
    act_on_saved(player);
  }
  errno = error;
}

void install(int signal, const Disposition& disposition) {
  struct sigaction action = {};
  sigfillset(&action.sa_mask);
  if (disposition.kind == Disposition::Kind::ignore) {
    action.sa_handler = SIG_IGN;
  } else if (disposition.kind == Disposition::Kind::standard && ignored_by_default(signal)) {
    action.sa_handler = SIG_DFL;
  } else {
    action.sa_sigaction = on_signal;
    action.sa_flags = SA_SIGINFO;
  }
  CHECK(sigaction(signal, &action, nullptr) == 0);
}

}  // namespace

bool stops_by_default(int signal) { return signal == SIGTSTP || signal == SIGTTIN || signal == SIGTTOU; }
bool ignored_by_default(int signal) {
  return signal == SIGCHLD || signal == SIGURG || signal == SIGWINCH || signal == SIGCONT;
}

void install_stubs(Player& player) {
  const uint64_t named = player.program.named_signals & ~(signal_bit(SIGKILL) | signal_bit(SIGSTOP));
  for (int signal = 1; signal < kSignals; ++signal)
    if ((named & signal_bit(signal)) != 0)
      install(signal, player.process.dispositions[static_cast<std::size_t>(signal)]);
}

void set_disposition(Player& player, int signal, const Disposition& disposition) {
  set_kernel_mask(kAllSignals);
  player.process.dispositions[static_cast<std::size_t>(signal)] = disposition;
  install(signal, disposition);
  restore_kernel_mask(player);
}

void apply_mask(Player& player, uint64_t mask) {
  player.slot.mask = mask & ~(signal_bit(SIGKILL) | signal_bit(SIGSTOP));
  restore_kernel_mask(player);
}

void restore_kernel_mask(Player& player) {
  // All blocked first: a signal saved between the look and the new mask would find the slot full.
  set_kernel_mask(kAllSignals);
  if (player.saved.signal == 0) set_kernel_mask(player.slot.mask);
}

void deliver_saved(Player& player) {
  act_on_saved(player);
  set_kernel_mask(player.slot.mask);
}

}  // namespace rehearse::stage
