#include "runner/stage/birth.h"

#include <pthread.h>
#include <sys/prctl.h>
#include <sys/syscall.h>

#include <algorithm>
#include <cstring>
#include <tuple>

#include "primitives/check.h"
#include "runner/stage/bell.h"
#include "runner/stage/death.h"
#include "runner/stage/futex.h"
#include "runner/stage/gate.h"
#include "runner/stage/interpreter.h"
#include "runner/stage/signal.h"
#include "runner/stage/ticket.h"

namespace rehearse::stage {
namespace {

Leash g_leash;  // of the stage that we live under; the same numbers in every process

#if defined(__SANITIZE_ADDRESS__)
constexpr std::size_t kStackBytes = std::size_t{2} << 20;
#else
constexpr std::size_t kStackBytes = std::size_t{256} << 10;
#endif

void set_phase(ActorSlot& slot, Phase phase) {
  slot.phase = static_cast<uint32_t>(phase);
  futex_wake(slot.phase);
}

void show_name(const Player& player) {
  prctl(PR_SET_NAME, player.program.symbols.text(player.info.display_name).c_str());
}

// Begun without a `start:` step of anybody, when the run begins.
bool begins_with_run(const Program& program, const ActorInfo& info) {
  if (info.manual) return false;
  const ActorInfo& process = program.actors[info.process.index()];
  return !process.manual && (process.id.value != 0 || program.main_needed);
}

// Auto actors begin in the order of the file, but no thread before its process. How many come before this
// one?
uint32_t turn_of(const Program& program, const ActorInfo& info) {
  const auto place = [](const ActorInfo& of) {
    return std::tuple(std::max(of.id.value, of.process.value), of.thread, of.id.value);
  };
  uint32_t turn = 0;
  for (const ActorInfo& other : program.actors)
    if (begins_with_run(program, other) && place(other) < place(info)) ++turn;
  return turn;
}

// Several are being born at once; only their start events stand in a row.
void await_turn(const Player& player) {
  if (!begins_with_run(player.program, player.info)) return;
  const uint32_t turn = turn_of(player.program, player.info);
  for (uint32_t begun; (begun = player.control.begun) != turn;) futex_wait(player.control.begun, begun);
}

void pass_turn(const Player& player) {
  if (!begins_with_run(player.program, player.info)) return;
  player.control.begun.fetch_add(1);
  futex_wake(player.control.begun);
}

// The actor is there: its start event, then everybody may see it live.
void come_alive(Player& player) {
  self = &player;
  await_turn(player);
  player.slot.tid = static_cast<int>(syscall(SYS_gettid));
  player.slot.pid = getpid();
  show_name(player);
  shut_gate(player);
  Event event;
  event.kind = Event::Kind::start;
  event.begin = see_ticket(player.control);
  event.actor = player.id;
  event.cause = player.slot.born_of;
  event.sequence = player.slot.sequence.fetch_add(1) + 1;
  publish(player.holder, event);
  tell_awaits(player.holder, event);
  pass_turn(player);
}

// Waits for `word`, gate open, everything blocked: not a step yet.
void wait_for_go(Player& player, const std::atomic<uint32_t>& word) {
  let_stage_in(player);
  while (word == 0) futex_wait(word, 0);
  shut_gate(player);
}

void play(Player& player) {
  set_kernel_mask(player.slot.mask);  // what comes now is saved: the gate is shut
  interpret(player, player.info.entry);
}

struct ThreadStart {
  Mapping* mapping;
  ActorId actor;
};

void* thread_main(void* argument) {
  const ThreadStart start = *static_cast<ThreadStart*>(argument);
  Player player(*start.mapping, start.actor);
  come_alive(player);
  set_phase(player.slot, Phase::live);
  // `start` has read it now. An auto thread waits until all of its process have begun, and everybody.
  if (!player.info.manual) {
    wait_for_go(player, player.process.go);
    wait_for_go(player, player.control.go);
  }
  play(player);
  end_thread(player);
  return nullptr;
}

// Everything blocked in the kernel. The thread is live when it returns.
[[nodiscard]] bool create_thread(Mapping& mapping, ActorId actor) {
  ActorSlot& slot = mapping.actor(actor);
  ThreadStart start{&mapping, actor};
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, kStackBytes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_t thread;
  const int error = pthread_create(&thread, &attributes, thread_main, &start);
  pthread_attr_destroy(&attributes);
  if (error != 0) return false;
  while (slot.phase == static_cast<uint32_t>(Phase::starting))
    futex_wait(slot.phase, static_cast<uint32_t>(Phase::starting));
  return true;
}

void begin_auto_threads(Player& player) {
  for (const ActorInfo& info : player.program.actors) {
    if (!info.thread || info.manual || info.process != player.id) continue;
    ActorSlot& slot = player.mapping.actor(info.id);
    slot.mask = player.slot.mask.load();
    slot.birth_order = player.control.births.fetch_add(1);
    slot.phase = static_cast<uint32_t>(Phase::starting);
    CHECK(create_thread(player.mapping, info.id));
  }
}

// A process's first thread, from here to its end. Everything blocked.
[[noreturn]] void process_main(Mapping& mapping, ActorId actor) {
  Player player(mapping, actor);
  come_alive(player);
  begin_auto_threads(player);
  set_phase(player.slot, Phase::live);
  ring(mapping);
  player.process.go = 1;
  futex_wake(player.process.go);
  wait_for_go(player, player.control.go);
  play(player);
  end_steps(player);
}

// What the language shows of a process, as the starting thread has it at this instant. Guard held.
void copy_process(Player& player, ActorId target) {
  ProcessSlot& child = player.mapping.process(target);
  child.dispositions = player.process.dispositions;
  for (const ObjectInfo& info : player.program.objects) {
    if (info.scope != Scope::process) continue;
    const Object& from = player.mapping.object(info.id, player.process_id);
    Object& to = player.mapping.object(info.id, target);
    std::memcpy(static_cast<void*>(&to), &from, sizeof to);
    to.waiting = {};
    if (room(info.room).on_fork != nullptr) room(info.room).on_fork(to.state, player.id, target);
  }
}

// In the child: real objects are made anew, as libc would not let it unlock inherited ones.
void renew_objects(Mapping& mapping, ActorId process) {
  for (const ObjectInfo& info : mapping.program().objects) {
    if (info.scope != Scope::process) continue;
    const Room& its = room(info.room);
    const auto backend = static_cast<std::size_t>(info.backend);
    if (backend >= its.backends.size() || its.backends[backend].after_fork == nullptr) continue;
    Object& object = mapping.object(info.id, process);
    const ActorId holder = its.holder != nullptr ? its.holder(object.state) : ActorId();
    its.backends[backend].after_fork(object, info.options, holder == process);
  }
}

[[noreturn]] void child_main(Mapping& mapping, ActorId target) {
  wear_own_leash(g_leash);
  mapping.actor(target).pid = getpid();
  {
    Player early(mapping, target);  // real objects may need who we are: their locks bear our thread's id
    self = &early;
    renew_objects(mapping, target);
  }
  process_main(mapping, target);
}

Symbol start_process(Player& player, ActorId target) {
  ActorSlot& slot = player.mapping.actor(target);
  set_kernel_mask(kAllSignals);
  const int pid = fork();
  if (pid == 0) child_main(player.mapping, target);
  if (pid > 0) {
    slot.pid = pid;
    while (slot.phase == static_cast<uint32_t>(Phase::starting))
      futex_wait(slot.phase, static_cast<uint32_t>(Phase::starting));
  }
  restore_kernel_mask(player);
  return pid > 0 ? symbols::ok : symbols::eagain;
}

Symbol start_thread(Player& player, ActorId target) {
  set_kernel_mask(kAllSignals);
  const bool made = create_thread(player.mapping, target);
  restore_kernel_mask(player);
  return made ? symbols::ok : symbols::eagain;
}

}  // namespace

int begin_auto_process(Mapping& mapping, ActorId actor, const Leash& leash) {
  ActorSlot& slot = mapping.actor(actor);
  slot.birth_order = mapping.control().births.fetch_add(1);
  slot.phase = static_cast<uint32_t>(Phase::starting);
  const int pid = fork();
  if (pid != 0) {
    if (pid > 0) slot.pid = pid;
    return pid;
  }
  g_leash = leash;
  wear_leash(leash);
  setpgid(0, 0);
  for (const int signal : {SIGTERM, SIGCHLD}) ::signal(signal, SIG_DFL);  // the stage's own
  {
    Player early(mapping, actor);
    self = &early;
    install_stubs(early);
  }
  process_main(mapping, actor);
}

// The instant of `start` is its point, before the fork: everything that the child does comes after it.
Symbol start_actor(Player& player, ActorId target) {
  const ActorInfo& info = player.program.actors[target.index()];
  ActorSlot& slot = player.mapping.actor(target);
  if (info.thread && info.process != player.process_id) return symbols::einval;
  {
    const Guarded guarded(player.holder);
    if (slot.phase != static_cast<uint32_t>(Phase::unborn)) return symbols::einval;
    player.event[player.depth].point = take_ticket(player.control);
    slot.phase = static_cast<uint32_t>(Phase::starting);
    slot.mask = player.slot.mask.load();
    slot.parent = player.process_id;
    slot.born_of = {player.id, player.event[player.depth].sequence};
    slot.birth_order = player.control.births.fetch_add(1);
    if (!info.thread) copy_process(player, target);
  }
  const Symbol error = info.thread ? start_thread(player, target) : start_process(player, target);
  if (error != symbols::ok) slot.phase = static_cast<uint32_t>(Phase::unborn);
  return error;
}

}  // namespace rehearse::stage
