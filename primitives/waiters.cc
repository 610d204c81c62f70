#include "primitives/waiters.h"

#include <cstring>

#include "primitives/check.h"

namespace rehearse {
namespace {

// One step's wait on a native object.
class NativeWait {
 public:
  NativeWait(Object& object, const Verb& verb, Port& port, const Wait& wait)
      : object_(object), verb_(verb), port_(port), wait_(wait) {}

  Effect run(Call call);

 private:
  [[nodiscard]] bool over(Effect& effect);
  Effect finish(const Effect& effect);
  void sleep();

  Object& object_;
  const Verb& verb_;
  Port& port_;
  const Wait& wait_;
  int64_t deadline_ = kForever;
  bool enlisted_ = false;
  bool announced_ = false;
};

Effect NativeWait::run(Call call) {
  call.try_only = verb_.late != Late::never && wait_.timeout <= 0;
  for (;;) {
    port_.lock_guard();
    call.granted = enlisted_ && port_.granted();
    Effect effect = verb_.attempt(object_.state, call);
    // What can be had is had, however late it is and whatever handler ran.
    if (effect.kind != Effect::Kind::must_wait || over(effect)) return finish(effect);
    sleep();
  }
}

// Guard held, and the attempt must wait: whether the step may not wait (any more), and what it gives then.
bool NativeWait::over(Effect& effect) {
  CHECK(verb_.late != Late::never);
  if (announced_ && wait_.interruptible && port_.interrupted()) {
    effect = interrupted_wait();
    return true;
  }
  if (!announced_ && wait_.timeout > 0) return false;
  if (announced_ && (deadline_ == kForever || port_.now() < deadline_)) return false;
  effect = too_late(verb_.late);
  return true;
}

Effect NativeWait::finish(const Effect& effect) {
  if (enlisted_) port_.withdraw(object_);
  port_.point();
  if (effect.wake != Effect::Wake::nobody) port_.wake(object_, effect.wake, effect.grants);
  port_.unlock_guard();
  if (announced_) port_.awake();
  return effect;
}

// Enlisted before announced: who reads `….blocks` may rely on a `set` or `release` after it reaching this
// wait. The park word is read before the guard is let go, so that nothing that happens from then on is
// missed.
void NativeWait::sleep() {
  if (!enlisted_) port_.enlist(object_);
  enlisted_ = true;
  const uint32_t seen = port_.park_word();
  port_.unlock_guard();
  if (!announced_) {
    deadline_ = deadline_after(port_, wait_.timeout);
    port_.announce(object_, deadline_);
    announced_ = true;
  }
  port_.park(seen, deadline_);
}

}  // namespace

int64_t deadline_after(Port& port, int64_t timeout) {
  if (timeout == kForever) return kForever;
  const int64_t now = port.now();
  return timeout > kForever - now ? kForever : now + timeout;
}

Effect too_late(Late late) {
  switch (late) {
    case Late::never: break;
    case Late::is_false: return Effect::done(Value::boolean(false));
    case Late::is_none: return Effect::done(Value::none());
    case Late::eagain: return Effect::failed(symbols::eagain);
    case Late::etimedout: return Effect::failed(symbols::etimedout);
    case Late::full: return Effect::failed(symbols::full);
    case Late::empty: return Effect::failed(symbols::empty);
    case Late::broken_barrier: return Effect::failed(symbols::broken_barrier);
  }
  UNREACHABLE("a verb that cannot wait came too late");
}

Effect perform_native(Object& object, int verb, Port& port, const Call& call, const Wait& wait) {
  const Verb& meaning = room(object.room).verbs[static_cast<std::size_t>(verb)];
  CHECK(meaning.attempt != nullptr);
  return NativeWait(object, meaning, port, wait).run(call);
}

Effect perform(Object& object, int verb, Port& port, const Call& call, const Wait& wait) {
  const Backend& backend = room(object.room).backends[object.backend];
  return backend.perform != nullptr ? backend.perform(object, verb, port, call, wait)
                                    : perform_native(object, verb, port, call, wait);
}

Value look(const Object& object, int attribute) {
  const Room& shape = room(object.room);
  const Attribute& what = shape.attributes[static_cast<std::size_t>(attribute)];
  const Backend& backend = shape.backends[object.backend];
  if (backend.observe == nullptr) return what.look(object.state);
  // Into a copy: two who look at once must not see each other's older value.
  alignas(16) std::byte state[kStateBytes];
  std::memcpy(state, object.state, kStateBytes);
  backend.observe(object, state);
  return what.look(state);
}

}  // namespace rehearse
