#include "runner/syntax/text_check.h"

#include <fmt/format.h>

#include "runner/syntax/utf8.h"

namespace rehearse {
namespace {

constexpr std::size_t kMost = 12;

bool harmless(char c) { return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t'; }

class Check {
 public:
  Check(FileId file, std::string_view text) : file_(file), text_(text) {}

  Diagnostics run() {
    if (binary()) return std::move(found_);
    while (at_ < text_.size() && found_.size() < kMost) {
      if (at_ == line_begin_ && text_[at_] == '%') directive();
      if (harmless(text_[at_]))
        newline_or_not();
      else
        unusual();
    }
    return std::move(found_);
  }

 private:
  bool binary() {
    if (text_.starts_with("\xFE\xFF") || text_.starts_with("\xFF\xFE"))
      found_.push_back({{file_}, "the file is in UTF-16", "save it as UTF-8"});
    else if (const std::size_t nul = text_.find('\0'); nul != std::string_view::npos)
      found_.push_back({{file_}, fmt::format("not a text: a NUL byte at offset {}", nul), ""});
    return !found_.empty();
  }

  void newline_or_not() {
    if (text_[at_] == '\n') {
      ++line_;
      line_begin_ = at_ + 1;
    }
    ++at_;
  }

  void unusual() {
    const Decoded next = decode_utf8(text_.substr(at_));
    if (!next.valid)
      report(fmt::format("invalid UTF-8: byte 0x{:02X}", static_cast<unsigned char>(text_[at_])),
             "save the file as UTF-8");
    else if (next.code == '\r' && !text_.substr(at_).starts_with("\r\n"))
      report("a carriage return without a newline", "save the file with Unix line ends");
    else if (next.code != '\r' && (next.code < 0x20 || (next.code >= 0x7F && next.code < 0xA0)))
      report(fmt::format("control character U+{:04X}", static_cast<unsigned>(next.code)),
             "remove it, or write it as an escape in double quotes");
    at_ += next.length;
  }

  void directive() {
    const std::string_view rest = text_.substr(at_);
    if (rest.starts_with("%YAML ")) return;
    const std::size_t length = std::min(rest.find_first_of(" :\r\n"), rest.size());
    report("a line that begins with `%` is a directive to YAML; those have no meaning here",
           "indent it, or put it in quotes", static_cast<int>(length));
  }

  void report(std::string message, std::string hint, int length = 1) {
    found_.push_back({{file_, line_, static_cast<int>(at_ - line_begin_) + 1, length},
                      std::move(message),
                      std::move(hint)});
  }

  FileId file_;
  std::string_view text_;
  std::size_t at_ = 0, line_begin_ = 0;
  int line_ = 1;
  Diagnostics found_;
};

}  // namespace

Diagnostics check_text(FileId file, std::string_view text) { return Check(file, text).run(); }

}  // namespace rehearse
