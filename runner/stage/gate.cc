#include "runner/stage/gate.h"

#include <sched.h>

#include "runner/stage/bell.h"
#include "runner/stage/futex.h"
#include "runner/stage/signal.h"
#include "runner/stage/widen.h"

namespace rehearse::stage {

int widened_rounds = 0;

void shut_gate(Player& player) {
  player.busy = 1;
  std::atomic_signal_fence(std::memory_order_seq_cst);
  for (;;) {
    uint32_t open = 0;
    if (player.slot.gate.compare_exchange_strong(open, kInside)) return;
    futex_wait(player.slot.gate, open);
  }
}

void let_stage_in(Player& player) {
  if ((player.slot.gate.fetch_and(~kInside) & kHeld) != 0) ring(player.mapping);
}

void open_gate(Player& player) {
  let_stage_in(player);
  std::atomic_signal_fence(std::memory_order_seq_cst);
  if (widened_rounds != 0) widen();
  player.busy = 0;
  std::atomic_signal_fence(std::memory_order_seq_cst);
  if (widened_rounds != 0) widen();
  if (player.saved.signal != 0) deliver_saved(player);
}

void open_gate_while_blocked(Player& player) {
  let_stage_in(player);
  std::atomic_signal_fence(std::memory_order_seq_cst);
  player.busy = 0;
}

namespace {

// Noise: seeded yields and delays before steps, so that actors meet where they otherwise hardly would. Most
// races are a few steps wide and stand near an actor's beginning: there each actor stalls every few steps,
// long enough for others to do several; later only now and then.
constexpr uint32_t kFirstSteps = 16;
constexpr uint32_t kEarlySteps = 48;

void stall(Player& player, int64_t ns) {
  --player.noise_left;
  open_gate(player);
  pause_briefly(ns);
  shut_gate(player);
}

// Half of the stalls are about as long as a step or a wake-up; some outlast a time slice of a loaded machine.
int64_t stall_length(uint64_t random) {
  const auto below = [&](uint64_t n) { return static_cast<int64_t>((random >> 8) % n); };
  switch (random % 8) {
    case 0: return 1'000'000 + below(3'000'000);
    case 1:
    case 2:
    case 3: return 100'000 + below(700'000);
    default: return below(60'000);
  }
}

void make_noise(Player& player) {
  if (player.noise_left == 0) return;
  const uint64_t r = player.random();
  const bool early = player.boundaries < kEarlySteps;
  const uint64_t one_in = player.boundaries < kFirstSteps ? 3 : early ? 10 : 64;
  if (early) ++player.boundaries;
  if ((r >> 8) % one_in == 0)
    return stall(player, early ? stall_length(player.random()) : static_cast<int64_t>((r >> 24) % 60'000));
  if (r % 8 == 0) sched_yield();
}

}  // namespace

void pass_boundary_slowly(Player& player) {
  if (player.slot.gate.load(std::memory_order_relaxed) != kInside || player.saved.signal != 0) {
    open_gate(player);
    shut_gate(player);
  }
  if (player.noise != 0) make_noise(player);
}

}  // namespace rehearse::stage
