#include "runner/stage/port.h"

#include "runner/stage/always.h"
#include "runner/stage/futex.h"
#include "runner/stage/gate.h"
#include "runner/stage/ticket.h"
#include "runner/stage/wait.h"

namespace rehearse::stage {

int64_t StagePort::now() { return stage::now(); }
void StagePort::lock_guard() { stage::lock_guard(player_.holder); }
// What a room changed under the guard is judged by `always` before anybody else sees it.
void StagePort::unlock_guard() {
  const Event& event = player_.event[player_.depth];
  const Plan& plan = player_.mapping.plan();
  if (plan.has_always() && event.target >= 0 && plan.is_watched(ObjectId(event.target)))
    check_always(player_.holder, {.object = ObjectId(event.target)});
  stage::unlock_guard(player_.holder);
}
void StagePort::point() { player_.event[player_.depth].point = take_ticket(player_.control); }

void StagePort::announce(const Object& object, int64_t deadline) {
  begin_wait(player_, Undertaking::On::object, object.id.value, deadline);
}
void StagePort::awake() { end_wait(player_); }
bool StagePort::interrupted() { return was_interrupted(player_); }

void StagePort::enlist(Object& object) {
  Undertaking& doing = player_.doing();
  doing.listed = true;
  doing.granted = false;
  doing.place = player_.mapping.place_of(object);
  object.waiting.insert(player_.id);
}

void StagePort::withdraw(Object& object) {
  Undertaking& doing = player_.doing();
  doing.listed = false;
  // A wait that this handler interrupted may stand in the same list.
  for (std::size_t d = 0; d < player_.depth; ++d) {
    const Undertaking& outer = player_.slot.doing[d];
    if (outer.listed && outer.place == player_.mapping.place_of(object)) return;
  }
  object.waiting.erase(player_.id);
}

bool StagePort::granted() { return player_.doing().granted; }

void StagePort::wake(Object& object, Effect::Wake how, int32_t grants) {
  wake_waiters(player_.holder, player_.mapping.place_of(object), how, grants, player_.random());
}

uint32_t StagePort::park_word() { return player_.slot.park.load(); }

void StagePort::park(uint32_t seen, int64_t deadline) {
  stage::open_gate(player_);
  futex_wait(player_.slot.park, seen, deadline);
  stage::shut_gate(player_);
}

// Inside libc our guard does not reach: whoever is killed there may have got what it waited for.
void StagePort::open_gate() {
  player_.doing().libc = true;
  stage::open_gate(player_);
}

void StagePort::shut_gate() {
  stage::shut_gate(player_);
  player_.doing().libc = false;
}

}  // namespace rehearse::stage
