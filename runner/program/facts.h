// What a program is known to need before it runs.
#pragma once
#include "runner/program/build.h"

namespace rehearse {

// named_signals, main_needed, timed.
void find_facts(Build& build);

}  // namespace rehearse
