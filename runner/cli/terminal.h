// What can be written to, and how.
#pragma once
#include <cstdio>
#include <string>

#include "runner/report/look.h"

namespace rehearse {

// Colours only on a terminal that is not dumb, unless CLICOLOR_FORCE says otherwise; never with NO_COLOR or
// `no_color`. Box drawing where the locale's characters are UTF-8. The terminal's width, or COLUMNS, or 100.
[[nodiscard]] Look look_of(FILE* stream, bool no_color);

// One line on stderr that says how far we are, and is gone when something else is printed. Nothing unless it
// is a terminal.
class ProgressLine {
 public:
  ProgressLine();
  ~ProgressLine() { clear(); }
  ProgressLine(const ProgressLine&) = delete;
  ProgressLine& operator=(const ProgressLine&) = delete;
  void show(const std::string& text);
  void clear();

 private:
  bool enabled_;
  bool shown_ = false;
  Look look_;
};

}  // namespace rehearse
