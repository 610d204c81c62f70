#include "runner/stage/guard.h"

#include <array>

#include "runner/stage/futex.h"

namespace rehearse::stage {
namespace {

constexpr uint32_t kContended = 0x8000;  // somebody sleeps on the word
constexpr int kSpins = 60;               // the guard is held for tens of nanoseconds

bool try_lock(std::atomic<uint32_t>& guard, uint32_t value) {
  uint32_t free = 0;
  return guard.compare_exchange_strong(free, value, std::memory_order_acquire, std::memory_order_relaxed);
}

void breathe() {
#if defined(__x86_64__) || defined(__i386__)
  __builtin_ia32_pause();
#endif
}

bool lock_slowly(std::atomic<uint32_t>& guard, uint32_t id, int64_t deadline) {
  for (int i = 0; i < kSpins; ++i, breathe())
    if (guard.load(std::memory_order_relaxed) == 0 && try_lock(guard, id)) return true;
  for (;;) {
    uint32_t seen = guard.load(std::memory_order_relaxed);
    if (seen == 0) {
      // Others may sleep: whoever slept takes it as contended.
      if (try_lock(guard, id | kContended)) return true;
      continue;
    }
    if ((seen & kContended) == 0) {
      if (!guard.compare_exchange_strong(seen, seen | kContended)) continue;
      seen |= kContended;
    }
    if (futex_wait(guard, seen, deadline) == ETIMEDOUT) return false;
  }
}

}  // namespace

void lock_guard(GuardHolder& holder) {
  std::atomic<uint32_t>& guard = holder.mapping.control().guard;
  if (!try_lock(guard, holder.id)) lock_slowly(guard, holder.id, kForever);
}

bool lock_guard_until(GuardHolder& holder, int64_t deadline) {
  std::atomic<uint32_t>& guard = holder.mapping.control().guard;
  return try_lock(guard, holder.id) || lock_slowly(guard, holder.id, deadline);
}

void unlock_guard(GuardHolder& holder) {
  std::atomic<uint32_t>& guard = holder.mapping.control().guard;
  if ((guard.exchange(0, std::memory_order_release) & kContended) != 0) futex_wake(guard, 1);
  if (!holder.some_woken) return;
  holder.some_woken = false;
  const ActorSet woken = holder.woken;
  holder.woken = {};
  woken.for_each([&](ActorId actor) { futex_wake(holder.mapping.actor(actor).park); });
}

void bump(GuardHolder& holder, ActorId actor) {
  holder.mapping.actor(actor).park.fetch_add(1);
  holder.woken.insert(actor);
  holder.some_woken = true;
}

void wake_waiters(GuardHolder& holder, int32_t place, Effect::Wake how, int32_t grants, uint64_t choice) {
  if (how == Effect::Wake::nobody) return;
  std::array<ActorId, kMaxActors> waiting;
  std::size_t count = 0;
  holder.mapping.object_at(static_cast<std::size_t>(place)).waiting.for_each([&](ActorId a) {
    waiting[count++] = a;
  });
  // Which waiter is the machine's choice: begin anywhere.
  for (std::size_t k = 0; k < count; ++k) {
    const ActorId actor = waiting[(k + choice) % count];
    if (how == Effect::Wake::look_again) {
      bump(holder, actor);
      continue;
    }
    ActorSlot& slot = holder.mapping.actor(actor);
    for (Undertaking& doing : slot.doing) {
      if (!doing.listed || doing.place != place || doing.granted || grants == 0) continue;
      doing.granted = true;
      if (grants > 0) --grants;
      bump(holder, actor);
    }
  }
}

}  // namespace rehearse::stage
