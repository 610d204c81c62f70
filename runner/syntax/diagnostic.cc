#include "runner/syntax/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <tuple>
#include <utility>

#include "runner/syntax/utf8.h"

namespace rehearse {
namespace {

constexpr std::size_t kWindow = 160;  // bytes of a long line that are shown

struct Colours {
  std::string_view bold, error, warning, caret, hint, off;
};
constexpr Colours kPlain{};
constexpr Colours kAnsi{"\x1b[1m", "\x1b[1;31m", "\x1b[1;35m", "\x1b[1;32m", "\x1b[1;36m", "\x1b[0m"};

// A part of a line, with the caret's bytes counted from its beginning.
struct View {
  std::string_view text;
  std::size_t caret = 0, length = 1;
  bool cut_before = false, cut_after = false;
};

bool continues_character(char byte) { return (static_cast<unsigned char>(byte) & 0xC0u) == 0x80; }

// A line of a megabyte is no help to anybody: show what is around the caret.
View view_of(std::string_view line, const Place& place) {
  View view;
  view.caret = std::min(static_cast<std::size_t>(std::max(place.column, 1) - 1), line.size());
  view.length = std::min(static_cast<std::size_t>(std::max(place.length, 1)), line.size() - view.caret);
  std::size_t begin = 0, end = line.size();
  if (line.size() > kWindow) {
    begin = view.caret > kWindow / 2 ? view.caret - kWindow / 2 : 0;
    end = std::min(line.size(), begin + kWindow);
    while (begin < view.caret && continues_character(line[begin])) ++begin;
    while (end < line.size() && continues_character(line[end])) ++end;
  }
  view.text = line.substr(begin, end - begin);
  view.caret -= begin;
  view.length = std::min(view.length, view.text.size() - view.caret);
  view.cut_before = begin > 0;
  view.cut_after = end < line.size();
  return view;
}

// What a terminal may be shown: no control characters (they could be commands to it), no broken UTF-8.
std::string printable(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Decoded next = decode_utf8(text);
    const bool control = (next.code < 0x20 && next.code != '\t') || (next.code >= 0x7F && next.code < 0xA0);
    if (next.valid && !control)
      out += text.substr(0, next.length);
    else
      out += '?';
    text.remove_prefix(next.length);
  }
  return out;
}

// Tabs stay tabs, so that the caret stands right whatever their width.
std::string indent_like(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const Decoded next = decode_utf8(text);
    if (next.code == '\t')
      out += '\t';
    else
      out.append(static_cast<std::size_t>(next.valid ? display_width(next.code) : 1), ' ');
    text.remove_prefix(next.length);
  }
  return out;
}

std::string caret_line(const View& view) {
  const int width = std::max(1, display_width(view.text.substr(view.caret, view.length)));
  return (view.cut_before ? "   " : "") + indent_like(view.text.substr(0, view.caret)) + '^' +
         std::string(static_cast<std::size_t>(width - 1), '~');
}

std::string position(const Place& place, const Sources& sources) {
  if (!place.file.valid()) return "rehearse";
  const std::string path = printable(sources.path(place.file));
  return place.line <= 0 ? path : fmt::format("{}:{}:{}", path, place.line, place.column);
}

auto order_of(const Diagnostic& d) {
  return std::tie(d.place.file, d.place.line, d.place.column, d.message, d.hint, d.place.length);
}

}  // namespace

std::string format(const Diagnostic& diagnostic, const Sources& sources, bool color) {
  const Colours& c = color ? kAnsi : kPlain;
  const bool is_error = diagnostic.severity == Diagnostic::Severity::error;
  const Place& place = diagnostic.place;
  std::string out = fmt::format("{}{}: {}{}{}: {}{}{}{}\n", c.bold, position(place, sources),
                                is_error ? c.error : c.warning, is_error ? "error" : "warning", c.off, c.bold,
                                printable(diagnostic.message), c.off, "");
  const std::string_view line =
      place.file.valid() && place.line > 0 ? sources.line(place.file, place.line) : std::string_view();
  if (!line.empty()) {
    const View view = view_of(line, place);
    out += fmt::format("{}{}{}\n{}{}{}\n", view.cut_before ? "..." : "", printable(view.text),
                       view.cut_after ? "..." : "", c.caret, caret_line(view), c.off);
  }
  if (!diagnostic.hint.empty())
    out += fmt::format("{}hint:{} {}\n", c.hint, c.off, printable(diagnostic.hint));
  return out;
}

void sort_diagnostics(Diagnostics& diagnostics) {
  std::stable_sort(diagnostics.begin(), diagnostics.end(),
                   [](const Diagnostic& a, const Diagnostic& b) { return order_of(a) < order_of(b); });
  const auto repeats =
      std::unique(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& a, const Diagnostic& b) {
        return order_of(a) == order_of(b) && a.severity == b.severity;
      });
  diagnostics.erase(repeats, diagnostics.end());
}

}  // namespace rehearse
