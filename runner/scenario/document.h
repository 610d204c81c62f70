// One document: a scenario for each combination of its params.
#pragma once
#include <map>
#include <string>

#include "runner/scenario/scenario.h"

namespace rehearse {

// Titles of the file so far, to keep them unique.
using Titles = std::map<std::string, Place, std::less<>>;

void read_document(const Node& document, Titles& titles, Checked& checked);

}  // namespace rehearse
