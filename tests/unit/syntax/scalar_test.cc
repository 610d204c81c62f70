#include "runner/syntax/scalar.h"

#include <gtest/gtest.h>

#include <csignal>

#include "tests/unit/syntax/parsing.h"

namespace rehearse {
namespace {

// The value of `v: …` as `read` takes it: its number, or its message and hint.
template <class Read>
std::string read(const std::string& written, Read read_node) {
  const Parsed parsed = parse("v: " + written + "\n");
  const auto result = read_node(parsed.documents.at(0).entries.at(0).value);
  if (result.ok()) return std::to_string(*result);
  const Diagnostic& error = result.errors().at(0);
  return error.hint.empty() ? error.message : error.message + " | " + error.hint;
}
std::string integer(const std::string& written) { return read(written, to_integer); }
std::string boolean(const std::string& written) { return read(written, to_boolean); }
std::string duration(const std::string& written) { return read(written, to_duration); }
std::string signal(const std::string& written) {
  return read(written, [](const Node& node) { return to_signal(node); });
}

TEST(Identifier, IsALetterThenLettersAndDigits) {
  for (const char* good : {"a", "_", "A9", "snake_case", "CamelCase"})
    EXPECT_TRUE(is_identifier(good)) << good;
  for (const char* bad : {"", "9a", "a-b", "a.b", "é", "a b", "a\n"}) EXPECT_FALSE(is_identifier(bad)) << bad;
}

TEST(Integer, IsDecimalHexadecimalOrOctal) {
  EXPECT_EQ(integer("42"), "42");
  EXPECT_EQ(integer("-7"), "-7");
  EXPECT_EQ(integer("+7"), "7");
  EXPECT_EQ(integer("0"), "0");
  EXPECT_EQ(integer("0x1F"), "31");
  EXPECT_EQ(integer("0o17"), "15");
  EXPECT_EQ(integer("9223372036854775807"), "9223372036854775807");
  EXPECT_EQ(integer("-9223372036854775808"), "-9223372036854775808");
}

TEST(Integer, SaysWhyATextIsNone) {
  EXPECT_EQ(integer("\"5\""), "expected an integer, not the text \"5\" | leave out the quotes");
  EXPECT_EQ(integer("017"), "`017` begins with a zero: octal to some, decimal to others | write `17`");
  EXPECT_EQ(integer("-00"), "`-00` begins with a zero: octal to some, decimal to others | write `-0`");
  EXPECT_EQ(integer("9223372036854775808"), "`9223372036854775808` does not fit in 64 bits");
  EXPECT_EQ(integer("two"), "expected an integer, not `two`");
  EXPECT_EQ(integer("\"two\""), "expected an integer, not the text \"two\"");
  EXPECT_EQ(integer("1.5"), "expected an integer, not `1.5`");
  EXPECT_EQ(integer("5x"), "expected an integer, not `5x`");
  EXPECT_EQ(integer("0x"), "expected an integer, not `0x`");
  EXPECT_EQ(integer("--5"), "expected an integer, not `--5`");
  EXPECT_EQ(integer("+-5"), "expected an integer, not `+-5`");
  EXPECT_EQ(integer(""), "expected an integer, not nothing");
  EXPECT_EQ(integer("[1]"), "expected an integer, not a list");
  EXPECT_EQ(integer("{a: 1}"), "expected an integer, not a mapping");
}

TEST(Boolean, IsThatOfYaml12) {
  for (const char* yes : {"true", "True", "TRUE"}) EXPECT_EQ(boolean(yes), "1");
  for (const char* no : {"false", "False", "FALSE"}) EXPECT_EQ(boolean(no), "0");
  EXPECT_EQ(boolean("yes"), "expected true or false, not `yes` | write `true`");
  EXPECT_EQ(boolean("off"), "expected true or false, not `off` | write `false`");
  EXPECT_EQ(boolean("'true'"), "expected true or false, not the text \"true\" | leave out the quotes");
  EXPECT_EQ(boolean("tRUE"), "expected true or false, not `tRUE`");
}

TEST(Duration, IsExactInNanoseconds) {
  EXPECT_EQ(duration("500us"), "500000");
  EXPECT_EQ(duration("10ms"), "10000000");
  EXPECT_EQ(duration("2s"), "2000000000");
  EXPECT_EQ(duration("1.5s"), "1500000000");
  EXPECT_EQ(duration("0.3s"), "300000000");
  EXPECT_EQ(duration("1m"), "60000000000");
  EXPECT_EQ(duration("0.05m"), "3000000000");
  EXPECT_EQ(duration("0s"), "0");
  EXPECT_EQ(duration("\"10ms\""), "10000000");
  EXPECT_EQ(duration("0.000000001s"), "1");
  EXPECT_EQ(duration("1.0000000000s"), "1000000000");
}

TEST(Duration, SaysWhyATextIsNone) {
  const std::string wanted = "expected a duration such as `10ms`, not ";
  const std::string form = " | a number and its unit: us, ms, s or m";
  EXPECT_EQ(duration("10"), "the duration `10` has no unit | write `10ms` or `10s`");
  EXPECT_EQ(duration("1.5"), "the duration `1.5` has no unit | write `1.5ms` or `1.5s`");
  EXPECT_EQ(duration("10 ms"), "a space in the duration `10 ms` | write `10ms`");
  EXPECT_EQ(duration("10sec"), "unknown unit `sec` in the duration `10sec` | units are us, ms, s and m");
  EXPECT_EQ(duration("1m30s"), "unknown unit `m30s` in the duration `1m30s` | units are us, ms, s and m");
  EXPECT_EQ(duration("-1s"), wanted + "`-1s`" + form);
  EXPECT_EQ(duration("soon"), wanted + "`soon`" + form);
  EXPECT_EQ(duration("1.s"), wanted + "`1.s`" + form);
  EXPECT_EQ(duration(".5s"), wanted + "`.5s`" + form);
  EXPECT_EQ(duration("1,5s"), wanted + "`1,5s`" + form);
  EXPECT_EQ(duration(""), wanted + "nothing");
  EXPECT_EQ(duration("[1s]"), wanted + "a list");
  EXPECT_EQ(duration("0.0000000001s"), "the duration `0.0000000001s` is finer than a nanosecond");
  EXPECT_EQ(duration("9999999999999m"), "the duration `9999999999999m` is too long");
  EXPECT_EQ(duration("99999999999999999999s"), "the duration `99999999999999999999s` is too long");
}

TEST(Signal, HasNamesWithAndWithoutSig) {
  EXPECT_EQ(signal("SIGUSR1"), std::to_string(SIGUSR1));
  EXPECT_EQ(signal("USR1"), std::to_string(SIGUSR1));
  EXPECT_EQ(signal("SIGCLD"), std::to_string(SIGCHLD));
  EXPECT_EQ(signal("\"SIGTERM\""), std::to_string(SIGTERM));
  EXPECT_EQ(signal("SIGRTMIN"), std::to_string(SIGRTMIN));
  EXPECT_EQ(signal("SIGRTMIN+2"), std::to_string(SIGRTMIN + 2));
  EXPECT_EQ(signal("RTMAX-1"), std::to_string(SIGRTMAX - 1));
}

TEST(Signal, HasNumbers) {
  EXPECT_EQ(signal("9"), "9");
  EXPECT_EQ(signal("64"), "64");
  EXPECT_EQ(signal("65"), "there is no signal 65 | signals are numbered from 1 to 64");
  EXPECT_EQ(signal("-1"), "there is no signal -1 | signals are numbered from 1 to 64");
  EXPECT_EQ(signal("32"), "signal 32 belongs to the C library | real-time signals begin at SIGRTMIN");
  EXPECT_EQ(signal("\"9\""),
            "expected a signal such as `SIGUSR1`, not the text \"9\" | leave out the quotes");
}

TEST(Signal, ZeroIsOneOnlyWhereItMayBe) {
  const Parsed parsed = parse("v: 0\n");
  const Node& zero = parsed.documents.at(0).entries.at(0).value;
  EXPECT_EQ(*to_signal(zero, SignalZero::allowed), 0);
  EXPECT_EQ(to_signal(zero).errors().at(0).message, "signal 0 is none: `kill` takes it for a mere check");
}

TEST(Signal, SaysWhyATextIsNone) {
  EXPECT_EQ(signal("sigusr1"), "unknown signal `sigusr1` | did you mean `SIGUSR1`?");
  EXPECT_EQ(signal("USR3"), "unknown signal `USR3` | did you mean `SIGUSR1`?");
  EXPECT_EQ(signal("SIGTREM"), "unknown signal `SIGTREM` | did you mean `SIGTERM`?");
  EXPECT_EQ(signal("hello"), "unknown signal `hello`");
  const std::string range = " | SIGRTMIN to SIGRTMIN+30, or SIGRTMAX-30 to SIGRTMAX";
  for (const char* bad :
       {"SIGRTMIN+31", "SIGRTMIN-1", "SIGRTMAX+1", "SIGRTMIN+x", "SIGRTMIN+", "SIGRTMAX-99"})
    EXPECT_EQ(signal(bad), "`" + std::string(bad) + "` is no real-time signal" + range);
  EXPECT_EQ(signal(""), "expected a signal such as `SIGUSR1`, not nothing");
}

TEST(SignalName, AndNumberAreInversesOfEachOther) {
  for (int number = 1; number <= 64; ++number) {
    if (number == 32 || number == 33) continue;
    EXPECT_EQ(parse_signal_name(signal_name(number)), number) << signal_name(number);
  }
  EXPECT_EQ(signal_name(SIGCHLD), "SIGCHLD");
  EXPECT_EQ(signal_name(SIGABRT), "SIGABRT");
  EXPECT_EQ(signal_name(SIGRTMIN + 15), "SIGRTMIN+15");
  EXPECT_EQ(signal_name(SIGRTMAX - 14), "SIGRTMAX-14");
  EXPECT_EQ(signal_name(SIGRTMAX), "SIGRTMAX");
  EXPECT_EQ(signal_name(99), "99");
}

}  // namespace
}  // namespace rehearse
