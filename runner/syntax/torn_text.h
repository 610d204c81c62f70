// Texts that a comma tore apart: `[min(a, b)]` is a list of two items to YAML, and never what was meant.
#pragma once
#include "runner/syntax/tree.h"

namespace rehearse {

// Of one flow sequence or mapping, not of what is in it.
void check_torn_texts(const Node& flow, Diagnostics& out);

}  // namespace rehearse
