// How a room's meaning talks to a machine: a Call goes in, an Effect comes out, the room's bytes have changed.
// Both are plain data; neither machine nor clock nor operating system is visible to a room.
#pragma once
#include "primitives/ids.h"
#include "primitives/symbols.h"
#include "primitives/value.h"

namespace rehearse {

struct Call {
  ActorId actor;     // who moves
  ActorId process;   // its process (the actor that is its first thread)
  Value argument;    // the verb's parameter (`n:`, `value:` …), unset where it has none or none was written
  bool granted = false;   // somebody freed this very wait (Effect::Wake::grant) since it began
  bool try_only = false;  // it may not wait (`blocking: false`, a time-out of 0): a must_wait comes back too late at once
};

struct Effect {
  enum class Kind : uint8_t {
    done,       // got what it asked for; `result` is what the step returns
    failed,     // `error` says how; the room's bytes are as they were (EOWNERDEAD excepted: it holds the mutex)
    must_wait,  // nothing changed; ask again when somebody says `look_again` or grants
    misuse,     // not an error value but a finding (`not owner`); the run is cut short
  };
  enum class Wake : uint8_t {
    nobody,
    look_again,  // everyone who waits on this object asks again (a release hands nothing over)
    grant,       // the first `grants` of those waiting now (-1: all of them) are freed, whatever happens later
  };
  Kind kind = Kind::done;
  Wake wake = Wake::nobody;
  int32_t grants = 0;
  Value result = Value::none();
  Symbol error = symbols::ok;

  static constexpr Effect done(Value v = Value::none()) { Effect e; e.result = v; return e; }
  static constexpr Effect failed(Symbol s) { Effect e; e.kind = Kind::failed; e.error = s; return e; }
  static constexpr Effect must_wait() { Effect e; e.kind = Kind::must_wait; return e; }
  static constexpr Effect misuse() { Effect e; e.kind = Kind::misuse; return e; }
  [[nodiscard]] constexpr Effect waking(Wake w, int32_t n = 0) const { Effect e = *this; e.wake = w; e.grants = n; return e; }
};

}  // namespace rehearse
