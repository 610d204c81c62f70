// The stage process: one for many runs. Subreaper, own session, in no actor's process group; every wait has a
// limit.
#pragma once
#include "runner/stage/mapping.h"

namespace rehearse::stage {

struct StageDescriptors {
  int bell = -1;  // rung by the runner and by actors
  int done = -1;  // the stage tells the runner
};

// In the freshly forked stage process. `runner` is who must be our parent.
[[noreturn]] void stage_main(Mapping& mapping, int runner, const StageDescriptors& descriptors);

}  // namespace rehearse::stage
