// sleep, yield, alarm.
#include <sched.h>
#include <sys/time.h>

#include "runner/stage/effects.h"
#include "runner/stage/gate.h"
#include "runner/stage/ticket.h"
#include "runner/stage/wait.h"

namespace rehearse::stage {
namespace {

constexpr int64_t kSecond = 1'000'000'000;

}  // namespace

// Sleeps on the park word: a handler's return bumps it, so none goes unnoticed.
Done do_sleep(Player& player, const Instruction& instruction) {
  const int64_t time = read_operand(player, instruction.a).bits;
  if (time <= 0) return succeeded();
  const int64_t deadline = deadline_after(time);
  const bool interruptible = (instruction.flags & kInterruptible) != 0;
  begin_wait(player, Undertaking::On::time, -1, deadline);
  bool interrupted = false;
  while (now() < deadline) {
    const uint32_t seen = player.slot.park.load();
    interrupted = interruptible && was_interrupted(player);
    if (interrupted) break;
    open_gate(player);
    futex_wait(player.slot.park, seen, deadline);
    shut_gate(player);
  }
  end_wait(player);
  return interrupted ? failed(symbols::eintr) : succeeded();
}

Done do_yield(Player& player) {
  let_stage_in(player);
  sched_yield();
  shut_gate(player);
  return succeeded();
}

// alarm(2), but finer. What was left is told in whole seconds, to the nearest, never 0 while one ran.
Done do_alarm(Player& player, const Instruction& instruction) {
  const int64_t time = read_operand(player, instruction.a).bits;
  const int64_t micros = time <= 0 ? 0 : (time + 999) / 1000;
  itimerval timer = {};
  timer.it_value.tv_sec = micros / 1'000'000;
  timer.it_value.tv_usec = micros % 1'000'000;
  itimerval old = {};
  // The word first: armed and unknown, it would be nobody's to wait for.
  if (micros > 0) player.process.alarm = deadline_after(time);
  setitimer(ITIMER_REAL, &timer, &old);
  if (micros == 0) player.process.alarm = 0;
  const int64_t left = old.it_value.tv_sec * kSecond + old.it_value.tv_usec * 1000;
  if (left == 0) return succeeded(Value::integer(0));
  const int64_t seconds = (left + kSecond / 2) / kSecond;
  return succeeded(Value::integer(seconds > 0 ? seconds : 1));
}

}  // namespace rehearse::stage
