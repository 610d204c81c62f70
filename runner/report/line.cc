#include <fmt/format.h>

#include <algorithm>

#include "runner/report/report.h"

namespace rehearse {
namespace {

constexpr int kWordWidth = 6;  // "pass" and a gap; longer words push their titles on
constexpr int kWidest = 120;   // a line that the eye can still follow

std::string word_of(const Verdict& verdict) {
  if (verdict.outcome == Verdict::Outcome::fail) return "FAIL";
  if (verdict.expected_failure) return "xfail";
  if (verdict.outcome == Verdict::Outcome::broken) return "BROKEN";
  return std::string(to_text(verdict.outcome));
}

Ink ink_of(Verdict::Outcome outcome) {
  switch (outcome) {
    case Verdict::Outcome::pass: return Ink::green;
    case Verdict::Outcome::fail: return Ink::bold_red;
    case Verdict::Outcome::inconclusive: return Ink::yellow;
    case Verdict::Outcome::skipped: return Ink::dim;
    case Verdict::Outcome::invalid:
    case Verdict::Outcome::broken: return Ink::bold_red;
  }
  return Ink::plain;
}

std::string strength_of(const Verdict& verdict) {
  if (verdict.outcome == Verdict::Outcome::skipped) return {};
  const std::string runs = fmt::format("{} run{}", verdict.runs, verdict.runs == 1 ? "" : "s");
  return verdict.strength.empty() ? runs : verdict.strength + ", " + runs;
}

std::string count_of(int number, std::string_view word) { return fmt::format("{} {}", number, word); }

}  // namespace

std::string duration_text(int64_t nanoseconds, const Look& look) {
  const auto ns = static_cast<double>(nanoseconds);
  if (ns < 1e6) return fmt::format("{:.0f} {}", ns / 1e3, look.unicode ? "µs" : "us");
  if (ns < 1e9) return fmt::format("{:.{}f} ms", ns / 1e6, ns < 10e6 ? 1 : 0);
  return fmt::format("{:.1f} s", ns / 1e9);
}

// The strength and the time end at the right margin; a title too long for its place is followed by them on
// its own line.
std::string result_line(const Judged& judged, const Look& look) {
  const Verdict& verdict = judged.verdict;
  const int margin = std::min(look.width, kWidest);
  const bool skipped = verdict.outcome == Verdict::Outcome::skipped;
  const std::string time = skipped ? "" : duration_text(judged.wall, look);
  const std::string strength = strength_of(verdict);
  const std::string right =
      skipped ? verdict.notes.empty() ? "" : verdict.notes.front() : fmt::format("{}  {:>7}", strength, time);
  const int right_width = width_of(right);
  Canvas line;
  line.put(0, word_of(verdict), ink_of(verdict.outcome));
  line.put(std::max(kWordWidth, line.width() + 1), judged.scenario.title,
           verdict.outcome == Verdict::Outcome::fail ? Ink::bold : Ink::plain);
  if (line.width() + 2 + right_width <= margin) {
    line.put(margin - right_width, right, Ink::dim);
    return line.text(look) + "\n";
  }
  Canvas second;
  second.put(std::max(0, margin - right_width), right, Ink::dim);
  return line.text(look) + "\n" + second.text(look) + "\n";
}

void Totals::add(Verdict::Outcome outcome) {
  switch (outcome) {
    case Verdict::Outcome::pass: ++passed; break;
    case Verdict::Outcome::inconclusive: ++inconclusive; break;
    case Verdict::Outcome::skipped: ++skipped; break;
    case Verdict::Outcome::broken: ++broken; break;
    case Verdict::Outcome::fail:
    case Verdict::Outcome::invalid: ++failed; break;
  }
}

std::string summary_line(const Totals& totals, int64_t wall, const Look& look) {
  std::string line;
  const auto add = [&](int number, std::string_view word, Ink ink) {
    if (number == 0 && word != "passed") return;
    if (!line.empty()) line += ", ";
    line += paint(look, number == 0 ? Ink::dim : ink, count_of(number, word));
  };
  add(totals.failed, "failed", Ink::bold_red);
  add(totals.broken, "broken", Ink::bold_red);
  add(totals.inconclusive, "inconclusive", Ink::yellow);
  add(totals.passed, "passed", Ink::green);
  add(totals.skipped, "skipped", Ink::dim);
  return line + paint(look, Ink::dim, " in " + duration_text(wall, look)) + "\n";
}

}  // namespace rehearse
