// A place in a file the user wrote, and what is wrong there.
#pragma once
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "primitives/ids.h"

namespace rehearse {

struct Place {
  FileId file;
  int line = 0;      // from 1; 0: the file as a whole
  int column = 0;    // from 1, in bytes
  int length = 1;    // bytes under the caret, at least 1
};

struct Diagnostic {
  enum class Severity { error, warning };
  Place place;
  std::string message;     // "unknown verb `aquire`"
  std::string hint;        // "did you mean `acquire`?"; may be empty
  Severity severity = Severity::error;
};

using Diagnostics = std::vector<Diagnostic>;

// The texts of all files read, so that a Diagnostic can show its line.
class Sources {
 public:
  FileId add(std::string path, std::string text);
  [[nodiscard]] const std::string& path(FileId file) const;
  [[nodiscard]] const std::string& text(FileId file) const;
  [[nodiscard]] std::string_view line(FileId file, int number) const;  // without its newline; empty if there is none

 private:
  struct Source {
    std::string path, text;
    std::vector<std::size_t> starts;
  };
  std::vector<std::unique_ptr<Source>> sources_;
};

// `file:line:col: error: message`, the source line, a caret, `hint: …`. `color`: with ANSI colours.
[[nodiscard]] std::string format(const Diagnostic& diagnostic, const Sources& sources, bool color);
// In order of file, line, column; repeats dropped.
void sort_diagnostics(Diagnostics& diagnostics);
// The nearest of `candidates` by edit distance, if near enough to be meant; else empty.
[[nodiscard]] std::string_view did_you_mean(std::string_view word, const std::vector<std::string_view>& candidates);

}  // namespace rehearse
