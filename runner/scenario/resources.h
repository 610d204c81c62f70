// `resources:`: what the actors share.
#pragma once
#include "runner/scenario/reading.h"

namespace rehearse {

// Declares each and gives its elements their numbers, in file order.
void read_resources(const Node& section, Reading& reading);

}  // namespace rehearse
