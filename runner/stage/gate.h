// The gate: asynchronous things (kills, stops, handlers) happen between parts or in a wait, nowhere else. Bit
// 0: the actor is inside; entered by compare-exchange, so entering can be refused. Bit 1: the stage holds it
// shut. Nothing blocks with its gate shut, but for what ends by itself (a fork, another's few instructions
// under the guard).
#pragma once
#include "runner/stage/player.h"

namespace rehearse::stage {

constexpr uint32_t kInside = 1;
constexpr uint32_t kHeld = 2;

// Enters; sleeps while the stage holds it. From here on handlers are saved.
void shut_gate(Player& player);
// Opens, then runs what was saved meanwhile: in this order, else a signal could be kept by one who falls
// asleep.
void open_gate(Player& player);
// Opens without running anything: for a request, and for who has all signals blocked. Handlers go on being
// saved.
void let_stage_in(Player& player);
// For who has blocked everything and has nothing saved: handlers may run as soon as the kernel lets them.
void open_gate_while_blocked(Player& player);

void pass_boundary_slowly(Player& player);
// Between two parts. Stays shut where nobody asked: that is as good as opening and entering at once.
inline void pass_boundary(Player& player) {
  if (player.slot.gate.load(std::memory_order_relaxed) == kInside && player.saved.signal == 0 &&
      player.noise == 0)
    return;
  pass_boundary_slowly(player);
}

}  // namespace rehearse::stage
