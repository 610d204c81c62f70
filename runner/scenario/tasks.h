// `tasks:`: named step lists, read anew for each `call`.
#pragma once
#include "runner/scenario/reading.h"

namespace rehearse {

void declare_tasks(const Node& section, Reading& reading);
// Tasks that nothing calls, so that what is wrong in them is found too.
void read_uncalled_tasks(Reading& reading);

}  // namespace rehearse
