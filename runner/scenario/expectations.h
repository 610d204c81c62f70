// `expect:`: what must be true of the trace.
#pragma once
#include "runner/scenario/reading.h"

namespace rehearse {

void read_expectations(const Node& list, Reading& reading);

}  // namespace rehearse
