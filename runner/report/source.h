// The line of a file that something is about, with its number and a caret.
#pragma once
#include <string>
#include <vector>

#include "runner/report/look.h"
#include "runner/syntax/diagnostic.h"

namespace rehearse {

// "file:12:5", then the line, then carets under what is meant; lines without a margin. Empty for a place in
// no file.
[[nodiscard]] std::vector<std::string> source_lines(const Place& place, const Sources& sources,
                                                    const Look& look);

}  // namespace rehearse
