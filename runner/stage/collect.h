// What is left in the mapping when nobody lives any more, as a Trace.
#pragma once
#include "runner/stage/mapping.h"

namespace rehearse::stage {

[[nodiscard]] Trace collect(const Mapping& mapping, Trace::Ending ending);

}  // namespace rehearse::stage
