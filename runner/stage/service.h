// The stage's answers to requests: kill, stop, continue, and the end of a process with several threads. It
// holds the gates of the victim's threads, waits until none is inside, acts, waits for the kernel to have
// done it, and lets go.
#pragma once
#include "runner/stage/family.h"
#include "runner/stage/guard.h"

namespace rehearse::stage {

class Service {
 public:
  Service(Mapping& mapping, Family& family, GuardHolder& holder)
      : mapping_(mapping), family_(family), holder_(holder) {}
  // Until when everything must be done; a request that is not done by then is given up, and the run with it.
  int64_t limit = 0;
  // Everything that is asked for now. False: the run is beyond repair (trouble() says why).
  [[nodiscard]] bool serve();
  // Kills a process between two steps or in its sleep; counted when it returns.
  [[nodiscard]] bool kill_process(ActorId process, Event::Cause cause);
  // Its pidfd says that it is dead and its end was claimed.
  [[nodiscard]] bool count(ActorId process);

 private:
  [[nodiscard]] bool answer_one(ActorSlot& asker, ActorId id);
  [[nodiscard]] bool hold(ActorId process, ActorId except);
  void release(ActorId process);
  [[nodiscard]] bool serve_ender(ActorId process);
  [[nodiscard]] bool stop_process(ActorId process, Event::Cause cause);
  [[nodiscard]] bool resume_process(ActorId process, Event::Cause cause, int signal);
  [[nodiscard]] bool wait_state(ActorId process, bool stopped);
  [[nodiscard]] bool await_counted(ActorId process);
  void log(ActorId actor, Event::Kind kind, uint64_t begin, Event::Cause own, Event::Cause cause);
  template <class F>
  void each_thread(ActorId process, F f);

  Mapping& mapping_;
  Family& family_;
  GuardHolder& holder_;
};

void write_trouble(Mapping& mapping, const char* text);

}  // namespace rehearse::stage
