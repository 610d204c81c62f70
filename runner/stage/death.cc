#include "runner/stage/death.h"

#include <sys/syscall.h>
#include <sys/wait.h>

#include "runner/stage/always.h"
#include "runner/stage/asleep.h"
#include "runner/stage/awaits.h"
#include "runner/stage/bell.h"
#include "runner/stage/finding.h"
#include "runner/stage/futex.h"
#include "runner/stage/gate.h"
#include "runner/stage/request.h"
#include "runner/stage/signal.h"
#include "runner/stage/ticket.h"
#include "runner/stage/wait.h"

namespace rehearse::stage {
namespace {

constexpr int64_t kMillisecond = 1'000'000;

bool is_of(const Program& program, ActorId actor, ActorId process) {
  const ActorInfo& info = program.actors[actor.index()];
  return info.thread ? info.process == process : actor == process;
}

void write_end(Mapping& mapping, ActorId process, int exitcode, bool natural, Event::Cause cause) {
  ActorSlot& main = mapping.actor(process);
  ProcessSlot& its = mapping.process(process);
  main.exit_event = {process, main.sequence.fetch_add(1) + 1};
  its.exitcode = exitcode;
  its.natural = natural;
  its.cause = cause;
  its.ending_begin = see_ticket(mapping.control());
  its.over = 1;
}

// What was sent before the end is handled before it. Gate shut before and after; then everything is blocked.
void settle(Player& player) {
  open_gate(player);
  set_kernel_mask(kAllSignals);
  shut_gate(player);
}

bool has_siblings(const Player& player) {
  for (const ActorInfo& info : player.program.actors)
    if (info.id != player.id && is_of(player.program, info.id, player.process_id) &&
        player.mapping.actor(info.id).phase == static_cast<uint32_t>(Phase::live))
      return true;
  return false;
}

// From here on nobody else ends this process, and no other thread of it moves. Gate shut, everything blocked.
void claim(Player& player, int exitcode, bool natural, Event::Cause cause) {
  if (player.process.ending.exchange(1) != 0) freeze(player);
  if (has_siblings(player)) ask_stage(player, Request::end_process, player.process_id, 0, cause);
  write_end(player.mapping, player.process_id, exitcode, natural, cause);
  // A pidfd must be open before the pid can be anybody else's.
  ActorSlot& main = player.mapping.actor(player.process_id);
  while (main.registered == 0) {
    ring(player.mapping);
    futex_wait(main.registered, 0, now() + kMillisecond);
  }
  let_stage_in(player);
}

[[noreturn]] void leave(Player& player, int code, bool natural, Event::Cause cause) {
  set_kernel_mask(kAllSignals);
  claim(player, code, natural, cause);
  _exit(code);
}

// Waits until `actor` has been counted. No step: it has no event.
void join_at_end(Player& player, ActorId actor, bool process) {
  player.event[0] = Event{};
  player.event[0].actor = player.id;
  player.event[0].target = actor.value;
  bool mine = false;
  (void)watch(player, Undertaking::On::actor_end, actor.value, Wait{}, [&] {
    if (player.mapping.actor(actor).phase != static_cast<uint32_t>(Phase::ended)) return false;
    mine = process && claim_reaping(player.mapping, actor, true);
    return true;
  });
  if (mine) reap(player.mapping, actor);
}

// Those that the process must wait for at its end and that have not ended yet; invalid: none.
ActorId next_thread(const Player& player) {
  for (const ActorInfo& info : player.program.actors)
    if (info.thread && !info.daemon && info.process == player.process_id &&
        is_up(player.mapping.actor(info.id)))
      return info.id;
  return {};
}

ActorId next_child(const Player& player) {
  for (const ActorInfo& info : player.program.actors) {
    const ActorSlot& slot = player.mapping.actor(info.id);
    if (info.thread || info.id == player.id || !is_child_of(player.mapping, info.id, player.process_id))
      continue;
    const bool ours = slot.parent.valid();
    if (!ours && info.daemon) continue;  // an auto daemon runs on until only daemons are left
    if (is_up(slot) || (slot.phase == static_cast<uint32_t>(Phase::ended) && !slot.reaped)) return info.id;
  }
  return {};
}

void terminate_daemons(Player& player) {
  for (const ActorInfo& info : player.program.actors) {
    ActorSlot& slot = player.mapping.actor(info.id);
    if (info.thread || !info.daemon || slot.parent != player.process_id || !is_up(slot) ||
        slot.ended_by_parent)
      continue;
    slot.ended_by_parent = true;
    const int fd = static_cast<int>(syscall(SYS_pidfd_open, slot.pid.load(), 0));
    if (fd < 0) continue;
    syscall(SYS_pidfd_send_signal, fd, SIGTERM, nullptr, 0);
    close(fd);
  }
}

void join_all(Player& player) {
  for (;;) {
    ActorId next = next_thread(player);
    const bool thread = next.valid();
    if (!thread) {
      terminate_daemons(player);
      next = next_child(player);
    }
    if (!next.valid()) return;
    join_at_end(player, next, !thread);
  }
}

// A real robust mutex: the kernel gives it up only after the thread is gone.
bool holds_robust(const Player& player) {
  for (std::size_t place = 0; place < player.mapping.object_copies(); ++place) {
    const Object& object = player.mapping.object_at(place);
    const Room& its = room(object.room);
    if (its.owner != nullptr && its.backends[object.backend].perform != nullptr &&
        its.owner(object.state) == player.id)
      return true;
  }
  return false;
}

// Takes a dead actor off all lists. Guard held.
void withdraw_all(Mapping& mapping, ActorId actor) {
  for (Undertaking& doing : mapping.actor(actor).doing) {
    if (!doing.listed) continue;
    doing.listed = false;
    if (doing.place >= 0)
      mapping.object_at(static_cast<std::size_t>(doing.place)).waiting.erase(actor);
    else
      mapping.control().watchers.erase(actor);
  }
}

// Native objects that it held; of real ones the system takes care. Guard held.
void end_holdings(GuardHolder& holder, ActorId actor) {
  Mapping& mapping = holder.mapping;
  for (std::size_t place = 0; place < mapping.object_copies(); ++place) {
    Object& object = mapping.object_at(place);
    const Room& its = room(object.room);
    if (its.on_end == nullptr || its.backends[object.backend].perform != nullptr) continue;
    const Effect effect = its.on_end(object.state, actor);
    wake_waiters(holder, static_cast<int32_t>(place), effect.wake, effect.grants, 0);
  }
}

// Guard held. The last thing: whoever sees the phase sees all the rest.
void settle_end(GuardHolder& holder, ActorId actor, const Event& exit) {
  withdraw_all(holder.mapping, actor);
  end_holdings(holder, actor);
  holder.mapping.actor(actor).phase = static_cast<uint32_t>(Phase::ended);
  futex_wake(holder.mapping.actor(actor).phase);
  tell_awaits_guarded(holder, exit);
  check_always(holder, {.actor = actor});
  wake_watchers(holder, Undertaking::On::actor_end, actor.value);
  const ActorId parent = holder.mapping.actor(actor).parent;
  if (parent.valid()) wake_watchers(holder, Undertaking::On::any_child, parent.value);
}

Event exit_event(GuardHolder& holder, ActorId actor, Event::Cause own, Event::Cause cause, Value value,
                 uint64_t begin) {
  Event event;
  event.kind = Event::Kind::exit;
  event.begin = begin;
  event.actor = actor;
  event.sequence = own.sequence;
  event.cause = cause;
  event.value = value;
  publish(holder, event);
  return event;
}

// It was killed inside libc: it may have got what it waited for.
void publish_maybe(GuardHolder& holder, ActorId actor) {
  for (Undertaking& doing : holder.mapping.actor(actor).doing) {
    if (doing.begin == 0 || !doing.libc) continue;
    Event event;
    event.begin = doing.begin;
    event.actor = actor;
    event.step = doing.step;
    event.instruction = doing.instruction;
    event.target = doing.target;
    event.sequence = doing.sequence;
    event.blocked = true;
    event.maybe = true;
    publish(holder, event);
    doing.begin = 0;
  }
}

// Whether the kernel reaped it at once, as its parent ignored SIGCHLD. The pid is gone a little later than
// its death is told.
bool reaped_by_kernel(const Mapping& mapping, ActorId process) {
  const ActorSlot& slot = mapping.actor(process);
  if (!slot.parent.valid()) return false;
  const bool ignored = mapping.process(slot.parent).dispositions[SIGCHLD].kind == Disposition::Kind::ignore;
  for (int tries = ignored ? 100 : 1;; pause_briefly(50'000)) {
    if (thread_state(slot.pid, slot.pid) == 'X') return true;
    if (--tries == 0) return false;
  }
}

constexpr int64_t kGuardLimit = 2'000 * kMillisecond;

}  // namespace

void exit_process(Player& player, int code, Event::Cause cause) { leave(player, code, false, cause); }

void die_by_signal(Player& player, int signal, Event::Cause cause) {
  shut_gate(player);
  claim(player, -signal, false, cause);
  ::signal(signal, SIG_DFL);
  syscall(SYS_tgkill, getpid(), player.slot.tid.load(), signal);
  set_kernel_mask(~signal_bit(signal));
  freeze(player);
}

// A handler that runs meanwhile may begin others, hence the loops.
void end_steps(Player& player) {
  player.doing().begin = 0;
  for (;;) {
    join_all(player);
    settle(player);
    if (!next_thread(player).valid() && !next_child(player).valid()) leave(player, 0, true, {});
    restore_kernel_mask(player);
  }
}

void end_thread(Player& player) {
  settle(player);
  player.doing().begin = 0;
  ActorSlot& slot = player.slot;
  slot.exit_event = {player.id, slot.sequence.fetch_add(1) + 1};
  if (holds_robust(player)) {
    // The kernel gives a robust mutex up after we are gone; only then it can be joined.
    slot.phase = static_cast<uint32_t>(Phase::leaving);
    slot.request = static_cast<uint32_t>(Request::count_thread);
    let_stage_in(player);
    ring(player.mapping);
    return;
  }
  const Event event =
      exit_event(player.holder, player.id, slot.exit_event, {}, Value::none(), see_ticket(player.control));
  {
    const Guarded guarded(player.holder);
    settle_end(player.holder, player.id, event);
  }
  let_stage_in(player);
}

void await_counted_children(const Player& player) {
  for (const ActorInfo& info : player.program.actors) {
    ActorSlot& slot = player.mapping.actor(info.id);
    if (info.thread || slot.parent != player.process_id || !is_up(slot)) continue;
    siginfo_t dead = {};
    const int r = waitid(P_PID, static_cast<id_t>(slot.pid.load()), &dead, WEXITED | WNOHANG | WNOWAIT);
    if (r != 0 || dead.si_pid == 0) continue;
    for (uint32_t phase; (phase = slot.phase) != static_cast<uint32_t>(Phase::ended);)
      futex_wait(slot.phase, phase);
  }
}

bool is_child_of(const Mapping& mapping, ActorId target, ActorId process) {
  const ActorId parent = mapping.actor(target).parent;
  if (parent.valid()) return parent == process;
  const ActorInfo& info = mapping.program().actors[target.index()];
  return process.value == 0 && target.value != 0 && !info.thread && !info.manual;
}

bool claim_reaping(Mapping& mapping, ActorId target, bool at_end) {
  ActorSlot& slot = mapping.actor(target);
  if (slot.reaped) return false;
  slot.reaped = true;
  slot.reaped_at_end = at_end;
  return true;
}

void reap(Mapping& mapping, ActorId target) {
  const ActorSlot& slot = mapping.actor(target);
  if (!slot.parent.valid()) return;
  siginfo_t info;
  waitid(P_PID, static_cast<id_t>(slot.pid.load()), &info, WEXITED);
}

bool claim_end(Mapping& mapping, ActorId process, int exitcode, Event::Cause cause) {
  if (mapping.process(process).ending.exchange(1) != 0) return false;
  write_end(mapping, process, exitcode, false, cause);
  return true;
}

bool count_death(GuardHolder& holder, ActorId process) {
  Mapping& mapping = holder.mapping;
  const Program& program = mapping.program();
  // Takes the lock under which the kernel queues the SIGCHLD of this death.
  siginfo_t info;
  waitid(P_ALL, 0, &info, WEXITED | WNOHANG | WNOWAIT);
  const ProcessSlot& its = mapping.process(process);
  ActorSlot& main = mapping.actor(process);
  if (reaped_by_kernel(mapping, process)) main.reaped = main.parent_ignored = true;

  std::array<Event, kMaxActors> exits;
  std::size_t count = 0;
  for (const ActorInfo& actor : program.actors) {
    ActorSlot& slot = mapping.actor(actor.id);
    if (!is_of(program, actor.id, process) || !is_up(slot)) continue;
    publish_maybe(holder, actor.id);
    if (actor.id == process) continue;
    slot.ended_with_process = true;
    slot.exit_event = {actor.id, slot.sequence.fetch_add(1) + 1};
    exits[count++] =
        exit_event(holder, actor.id, slot.exit_event, its.cause, Value::none(), its.ending_begin);
  }
  exits[count++] =
      exit_event(holder, process, main.exit_event, its.cause, Value::integer(its.exitcode), its.ending_begin);
  if (!lock_guard_until(holder, now() + kGuardLimit)) return false;
  for (std::size_t i = 0; i < count; ++i) settle_end(holder, exits[i].actor, exits[i]);
  unlock_guard(holder);
  return true;
}

bool count_thread(GuardHolder& holder, ActorId thread) {
  ActorSlot& slot = holder.mapping.actor(thread);
  slot.request = static_cast<uint32_t>(Request::none);
  const Event event =
      exit_event(holder, thread, slot.exit_event, {}, Value::none(), see_ticket(holder.mapping.control()));
  if (!lock_guard_until(holder, now() + kGuardLimit)) return false;
  settle_end(holder, thread, event);
  unlock_guard(holder);
  return true;
}

bool is_daemon(const Program& program, ActorId actor) {
  const ActorInfo& info = program.actors[actor.index()];
  return info.daemon || (info.thread && program.actors[info.process.index()].daemon);
}

}  // namespace rehearse::stage
