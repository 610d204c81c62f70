#include "runner/syntax/scalar.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <utility>

#include "runner/syntax/utf8.h"

namespace rehearse {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

bool all_digits(std::string_view text) {
  for (const char c : text)
    if (!is_digit(c)) return false;
  return !text.empty();
}

std::string_view without_sign(std::string_view text) {
  if (text.starts_with('-') || text.starts_with('+')) text.remove_prefix(1);
  return text;
}

bool leading_zero(std::string_view text) {
  const std::string_view digits = without_sign(text);
  return digits.size() > 1 && digits[0] == '0' && all_digits(digits);
}

// All of `digits`, signless, in `base`.
std::optional<int64_t> number_in(std::string_view digits, int base, bool negative) {
  if (digits.empty() || digits[0] == '-') return {};
  const std::string text = negative ? "-" + std::string(digits) : std::string(digits);
  int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value, base);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

std::string what(const Node& node) {
  switch (node.kind) {
    case Node::Kind::empty: return "nothing";
    case Node::Kind::sequence: return "a list";
    case Node::Kind::mapping: return "a mapping";
    case Node::Kind::scalar: break;
  }
  const std::string text = shortened(node.text, 40);
  return node.quoted ? fmt::format("the text \"{}\"", text) : fmt::format("`{}`", text);
}

Diagnostic wrong(const Node& node, std::string_view wanted, std::string hint = {}) {
  return {node.place, fmt::format("expected {}, not {}", wanted, what(node)), std::move(hint)};
}

struct Unit {
  std::string_view name;
  int64_t nanoseconds;
};
constexpr std::array kUnits{Unit{"us", 1'000}, Unit{"ms", 1'000'000}, Unit{"s", 1'000'000'000},
                            Unit{"m", 60'000'000'000}};

const Unit* unit_named(std::string_view name) {
  for (const Unit& unit : kUnits)
    if (unit.name == name) return &unit;
  return nullptr;
}

// A duration taken apart: `1.5s` is "1", "5", "s".
struct Amount {
  std::string_view whole, fraction, rest;
  bool point = false;
};

Amount amount_of(std::string_view text) {
  Amount amount;
  std::size_t end = 0;
  while (end < text.size() && is_digit(text[end])) ++end;
  amount.whole = text.substr(0, end);
  if (end < text.size() && text[end] == '.') {
    const std::size_t begin = ++end;
    while (end < text.size() && is_digit(text[end])) ++end;
    amount.fraction = text.substr(begin, end - begin);
    amount.point = true;
  }
  amount.rest = text.substr(end);
  return amount;
}

// In decimal, so that 0.3s is exactly 300 ms; empty if it overflows or is finer than a nanosecond.
std::optional<int64_t> nanoseconds(const Amount& amount, int64_t unit) {
  const std::optional<int64_t> whole = number_in(amount.whole, 10, false);
  int64_t total = 0;
  if (!whole || __builtin_mul_overflow(*whole, unit, &total)) return {};
  int64_t scale = unit;
  for (const char digit : amount.fraction) {
    const int64_t tenths = scale * (digit - '0');  // at most 9 minutes of nanoseconds
    if (tenths % 10 != 0) return {};
    if (__builtin_add_overflow(total, tenths / 10, &total)) return {};
    scale = scale % 10 == 0 ? scale / 10 : 0;
  }
  return total;
}

Diagnostic duration_error(const Node& node) {
  const std::string wanted = "a duration such as `10ms`";
  if (!node.is_scalar()) return wrong(node, wanted);
  const Amount amount = amount_of(node.text);
  std::string_view unit = amount.rest;
  while (unit.starts_with(' ')) unit.remove_prefix(1);
  if (amount.whole.empty() || (amount.point && amount.fraction.empty()))
    return wrong(node, wanted, "a number and its unit: us, ms, s or m");
  const std::string number = node.text.substr(0, node.text.size() - amount.rest.size());
  if (amount.rest.empty())
    return {node.place, fmt::format("the duration `{}` has no unit", node.text),
            fmt::format("write `{0}ms` or `{0}s`", number)};
  if (unit_named(unit) == nullptr) {
    if (!is_letter(unit.empty() ? ' ' : unit[0]))
      return wrong(node, wanted, "a number and its unit: us, ms, s or m");
    return {node.place, fmt::format("unknown unit `{}` in the duration `{}`", unit, node.text),
            "units are us, ms, s and m"};
  }
  if (unit.size() != amount.rest.size())
    return {node.place, fmt::format("a space in the duration `{}`", node.text),
            fmt::format("write `{}{}`", number, unit)};
  const bool fits =
      number_in(amount.whole, 10, false).value_or(INT64_MAX) < INT64_MAX / unit_named(unit)->nanoseconds;
  return {node.place,
          fmt::format("the duration `{}` is {}", node.text, fits ? "finer than a nanosecond" : "too long"),
          ""};
}

}  // namespace

bool is_identifier(std::string_view text) {
  if (text.empty() || !is_letter(text[0])) return false;
  for (const char c : text)
    if (!is_letter(c) && !is_digit(c)) return false;
  return true;
}

std::optional<int64_t> parse_integer(std::string_view text) {
  if (leading_zero(text)) return {};
  const bool negative = text.starts_with('-');
  const std::string_view digits = without_sign(text);
  if (digits.starts_with("0x")) return number_in(digits.substr(2), 16, negative);
  if (digits.starts_with("0o")) return number_in(digits.substr(2), 8, negative);
  return number_in(digits, 10, negative);
}

Result<int64_t> to_integer(const Node& node) {
  if (!node.is_scalar()) return wrong(node, "an integer");
  const std::optional<int64_t> value = parse_integer(node.text);
  if (value && !node.quoted) return *value;
  if (value) return wrong(node, "an integer", "leave out the quotes");
  if (node.quoted) return wrong(node, "an integer");
  if (leading_zero(node.text)) {
    std::string_view digits = without_sign(node.text);
    while (digits.size() > 1 && digits[0] == '0') digits.remove_prefix(1);
    return Diagnostic{node.place,
                      fmt::format("`{}` begins with a zero: octal to some, decimal to others", node.text),
                      fmt::format("write `{}{}`", node.text[0] == '-' ? "-" : "", digits)};
  }
  if (all_digits(without_sign(node.text)))
    return Diagnostic{node.place, fmt::format("`{}` does not fit in 64 bits", node.text), ""};
  return wrong(node, "an integer");
}

std::optional<bool> parse_boolean(std::string_view text) {
  if (text == "true" || text == "True" || text == "TRUE") return true;
  if (text == "false" || text == "False" || text == "FALSE") return false;
  return {};
}

Result<bool> to_boolean(const Node& node) {
  const std::string wanted = "true or false";
  if (!node.is_scalar()) return wrong(node, wanted);
  const std::optional<bool> value = parse_boolean(node.text);
  if (value && !node.quoted) return *value;
  if (value) return wrong(node, wanted, "leave out the quotes");
  constexpr std::array<std::string_view, 4> kYes{"yes", "on", "y", "1"}, kNo{"no", "off", "n", "0"};
  for (const std::string_view word : kYes)
    if (node.text == word) return wrong(node, wanted, "write `true`");
  for (const std::string_view word : kNo)
    if (node.text == word) return wrong(node, wanted, "write `false`");
  return wrong(node, wanted);
}

std::optional<int64_t> parse_duration(std::string_view text) {
  const Amount amount = amount_of(text);
  const Unit* unit = unit_named(amount.rest);
  if (amount.whole.empty() || (amount.point && amount.fraction.empty()) || unit == nullptr) return {};
  return nanoseconds(amount, unit->nanoseconds);
}

Result<int64_t> to_duration(const Node& node) {
  if (node.is_scalar())
    if (const std::optional<int64_t> value = parse_duration(node.text)) return *value;
  return duration_error(node);
}

}  // namespace rehearse
