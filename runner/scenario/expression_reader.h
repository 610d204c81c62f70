// Recursive descent over one expression. Precedence as in Python: or, and, not, comparison, + -, * / %, unary
// -.
#pragma once
#include "runner/scenario/environment.h"
#include "runner/scenario/lexer.h"
#include "runner/scenario/written.h"

namespace rehearse {

class ExpressionReader {
 public:
  ExpressionReader(const Written& written, Environment& environment);
  // The whole text. After an error (they are in the environment's diagnostics) the constant 0.
  [[nodiscard]] Expression read();
  // Whether the text had nothing but integers in it: a duration without a unit.
  [[nodiscard]] bool is_bare_number() const { return bare_number_; }
  [[nodiscard]] bool has_duration() const { return has_duration_; }

 private:
  using Part = Expression (ExpressionReader::*)();

  [[nodiscard]] Expression disjunction();
  [[nodiscard]] Expression conjunction();
  [[nodiscard]] Expression negation();
  [[nodiscard]] Expression comparison();
  [[nodiscard]] Expression sum();
  [[nodiscard]] Expression product();
  [[nodiscard]] Expression sign();
  [[nodiscard]] Expression primary();
  [[nodiscard]] Expression number(const Token& token, bool negative);
  [[nodiscard]] Expression parenthesis();
  [[nodiscard]] Expression name(const Token& token);
  [[nodiscard]] Expression function(const Token& token);
  [[nodiscard]] Expression extreme(const Token& token);
  [[nodiscard]] Expression looking(const Token& token);
  [[nodiscard]] Expression nothing() const;

  [[nodiscard]] Expression chain(Part part, std::string_view operators);
  [[nodiscard]] Expression operation(Expression::Op op, const Token& token, std::vector<Expression> operands,
                                     std::size_t begin);

  void advance();
  bool take(std::string_view mark);
  bool expect(std::string_view mark, const Token& opened);
  void fail(const Place& place, std::string message, std::string hint = {});
  void refuse(const Token& token, std::string_view wanted);
  [[nodiscard]] Place place_of(const Token& token) const { return written_.at(token.offset, token.length); }

  Written written_;
  Environment& environment_;
  Lexer lexer_;
  Token token_;          // the next one
  std::size_t end_ = 0;  // of the last one taken
  int depth_ = 0;
  int tokens_ = 0;
  bool failed_ = false;  // a syntax error: what follows is not read
  bool bare_number_ = true;
  bool has_duration_ = false;
};

}  // namespace rehearse
