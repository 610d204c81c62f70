#include "runner/cli/terminal.h"

#include <langinfo.h>
#include <locale.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <string_view>

namespace rehearse {
namespace {

constexpr int kDefaultWidth = 100, kLeastWidth = 40, kMostWidth = 400;

std::string_view environment(const char* name) {
  const char* value = std::getenv(name);
  return value != nullptr ? value : "";
}

bool wants_color(FILE* stream, bool no_color) {
  if (no_color || !environment("NO_COLOR").empty()) return false;
  const std::string_view forced = environment("CLICOLOR_FORCE");
  if (!forced.empty() && forced != "0") return true;
  return isatty(fileno(stream)) != 0 && environment("TERM") != "dumb" && environment("CLICOLOR") != "0";
}

int width_of_terminal(FILE* stream) {
  winsize size{};
  if (ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  const int columns = std::atoi(std::string(environment("COLUMNS")).c_str());
  return columns > 0 ? columns : kDefaultWidth;
}

bool is_utf8() {
  setlocale(LC_CTYPE, "");
  return std::string_view(nl_langinfo(CODESET)) == "UTF-8";
}

}  // namespace

Look look_of(FILE* stream, bool no_color) {
  Look look;
  look.color = wants_color(stream, no_color);
  look.unicode = is_utf8();
  look.width = std::clamp(width_of_terminal(stream), kLeastWidth, kMostWidth);
  return look;
}

ProgressLine::ProgressLine()
    : enabled_(isatty(STDERR_FILENO) != 0 && environment("TERM") != "dumb"), look_(look_of(stderr, false)) {}

void ProgressLine::show(const std::string& text) {
  if (!enabled_) return;
  std::fprintf(stderr, "\r%s\033[K", cut(look_, text, look_.width - 1).c_str());
  std::fflush(stderr);
  shown_ = true;
}

void ProgressLine::clear() {
  if (!shown_) return;
  std::fputs("\r\033[K", stderr);
  std::fflush(stderr);
  shown_ = false;
}

}  // namespace rehearse
