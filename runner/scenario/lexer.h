// The words of an expression.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace rehearse {

struct Token {
  enum class Kind : uint8_t { end, integer, duration, text, name, mark, bad };
  Kind kind = Kind::end;
  std::string_view text;      // as written; Kind::text: without its quotes
  std::size_t offset = 0;     // of its first character, quote included
  std::size_t length = 0;     // as written
  uint64_t magnitude = 0;     // integer, and a duration's ns; at most 2^63
  std::string message, hint;  // bad: what is wrong

  [[nodiscard]] bool is(std::string_view written) const {
    return (kind == Kind::mark || kind == Kind::name) && text == written;
  }
};

// Reads on demand, because the argument of `count(…)` is an event and no expression.
class Lexer {
 public:
  explicit Lexer(std::string_view text) : text_(text) {}
  [[nodiscard]] Token next();
  [[nodiscard]] std::size_t position() const { return position_; }
  void seek(std::size_t position) { position_ = position; }

 private:
  [[nodiscard]] Token token(Token::Kind kind, std::size_t begin) const;
  [[nodiscard]] Token bad(std::size_t begin, std::string message, std::string hint = {}) const;
  [[nodiscard]] Token number(std::size_t begin);
  [[nodiscard]] Token quoted(std::size_t begin);
  [[nodiscard]] Token mark(std::size_t begin);

  std::string_view text_;
  std::size_t position_ = 0;
};

// The place of the parenthesis or bracket that closes the one before `begin`, quotes minded; npos if there is
// none.
[[nodiscard]] std::size_t find_closing(std::string_view text, std::size_t begin, char open, char close);

}  // namespace rehearse
