#include "runner/cli/table.h"

#include <algorithm>

namespace rehearse {
namespace {

constexpr int kGap = 2;
constexpr int kLeastLast = 20;

std::vector<int> column_starts(const TableRow& heading, const std::vector<TableRow>& rows) {
  std::vector<int> starts = {0};
  for (std::size_t column = 0; column + 1 < heading.size(); ++column) {
    int widest = width_of(heading[column]);
    for (const auto& row : rows)
      if (column < row.size()) widest = std::max(widest, width_of(row[column]));
    starts.push_back(starts.back() + widest + kGap);
  }
  return starts;
}

std::string lines_of(const TableRow& row, const std::vector<int>& starts, Ink ink, const Look& look) {
  const std::size_t last = starts.size() - 1;
  const int room = std::max(kLeastLast, look.width - starts[last]);
  const auto tail = wrapped(last < row.size() ? row[last] : "", room);
  std::string text;
  for (std::size_t i = 0; i < tail.size(); ++i) {
    Canvas line;
    for (std::size_t column = 0; i == 0 && column < std::min(last, row.size()); ++column)
      line.put(starts[column], row[column], ink);
    line.put(starts[last], tail[i], ink);
    text += line.text(look) + "\n";
  }
  return text;
}

}  // namespace

std::string table(const TableRow& heading, const std::vector<TableRow>& rows, const Look& look) {
  const auto starts = column_starts(heading, rows);
  std::string text = lines_of(heading, starts, Ink::bold, look);
  for (const auto& row : rows) text += lines_of(row, starts, Ink::plain, look);
  return text;
}

}  // namespace rehearse
