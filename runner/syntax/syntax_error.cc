#include "runner/syntax/syntax_error.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace rehearse {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t'; }

class Explanation {
 public:
  Explanation(const Complaint& complaint, FileId file, std::string_view text)
      : complaint_(complaint), file_(file), text_(text), at_(complaint.offset) {
    line_begin_ = at_ == 0 ? 0 : text.rfind('\n', at_ - 1) + 1;  // npos + 1 is 0
    line_end_ = std::min(text.find('\n', at_), text.size());
  }

  Diagnostic run() {
    const std::string_view message = complaint_.message;
    if (complaint_.unclosed == nullptr && tab_in_indentation())
      return here(tab_, 1, "a tab in the indentation", "indent with spaces");
    if (message.find("flow not found") != std::string_view::npos) return flow();
    if (message == "end of map not found" || message == "end of sequence not found") return block();
    if (message == "illegal map value") return colon();
    if (message.find("alias") != std::string_view::npos ||
        message.find("anchor is not defined") != std::string_view::npos)
      return alias();
    return simple();
  }

 private:
  Diagnostic here(std::size_t offset, std::size_t length, std::string message, std::string hint) const {
    Place place = place_at(file_, text_, offset);
    place.length = static_cast<int>(std::max<std::size_t>(length, 1));
    return {place, std::move(message), std::move(hint)};
  }

  bool tab_in_indentation() {
    const std::string_view line = text_.substr(line_begin_, line_end_ - line_begin_);
    const std::size_t tab = line.substr(0, line.find_first_not_of(" \t")).find('\t');
    tab_ = line_begin_ + tab;
    return tab != std::string_view::npos;
  }

  bool first_in_line() const {
    return text_.substr(line_begin_, at_ - line_begin_).find_first_not_of(" \t") == std::string_view::npos;
  }
  bool nothing_follows() const { return text_.find_first_not_of(" \t\r\n", at_) == std::string_view::npos; }
  bool scalar_ends_here(bool quoted) const {
    if (complaint_.last_scalar == nullptr || complaint_.last_scalar->quoted != quoted) return false;
    std::size_t end = complaint_.last_scalar->after;
    while (quoted && end < at_ && is_blank(text_[end])) ++end;
    return end == at_;
  }
  std::string_view rest_of_line(std::size_t from) const {
    std::string_view rest = text_.substr(from, line_end_ - from);
    while (!rest.empty() && (is_blank(rest.back()) || rest.back() == '\r')) rest.remove_suffix(1);
    return rest;
  }

  // In whichever quotes need no escapes.
  static std::string in_quotes(std::string_view text) {
    if (text.find_first_of("\"\\") == std::string_view::npos) return fmt::format("\"{}\"", text);
    if (text.find('\'') == std::string_view::npos) return fmt::format("'{}'", text);
    return {};
  }
  static std::string quote_hint(std::string_view why, std::string_view text) {
    const std::string quoted = in_quotes(text);
    return quoted.empty() ? fmt::format("{} must be quoted", why)
                          : fmt::format("{} must be quoted: {}", why, quoted);
  }

  // From `begin` on, what was meant to be one item of a flow collection: brackets within it are its own.
  std::string_view flow_item(std::size_t begin) const {
    int depth = 0;
    std::size_t end = begin;
    for (; end < line_end_; ++end) {
      const char c = text_[end];
      if (c == '[' || c == '{' || c == '(')
        ++depth;
      else if (depth == 0 && (c == ',' || c == ']' || c == '}' || text_.substr(end).starts_with(": ")))
        break;
      else if (c == ']' || c == '}' || c == ')')
        --depth;
    }
    std::string_view item = text_.substr(begin, end - begin);
    while (!item.empty() && (is_blank(item.back()) || item.back() == '\r')) item.remove_suffix(1);
    return item;
  }

  Diagnostic flow() const {
    const bool list = complaint_.message.find("sequence") != std::string::npos;
    const YamlEvent* const open = complaint_.unclosed;
    if (open != nullptr && (nothing_follows() || at_ <= open->offset))
      return here(open->offset, 1, fmt::format("this `{}` is never closed", text_[open->offset]), "");
    const std::string message =
        fmt::format("unexpected `{}`, where `,` or `{}` should come", text_[at_], list ? ']' : '}');
    const char c = text_[at_];
    const bool inner = (c == '[' || c == '{') && scalar_ends_here(false);
    if (inner)
      return here(
          at_, 1, message,
          quote_hint("in [ ] and { } a text that holds brackets", flow_item(complaint_.last_scalar->offset)));
    if (scalar_ends_here(true)) return here(at_, 1, message, after_quotes());
    if (open != nullptr && open->place.line != place_at(file_, text_, at_).line)
      return here(at_, 1, message,
                  fmt::format("the `{}` of line {} is still open", text_[open->offset], open->place.line));
    if (c == ':') return here(at_, 1, message, "a text that holds `: ` must be quoted");
    return here(at_, 1, message, "");
  }

  std::string after_quotes() const {
    const YamlEvent& scalar = *complaint_.last_scalar;
    const std::string_view whole = text_.substr(scalar.offset, scalar.after - scalar.offset);
    if (whole.find('\n') != std::string_view::npos)
      return fmt::format("the quote opened on line {} ends just before this", scalar.place.line);
    if (scalar.after == at_ && whole.starts_with('\''))
      return "inside single quotes a quote is written twice: ''";
    if (scalar.after == at_) return "inside double quotes a quote is written \\\"";
    const std::string whole_value = in_quotes(flow_or_line(scalar.offset));
    return "the quotes must go round the whole value" + (whole_value.empty() ? "" : ": " + whole_value);
  }
  std::string_view flow_or_line(std::size_t from) const {
    return complaint_.unclosed == nullptr ? rest_of_line(from) : flow_item(from);
  }

  Diagnostic block() const {
    if (first_in_line())
      return here(at_, rest_of_line(at_).size(), "this line's indentation fits none of the lines above",
                  "entries of one mapping or list begin in the same column");
    const std::string message = "unexpected text after the value";
    if (scalar_ends_here(true)) return here(at_, rest_of_line(at_).size(), message, after_quotes());
    return here(at_, rest_of_line(at_).size(), message, "");
  }

  Diagnostic colon() const {
    const std::string_view before = text_.substr(line_begin_, at_ - line_begin_);
    const std::size_t key = before.find(": ");
    const std::size_t value = key == std::string_view::npos ? key : before.find_first_not_of(' ', key + 2);
    if (value != std::string_view::npos)
      return here(at_, 1, "unexpected `:`",
                  quote_hint("a text that holds `: `", rest_of_line(line_begin_ + value)));
    return here(at_, 1, "unexpected `:`",
                "the line above is no `key: value`, or this one is indented deeper than its neighbours");
  }

  // Where `w[*].a` begins, to whose `*` this is; or that of the star.
  std::size_t selector_around(std::size_t star) const {
    std::size_t begin = star;
    while (begin > line_begin_ && std::string_view(" \t,{").find(text_[begin - 1]) == std::string_view::npos)
      --begin;
    while (begin < star && text_[begin] == '[') ++begin;  // a list's own
    return begin;
  }

  Diagnostic alias() const {
    std::size_t star = at_;
    while (star > line_begin_ && (star >= text_.size() || text_[star] != '*')) --star;
    if (star >= text_.size() || text_[star] != '*') return simple();
    const std::size_t selector = selector_around(star);
    if (selector < star)
      return here(star, 1, "unknown alias `*`",
                  quote_hint("in [ ] and { } a text that holds brackets", flow_item(selector)));
    std::string_view word = flow_or_line(star);
    word = word.substr(0, word.find_first_of(" \t,"));
    if (word.ends_with(':')) word.remove_suffix(1);
    return here(star, word.size(), fmt::format("unknown alias `{}`", word),
                quote_hint("a selector that begins with `*`", word));
  }

  Diagnostic simple() const {
    struct Known {
      std::string_view theirs, ours, hint;
    };
    static constexpr std::array kKnown{
        Known{"unexpected character in block scalar", "unexpected text after `>` or `|`",
              "a text that begins with `>` or `|` must be quoted"},
        Known{"illegal block entry", "a list cannot begin here",
              "begin it on the next line, or write it in [ ]; a text that begins with `- ` must be quoted"},
        Known{"illegal map key", "unexpected `?`", "a text that begins with `? ` must be quoted"},
        Known{"illegal tab when looking for indentation", "a tab in the indentation", "indent with spaces"},
        Known{"illegal document indicator in scalar", "the document ends inside a quoted text",
              "is its quote closed?"},
        Known{"cannot assign multiple anchors to the same node", "two anchors on one value", ""},
        Known{"anchor not found after &", "`&` without a name", "a text that begins with `&` must be quoted"},
        Known{"illegal character found while scanning anchor", "a character that no anchor's name may hold",
              "a text that begins with `&` must be quoted"},
        Known{"bad character found while scanning hex number", "not a hexadecimal digit",
              "in single quotes a backslash is just a backslash"}};
    for (const Known& known : kKnown)
      if (complaint_.message == known.theirs)
        return here(at_, 1, std::string(known.ours), std::string(known.hint));
    if (complaint_.message == "illegal flow end" && at_ < text_.size())
      return here(at_, 1, fmt::format("unexpected `{}`", text_[at_]),
                  fmt::format("no `{}` is open here", text_[at_] == ']' ? '[' : '{'));
    if (complaint_.message == "unknown token" && at_ < text_.size())
      return here(at_, 1, fmt::format("a text cannot begin with `{}`", text_[at_]),
                  quote_hint("it", flow_or_line(at_)));
    if (complaint_.message.starts_with("unknown escape character"))
      return here(at_, 1, complaint_.message, "in single quotes a backslash is just a backslash");
    return here(at_, 1, complaint_.message, "");
  }

  const Complaint& complaint_;
  FileId file_;
  std::string_view text_;
  std::size_t at_, line_begin_ = 0, line_end_ = 0, tab_ = 0;
};

}  // namespace

Place place_at(FileId file, std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto line = std::count(before.begin(), before.end(), '\n') + 1;
  const std::size_t newline = before.rfind('\n');
  const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
  return {file, static_cast<int>(line), static_cast<int>(offset - begin) + 1, 1};
}

Diagnostic explain(const Complaint& complaint, FileId file, std::string_view text) {
  return Explanation(complaint, file, text).run();
}

}  // namespace rehearse
