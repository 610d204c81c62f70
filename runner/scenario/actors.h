// `actors:`: who acts.
#pragma once
#include "runner/scenario/reading.h"

namespace rehearse {

// Names, kinds, copies and processes; main is the first even where it is not written. `section` may be
// nullptr.
void declare_actors(const Node* section, Reading& reading);
// The steps of all, once everything that they may refer to is declared.
void read_actor_steps(const Node* section, Reading& reading);

}  // namespace rehearse
