// Expectations become rules; conditions become code.
#pragma once
#include "runner/program/build.h"

namespace rehearse {

void lower_rules(Build& build);

}  // namespace rehearse
