// Rows of cells under a heading, each column as wide as it must be.
#pragma once
#include <string>
#include <vector>

#include "runner/report/look.h"

namespace rehearse {

using TableRow = std::vector<std::string>;

// The last column is broken into lines where the terminal ends; each line ends with a newline.
[[nodiscard]] std::string table(const TableRow& heading, const std::vector<TableRow>& rows, const Look& look);

}  // namespace rehearse
