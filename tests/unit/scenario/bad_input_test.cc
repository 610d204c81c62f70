#include "bad_input.h"

#include <gtest/gtest.h>

#include "checking.h"

namespace rehearse {
namespace {

std::string indented(std::string_view text, std::size_t by) {
  std::string all(by, ' ');
  for (const char c : text) {
    all += c;
    if (c == '\n') all.append(by, ' ');
  }
  return all;
}

std::string framed(const std::string& steps, const std::string& expectations) {
  return "scenario: t\n"
         "params: {n: 3}\n"
         "resources: {l: lock, m: mutex, s: {semaphore: 1}, b1: {semaphore: {value: 1, backend: boost}}, "
         "x: {shared: 0}, fork: {array: 3, of: lock}, xs: {array: 2, of: {shared: 0}}}\n"
         "tasks: {enter: {params: [room], steps: [{acquire: room}]}}\n"
         "actors:\n"
         "  b: {steps: [{section: room, do: []}]}\n"
         "  w: {count: 2}\n"
         "  t: {kind: thread, in: b, start: manual}\n"
         "  tm: {kind: thread, in: b, start: manual}\n"
         "  a:\n"
         "    steps:\n" +
         steps + "\nexpect:\n" + expectations + "\n";
}

std::string first_line(const std::string& text) { return text.substr(0, text.find('\n')); }

}  // namespace

std::string whole(std::string_view text) { return std::string(text) + "\n"; }
std::string as_resource(std::string_view text) {
  return "scenario: t\nresources:\n  " + std::string(text) + "\n";
}
std::string as_step(std::string_view text) { return framed(indented(text, 6), ""); }
std::string as_expectation(std::string_view text) { return framed("", indented(text, 2)); }

void expect_complaints(std::span<const BadInput> inputs, Frame frame) {
  for (const BadInput& input : inputs)
    EXPECT_EQ(first_line(complaints_of(frame(input.text))), input.complaint) << input.text;
}

TEST(BadInput, TheFrameAloneIsRight) { EXPECT_EQ(complaints_of(as_step("")), ""); }

}  // namespace rehearse
