// What the text of a scalar means: integers, booleans, durations, signals, identifiers.
//
// Each comes twice: `parse_…` of a text, empty if it is none (the caller goes on to try something else), and
// `to_…` of a node, whose errors say what is wrong with it and what to write instead.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runner/syntax/result.h"
#include "runner/syntax/tree.h"

namespace rehearse {

// [A-Za-z_][A-Za-z0-9_]*
[[nodiscard]] bool is_identifier(std::string_view text);

// Decimal with an optional sign, 0x… and 0o…; 64 bits. No leading zeros: YAML 1.1 reads 017 as fifteen, 1.2
// as seventeen.
[[nodiscard]] std::optional<int64_t> parse_integer(std::string_view text);
// Not of a quoted scalar: "5" is a text.
[[nodiscard]] Result<int64_t> to_integer(const Node& node);

// YAML 1.2 core: true True TRUE false False FALSE.
[[nodiscard]] std::optional<bool> parse_boolean(std::string_view text);
[[nodiscard]] Result<bool> to_boolean(const Node& node);

// Nanoseconds of 500us, 10ms, 2s, 1.5s, 1m. The unit is required; nothing finer than a nanosecond, nothing
// negative.
[[nodiscard]] std::optional<int64_t> parse_duration(std::string_view text);
[[nodiscard]] Result<int64_t> to_duration(const Node& node);  // quoted or not

// The number of SIGUSR1, USR1, SIGRTMIN+2, RTMAX-1 (not of digits) on this system; aliases such as SIGCLD
// too.
[[nodiscard]] std::optional<int> parse_signal_name(std::string_view name);
// "SIGUSR1", "SIGRTMIN+2", "SIGRTMAX-1"; of what is no signal, its digits.
[[nodiscard]] std::string signal_name(int number);
enum class SignalZero { refused, allowed };  // `kill` with signal 0 only checks
// A name, or an unquoted number from 1 to 64 that is not one of the C library's own (32, 33).
[[nodiscard]] Result<int> to_signal(const Node& node, SignalZero zero = SignalZero::refused);

}  // namespace rehearse
