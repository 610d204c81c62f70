#include "runner/scenario/expression_reader.h"

#include <algorithm>
#include <array>

#include "runner/scenario/fold.h"
#include "runner/scenario/name_path.h"
#include "runner/scenario/reference.h"
#include "runner/scenario/types.h"

namespace rehearse {
namespace {

using Op = Expression::Op;

// Recursion follows the text's nesting and its length; nobody writes half as much.
constexpr int kDeepest = 64;
constexpr int kMostTokens = 1000;

struct Operator {
  std::string_view text;
  Op op;
};
constexpr std::array<Operator, 13> kOperators = {{
    {"or", Op::logical_or},
    {"and", Op::logical_and},
    {"==", Op::equal},
    {"!=", Op::not_equal},
    {"<", Op::less},
    {"<=", Op::less_equal},
    {">", Op::greater},
    {">=", Op::greater_equal},
    {"+", Op::add},
    {"-", Op::subtract},
    {"*", Op::multiply},
    {"/", Op::divide},
    {"%", Op::modulo},
}};

// `among` is a list such as "+ -".
const Operator* operator_of(const Token& token, std::string_view among) {
  if (token.kind != Token::Kind::mark && token.kind != Token::Kind::name) return nullptr;
  for (const Operator& known : kOperators) {
    if (token.text != known.text) continue;
    const std::string padded = " " + std::string(among) + " ";
    return padded.find(" " + std::string(known.text) + " ") == std::string::npos ? nullptr : &known;
  }
  return nullptr;
}

constexpr std::string_view kComparisons = "== != < <= > >=";

bool is_function(std::string_view name) {
  constexpr std::array<std::string_view, 5> kFunctions = {"min", "max", "count", "inside", "waiting"};
  return std::find(kFunctions.begin(), kFunctions.end(), name) != kFunctions.end();
}

}  // namespace

ExpressionReader::ExpressionReader(const Written& written, Environment& environment)
    : written_(written), environment_(environment), lexer_(written.text) {
  advance();
}

Expression ExpressionReader::nothing() const { return constant(Value::unset(), written_.whole()); }

void ExpressionReader::advance() {
  if (failed_) return;
  end_ = token_.offset + token_.length;
  token_ = lexer_.next();
  if (token_.kind == Token::Kind::bad) return fail(place_of(token_), token_.message, token_.hint);
  if (++tokens_ > kMostTokens) fail(written_.whole(), "this expression is too long");
}

bool ExpressionReader::take(std::string_view mark) {
  if (!token_.is(mark)) return false;
  advance();
  return true;
}

bool ExpressionReader::expect(std::string_view mark, const Token& opened) {
  if (take(mark)) return true;
  if (token_.kind != Token::Kind::end) {
    refuse(token_, "`" + std::string(mark) + "`");
  } else {
    fail(place_of(opened), "`" + std::string(opened.text) + "` is not closed",
         "in a flow list or mapping (`[ ]`, `{ }`) quote an expression that has a comma or a bracket");
  }
  return false;
}

// One syntax error an expression: from there on every token is the end.
void ExpressionReader::fail(const Place& place, std::string message, std::string hint) {
  if (failed_) return;
  failed_ = true;
  environment_.error(place, std::move(message), std::move(hint));
  token_ = Token{};
}

void ExpressionReader::refuse(const Token& token, std::string_view wanted) {
  if (token.kind == Token::Kind::end)
    return fail(written_.at(std::max<std::size_t>(written_.text.size(), 1) - 1, 1),
                "the expression ends here, and " + std::string(wanted) + " is missing");
  std::string hint;
  if (token.text == "is") hint = "to compare, write `==` or `!=`";
  if (token.text == "if" || token.text == "in")
    hint = "there is no `" + std::string(token.text) + "` in expressions";
  const bool text = token.kind == Token::Kind::text;
  fail(place_of(token), (text ? "unexpected text `" : "unexpected `") + std::string(token.text) + "`",
       hint.empty() ? "expected " + std::string(wanted) : hint);
}

Expression ExpressionReader::read() {
  const std::size_t errors = environment_.diagnostics->size();
  Expression result = disjunction();
  if (!failed_ && token_.kind != Token::Kind::end) refuse(token_, "an operator or the end");
  if (failed_ || environment_.diagnostics->size() != errors)
    return constant(Value::integer(0), written_.whole());
  result.text = written_.trimmed().text;
  return result;
}

Expression ExpressionReader::operation(Op op, const Token& token, std::vector<Expression> operands,
                                       std::size_t begin) {
  if (failed_) return nothing();
  Expression result;
  result.op = op;
  result.place = written_.at(begin, end_ - begin);
  result.children = std::move(operands);
  if (!check_operands(result, token.text, environment_)) return nothing();
  return folded(std::move(result), environment_.scenario->symbols);
}

Expression ExpressionReader::chain(Part part, std::string_view operators) {
  const std::size_t begin = token_.offset;
  Expression left = (this->*part)();
  while (const Operator* found = operator_of(token_, operators)) {
    const Token token = token_;
    advance();
    Expression right = (this->*part)();
    left = operation(found->op, token, {std::move(left), std::move(right)}, begin);
  }
  return left;
}

Expression ExpressionReader::disjunction() { return chain(&ExpressionReader::conjunction, "or"); }
Expression ExpressionReader::conjunction() { return chain(&ExpressionReader::negation, "and"); }
Expression ExpressionReader::sum() { return chain(&ExpressionReader::product, "+ -"); }
Expression ExpressionReader::product() { return chain(&ExpressionReader::sign, "* / %"); }

Expression ExpressionReader::negation() {
  if (!token_.is("not")) return comparison();
  const Token token = token_;
  if (++depth_ > kDeepest) fail(place_of(token), "this expression is nested too deep");
  advance();
  Expression operand = negation();
  --depth_;
  return operation(Op::logical_not, token, {std::move(operand)}, token.offset);
}

Expression ExpressionReader::comparison() {
  const std::size_t begin = token_.offset;
  Expression left = sum();
  const Operator* found = operator_of(token_, kComparisons);
  if (found == nullptr) return left;
  const Token token = token_;
  advance();
  Expression right = sum();
  if (operator_of(token_, kComparisons) != nullptr)
    fail(place_of(token_), "comparisons do not chain", "write `a < b and b < c` for `a < b < c`");
  return operation(found->op, token, {std::move(left), std::move(right)}, begin);
}

Expression ExpressionReader::sign() {
  if (!token_.is("-")) return primary();
  const Token token = token_;
  if (++depth_ > kDeepest) fail(place_of(token), "this expression is nested too deep");
  advance();
  if (token_.kind == Token::Kind::integer || token_.kind == Token::Kind::duration) {
    const Token digits = token_;
    advance();
    --depth_;
    return number(digits, true);
  }
  Expression operand = sign();
  --depth_;
  return operation(Op::negate, token, {std::move(operand)}, token.offset);
}

Expression ExpressionReader::number(const Token& token, bool negative) {
  if (token.kind == Token::Kind::duration) {
    bare_number_ = false;
    has_duration_ = true;
  }
  const bool least = token.magnitude == uint64_t{1} << 63;
  if (least && !negative)
    fail(place_of(token), "`" + std::string(token.text) + "` does not fit into 64 bits");
  // Negated as an unsigned number: the least integer has no positive counterpart.
  const uint64_t bits = negative ? uint64_t{0} - token.magnitude : token.magnitude;
  return constant(Value::integer(static_cast<int64_t>(bits)), place_of(token));
}

Expression ExpressionReader::primary() {
  const Token token = token_;
  switch (token.kind) {
    case Token::Kind::integer:
    case Token::Kind::duration: advance(); return number(token, false);
    case Token::Kind::text:
      bare_number_ = false;
      advance();
      return constant(Value::text(environment_.scenario->symbols.intern(token.text)), place_of(token));
    case Token::Kind::name:
      if (token.is("and") || token.is("or") || token.is("not") || token.is("is")) break;
      bare_number_ = false;
      advance();
      return name(token);
    case Token::Kind::mark:
      if (token.is("(")) return parenthesis();
      break;
    default: break;
  }
  refuse(token, "a value");
  return nothing();
}

Expression ExpressionReader::parenthesis() {
  const Token opened = token_;
  if (++depth_ > kDeepest) fail(place_of(opened), "this expression is nested too deep");
  advance();
  Expression inner = disjunction();
  expect(")", opened);
  --depth_;
  return inner;
}

Expression ExpressionReader::name(const Token& token) {
  if (token_.is("(")) return function(token);
  NamePath path;
  path.name = token.text;
  path.place = place_of(token);
  path.alone = written_.quoted && written_.trimmed().text == token.text;
  if (token_.is("[")) {
    const Token opened = token_;
    if (++depth_ > kDeepest) fail(place_of(opened), "this expression is nested too deep");
    advance();
    path.index = disjunction();
    expect("]", opened);
    --depth_;
  }
  if (take(".")) {
    if (token_.kind != Token::Kind::name) refuse(token_, "an attribute");
    path.attribute = token_.text;
    path.attribute_place = place_of(token_);
    advance();
  }
  return failed_ ? nothing() : resolve(std::move(path), environment_);
}

Expression ExpressionReader::function(const Token& token) {
  if (!is_function(token.text)) {
    fail(place_of(token), "there is no function `" + std::string(token.text) + "`",
         "there are `min`, `max`, and in `always` and `finally` also `count`, `inside`, `waiting`");
    return nothing();
  }
  return token.text == "min" || token.text == "max" ? extreme(token) : looking(token);
}

// min(a, b, c) is min(min(a, b), c).
Expression ExpressionReader::extreme(const Token& token) {
  const Token opened = token_;
  advance();
  if (++depth_ > kDeepest) fail(place_of(opened), "this expression is nested too deep");
  const Op op = token.text == "min" ? Op::minimum : Op::maximum;
  Expression result = disjunction();
  if (!failed_ && !token_.is(",")) {
    if (token_.is(")"))
      fail(place_of(token), "`" + std::string(token.text) + "` wants at least two values",
           "in a flow list or mapping quote the whole expression, because of its comma");
  }
  while (take(",")) {
    Expression other = disjunction();
    result = operation(op, token, {std::move(result), std::move(other)}, token.offset);
  }
  expect(")", opened);
  --depth_;
  return result;
}

// count(event), inside(span), waiting(resource): the argument is no expression and is handed on as it is
// written.
Expression ExpressionReader::looking(const Token& token) {
  const Token opened = token_;
  if (environment_.where != Environment::Where::expectation) {
    fail(place_of(token), "`" + std::string(token.text) +
                              "` looks at the whole run and stands only in `always` and `finally`");
    return nothing();
  }
  const std::size_t begin = opened.offset + 1;
  const std::size_t end = find_closing(written_.text, begin, '(', ')');
  if (end == std::string_view::npos) {
    expect(")", opened);
    fail(place_of(opened), "`(` is not closed");
    return nothing();
  }
  Written argument = written_.part(begin, end - begin).trimmed();
  lexer_.seek(end + 1);
  token_ = Token{.kind = Token::Kind::mark,
                 .text = ")",
                 .offset = end,
                 .length = 1,
                 .magnitude = 0,
                 .message = {},
                 .hint = {}};
  advance();
  const bool quoted = argument.text.size() > 1 &&
                      (argument.text.front() == '"' || argument.text.front() == '\'') &&
                      argument.text.back() == argument.text.front();
  if (quoted) argument = argument.part(1, argument.text.size() - 2);

  Expression result;
  result.place = written_.at(token.offset, end + 1 - token.offset);
  if (token.text == "waiting") {
    const auto resource = read_resource(argument, environment_);
    if (!resource) return nothing();
    result.op = Op::waiting;
    result.resource = resource->resource;
    if (resource->index) result.children.push_back(*resource->index);
    return result;
  }
  result.op = token.text == "count" ? Op::count : Op::inside;
  result.pattern = read_event(argument.text, argument.place, environment_);
  return result.pattern < 0 ? nothing() : result;
}

Expression read_expression(std::string_view text, const Place& place, Environment& environment) {
  return ExpressionReader(Written{text, place}, environment).read();
}

Expression read_expression(const Node& node, Environment& environment) {
  if (node.is_scalar()) return ExpressionReader(Written::of(node), environment).read();
  if (node.kind == Node::Kind::empty)
    environment.error(node.place, "an expression is missing", "for no value write `none`");
  if (node.is_sequence()) environment.error(node.place, "expected an expression, not a list");
  if (node.is_mapping()) environment.error(node.place, "expected an expression, not a mapping");
  return constant(Value::integer(0), node.place);
}

}  // namespace rehearse
