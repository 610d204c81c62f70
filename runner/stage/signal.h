// A delivered signal: the stub that the kernel calls, the handler's frame, the user's mask, dispositions,
// default actions.
//
// The user's mask is a word of ours, never read back from the kernel, whose mask is fuller while a signal is
// saved. Handlers are installed with a full sa_mask, which the stub lowers, so that nesting is the kernel's
// own; and without SA_RESTART, as with it an untimed sem_wait never returns EINTR.
#pragma once
#include "runner/stage/player.h"

namespace rehearse::stage {

// At the birth of a process that the stage forked: stubs for the signals that the program names. Everything
// blocked.
void install_stubs(Player& player);
// All blocked in the kernel while it does; gate shut.
void set_disposition(Player& player, int signal, const Disposition& disposition);
// Gate shut: the kernel's mask follows unless a signal is saved.
void apply_mask(Player& player, uint64_t mask);
// To the kernel's mask what it should be now.
void restore_kernel_mask(Player& player);
// Gate open: runs what was saved, until nothing is; then the kernel's mask is the user's.
void deliver_saved(Player& player);

[[nodiscard]] bool stops_by_default(int signal);
[[nodiscard]] bool ignored_by_default(int signal);

}  // namespace rehearse::stage
