#include "runner/scenario/lexer.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "runner/scenario/written.h"
#include "runner/syntax/scalar.h"

namespace rehearse {
namespace {

constexpr uint64_t kMostMagnitude = uint64_t{1} << 63;  // of the least integer

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool belongs_to_number(char c) { return continues_identifier(c) || c == '.'; }

// Decimal, `0x1f` or `0o17`, as YAML 1.2 has them. `overflow` tells "too large" from "no integer".
std::optional<uint64_t> integer_text(std::string_view text, bool& overflow) {
  int base = 10;
  if (text.starts_with("0x")) base = 16;
  if (text.starts_with("0o")) base = 8;
  if (base == 10 && text.size() > 1 && text.front() == '0') return std::nullopt;
  if (base != 10) text.remove_prefix(2);
  uint64_t magnitude = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), magnitude, base);
  if (end != text.data() + text.size()) return std::nullopt;
  overflow = error == std::errc::result_out_of_range || magnitude > kMostMagnitude;
  if (error == std::errc::invalid_argument || overflow) return std::nullopt;
  return magnitude;
}

// What people write who come from another language.
std::string_view foreign_mark(std::string_view mark) {
  if (mark == "&&") return "the language says `and`";
  if (mark == "||") return "the language says `or`";
  if (mark == "//") return "`/` is floored already";
  if (mark == "**") return "there is no power; write a product";
  if (mark == "!") return "the language says `not`";
  if (mark == "=") return "to compare, write `==`";
  return {};
}

}  // namespace

Token Lexer::token(Token::Kind kind, std::size_t begin) const {
  Token result;
  result.kind = kind;
  result.text = text_.substr(begin, position_ - begin);
  result.offset = begin;
  result.length = position_ - begin;
  return result;
}

Token Lexer::bad(std::size_t begin, std::string message, std::string hint) const {
  Token result = token(Token::Kind::bad, begin);
  result.message = std::move(message);
  result.hint = std::move(hint);
  return result;
}

Token Lexer::next() {
  while (position_ < text_.size() && is_blank(text_[position_])) ++position_;
  const std::size_t begin = position_;
  if (begin == text_.size()) return token(Token::Kind::end, begin);
  const char c = text_[begin];
  if (is_digit(c)) return number(begin);
  if (c == '"' || c == '\'') return quoted(begin);
  if (!starts_identifier(c)) return mark(begin);
  while (position_ < text_.size() && continues_identifier(text_[position_])) ++position_;
  return token(Token::Kind::name, begin);
}

Token Lexer::number(std::size_t begin) {
  while (position_ < text_.size() && belongs_to_number(text_[position_])) ++position_;
  Token result = token(Token::Kind::integer, begin);
  bool overflow = false;
  if (const auto magnitude = integer_text(result.text, overflow)) {
    result.magnitude = *magnitude;
    return result;
  }
  if (overflow) return bad(begin, "`" + std::string(result.text) + "` does not fit into 64 bits");
  if (const auto duration = parse_duration(result.text)) {
    result.kind = Token::Kind::duration;
    result.magnitude = static_cast<uint64_t>(*duration);
    return result;
  }
  const bool fraction =
      std::all_of(result.text.begin(), result.text.end(), [](char c) { return is_digit(c) || c == '.'; });
  return bad(begin, "`" + std::string(result.text) + "` is no number",
             fraction ? "numbers are integers; durations are written `1.5s`"
                      : "durations are written `500us`, `10ms`, `2s`, `1m`");
}

Token Lexer::quoted(std::size_t begin) {
  const std::size_t end = text_.find(text_[begin], begin + 1);
  position_ = end == std::string_view::npos ? text_.size() : end + 1;
  if (end == std::string_view::npos) return bad(begin, "this text has no closing quote");
  Token result = token(Token::Kind::text, begin);
  result.text = text_.substr(begin + 1, end - begin - 1);
  return result;
}

Token Lexer::mark(std::size_t begin) {
  constexpr std::array<std::string_view, 8> kTwo = {"==", "!=", "<=", ">=", "&&", "||", "//", "**"};
  constexpr std::string_view kOne = "+-*/%<>()[].,";
  const std::string_view pair = text_.substr(begin, 2);
  const bool two = std::find(kTwo.begin(), kTwo.end(), pair) != kTwo.end();
  position_ += two ? 2 : 1;
  Token result = token(Token::Kind::mark, begin);
  if (const auto hint = foreign_mark(result.text); !hint.empty())
    return bad(begin, "unknown operator `" + std::string(result.text) + "`", std::string(hint));
  if (two || kOne.find(result.text) != std::string_view::npos) return result;
  // A character of several bytes is shown whole.
  while (position_ < text_.size() && (static_cast<unsigned char>(text_[position_]) & 0xC0) == 0x80)
    ++position_;
  return bad(begin, "unexpected `" + std::string(text_.substr(begin, position_ - begin)) + "`");
}

std::size_t find_closing(std::string_view text, std::size_t begin, char open, char close) {
  int depth = 0;
  for (std::size_t i = begin; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '"' || c == '\'') {
      i = text.find(c, i + 1);
      if (i == std::string_view::npos) return i;
    } else if (c == open) {
      ++depth;
    } else if (c == close && depth-- == 0) {
      return i;
    }
  }
  return std::string_view::npos;
}

}  // namespace rehearse
