#include "runner/stage/service.h"

#include <sys/syscall.h>

#include <cstring>

#include "runner/stage/asleep.h"
#include "runner/stage/death.h"
#include "runner/stage/futex.h"
#include "runner/stage/request.h"
#include "runner/stage/sender.h"
#include "runner/stage/ticket.h"

namespace rehearse::stage {

constexpr int64_t kLook = 20'000;  // between two looks at what is about to happen

void write_trouble(Mapping& mapping, const char* text) {
  auto& trouble = mapping.control().trouble;
  if (trouble[0] == 0) std::strncpy(trouble.data(), text, trouble.size() - 1);
}

template <class F>
void Service::each_thread(ActorId process, F f) {
  for (const ActorInfo& info : mapping_.program().actors)
    if ((info.thread ? info.process == process : info.id == process) && is_up(mapping_.actor(info.id)))
      f(mapping_.actor(info.id), info.id);
}

bool Service::serve() {
  for (const ActorInfo& info : mapping_.program().actors) {
    ActorSlot& slot = mapping_.actor(info.id);
    if (slot.request.load(std::memory_order_acquire) == static_cast<uint32_t>(Request::none)) continue;
    if (!answer_one(slot, info.id)) return false;
  }
  return true;
}

bool Service::answer_one(ActorSlot& asker, ActorId id) {
  const auto request = static_cast<Request>(asker.request.load());
  const ActorInfo& info = mapping_.program().actors[id.index()];
  const ActorId own = info.thread ? info.process : id;
  if (!is_up(asker)) return asker.request = 0, true;
  // Of a process that ends, only who ends it is heard.
  const bool ends = mapping_.process(own).ending != 0;
  if (ends && request != Request::end_process && request != Request::count_thread) return true;
  const ActorId target = asker.request_actor;
  const Event::Cause cause = asker.request_cause;
  switch (request) {
    case Request::none: return true;
    case Request::count_thread:
      if (syscall(SYS_tgkill, asker.pid.load(), asker.tid.load(), 0) == 0) return true;  // looked at again
      return count_thread(holder_, id);
    case Request::end_process:
      if (!hold(own, id)) return false;
      answer(asker, 0, true);
      return true;
    case Request::kill:
      if (mapping_.actor(target).phase == static_cast<uint32_t>(Phase::starting)) return true;
      if (!kill_process(target, cause)) return false;
      if (target != own) answer(asker, 0, true);
      return true;
    case Request::stop:
      if (mapping_.actor(target).phase == static_cast<uint32_t>(Phase::starting)) return true;
      if (!stop_process(target, cause)) return false;
      answer(asker, 0, target != own);
      return true;
    case Request::resume:
      if (!resume_process(target, cause, asker.request_signal)) return false;
      answer(asker, 0, true);
      return true;
  }
  return true;
}

bool Service::hold(ActorId process, ActorId except) {
  each_thread(process, [&](ActorSlot& slot, ActorId id) {
    if (id != except) hold_gate(slot);
  });
  for (;;) {
    bool inside = false;
    each_thread(process, [&](ActorSlot& slot, ActorId id) {
      if (id != except && slot.phase != static_cast<uint32_t>(Phase::leaving) && is_inside(slot))
        inside = true;
    });
    if (!inside) return true;
    if (told_to_end() || now() > limit)
      return write_trouble(mapping_, "a step did not end while the stage wanted its actor"), false;
    if (family_.is_dead(process)) return true;
    pause_briefly(kLook);
  }
}

void Service::release(ActorId process) {
  each_thread(process, [&](ActorSlot& slot, ActorId) { release_gate(slot); });
}

bool Service::count(ActorId process) {
  if (!count_death(holder_, process))
    return write_trouble(mapping_, "somebody died holding the guard"), false;
  family_.dismiss(process);
  return true;
}

bool Service::await_counted(ActorId process) {
  if (!is_up(mapping_.actor(process))) return true;
  if (!family_.knows(process) && !family_.adopt(process))
    return write_trouble(mapping_, "a process was gone before it was known"), false;
  mapping_.actor(process).registered = 1;
  futex_wake(mapping_.actor(process).registered);
  if (!family_.wait_death(process, limit))
    return write_trouble(mapping_, "a process did not die in time"), false;
  return count(process);
}

bool Service::kill_process(ActorId process, Event::Cause cause) {
  if (!is_up(mapping_.actor(process))) return true;
  if (!family_.knows(process) && !family_.adopt(process))
    return write_trouble(mapping_, "a process was gone before it was known"), false;
  if (mapping_.process(process).ending == 0) {
    if (!hold(process, ActorId())) return false;
    if (claim_end(mapping_, process, -SIGKILL, cause)) {
      family_.send(process, SIGKILL, nullptr);
      return await_counted(process);
    }
    // It claimed its own end meanwhile.
    release(process);
  }
  // One who ends it may wait for its siblings to be held.
  while (is_up(mapping_.actor(process))) {
    if (!serve_ender(process)) return false;
    if (family_.is_dead(process)) return await_counted(process);
    if (told_to_end() || now() > limit)
      return write_trouble(mapping_, "a process did not end in time"), false;
    mapping_.actor(process).registered = 1;
    futex_wake(mapping_.actor(process).registered);
    pause_briefly(kLook);
  }
  return true;
}

bool Service::serve_ender(ActorId process) {
  bool good = true;
  each_thread(process, [&](ActorSlot& slot, ActorId id) {
    if (good && slot.request == static_cast<uint32_t>(Request::end_process)) good = answer_one(slot, id);
  });
  return good;
}

bool Service::wait_state(ActorId process, bool stopped) {
  for (;;) {
    bool all = true;
    each_thread(process, [&](ActorSlot& slot, ActorId) {
      const char state = thread_state(slot.pid, slot.tid);
      if ((state == 'T') != stopped && state != 'X' && state != 'Z') all = false;
    });
    if (all || family_.is_dead(process)) return true;
    if (told_to_end() || now() > limit)
      return write_trouble(mapping_, "a process did not stop or go on in time"), false;
    pause_briefly(kLook);
  }
}

void Service::log(ActorId actor, Event::Kind kind, uint64_t begin, Event::Cause own, Event::Cause cause) {
  Event event;
  event.kind = kind;
  event.begin = begin;
  event.actor = actor;
  event.sequence = own.sequence;
  event.cause = cause;
  publish(holder_, event);
  tell_awaits(holder_, event);
}

bool Service::stop_process(ActorId process, Event::Cause cause) {
  ProcessSlot& its = mapping_.process(process);
  if (!is_up(mapping_.actor(process)) || its.stopped != 0) return true;
  if (!family_.knows(process) && !family_.adopt(process))
    return write_trouble(mapping_, "a process was gone before it was known"), false;
  if (!hold(process, ActorId())) return false;
  if (its.ending != 0) return release(process), kill_process(process, cause);  // it ends: wait for that
  const uint64_t begin = see_ticket(mapping_.control());
  its.stop_event = {process, mapping_.actor(process).sequence.fetch_add(1) + 1};
  family_.send(process, SIGSTOP, nullptr);
  if (!wait_state(process, true)) return false;
  its.stopped = 1;
  log(process, Event::Kind::stopped, begin, its.stop_event, cause);
  release(process);
  return true;
}

bool Service::resume_process(ActorId process, Event::Cause cause, int signal) {
  ProcessSlot& its = mapping_.process(process);
  if (!is_up(mapping_.actor(process))) return true;
  if (!family_.knows(process) && !family_.adopt(process))
    return write_trouble(mapping_, "a process was gone before it was known"), false;
  siginfo_t info = make_siginfo(signal, cause, false);
  if (its.stopped == 0) return family_.send(process, signal, &info), true;
  const uint64_t begin = see_ticket(mapping_.control());
  // Held until its event is there: what it does next comes after it.
  if (!hold(process, ActorId())) return false;
  its.continue_event = {process, mapping_.actor(process).sequence.fetch_add(1) + 1};
  its.stopped = 0;
  family_.send(process, signal, &info);
  const bool good = wait_state(process, false);
  log(process, Event::Kind::continued, begin, its.continue_event, cause);
  release(process);
  return good;
}

}  // namespace rehearse::stage
