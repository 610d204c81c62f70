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
constexpr uint32_t kEarlySteps = 48;

void stall(Player& player, int64_t ns) {
  --player.noise_left;
  open_gate(player);
  pause_briefly(ns);
  shut_gate(player);
}

void make_noise(Player& player) {
  if (player.noise_left == 0) return;
  const uint64_t r = player.random();
  const auto part = [&](int shift, uint64_t below) { return static_cast<int64_t>((r >> shift) % below); };
  if (player.boundaries < kEarlySteps) {
    ++player.boundaries;
    if (r % 6 == 0) return stall(player, part(8, 3) == 0 ? 100'000 + part(16, 700'000) : part(16, 60'000));
  } else if (r % 64 == 0) {
    return stall(player, part(16, 60'000));
  }
  if (part(40, 8) == 0) sched_yield();
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
