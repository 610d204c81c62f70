#include <fmt/format.h>

#include <algorithm>

#include "runner/report/report.h"
#include "runner/report/source.h"

namespace rehearse {
namespace {

constexpr int kMargin = 2;
constexpr int kShownFindings = 10;  // beyond them only their number

using Lines = std::vector<std::string>;

void append(Lines& lines, const Lines& more, int margin) {
  const std::string indent(static_cast<std::size_t>(margin), ' ');
  for (const auto& line : more) lines.push_back(line.empty() ? line : indent + line);
}

void append_text(Lines& lines, std::string_view text, int margin, Ink ink, const Look& look) {
  Lines wrapped_lines = wrapped(text, std::max(20, look.width - margin - kMargin));
  for (auto& line : wrapped_lines) line = paint(look, ink, line);
  append(lines, wrapped_lines, margin);
}

Look narrower(Look look, int by) {
  look.width -= by;
  return look;
}

std::string how_often(const Judged& judged, const Verdict::Found& found) {
  if (found.runs == 0) return {};
  if (found.runs == judged.verdict.runs) return found.runs == 1 ? "in the only run" : "in every run";
  return fmt::format("in {} of {} runs", found.runs, judged.verdict.runs);
}

// Its kind, what happened, where the file says otherwise, and what else is known.
Lines finding_lines(const Judged& judged, const Verdict::Found& found, Ink ink, const Look& look) {
  Lines lines;
  const std::string often = how_often(judged, found);
  lines.push_back(paint(look, ink, found.finding.kind) +
                  (often.empty() ? "" : paint(look, Ink::dim, "  " + often)));
  append_text(lines, found.finding.message, 2, Ink::plain, look);
  append(lines, source_lines(found.finding.place, judged.sources, narrower(look, 4)), 2);
  for (const auto& detail : found.finding.details)
    if (found.finding.message.find(detail) == std::string::npos)
      append_text(lines, detail, 2, Ink::plain, look);
  return lines;
}

std::string schedule_of(const Trace& trace) {
  return trace.schedule == "free" ? "in a run that the system scheduled freely"
                                  : "in a run under " + trace.schedule;
}

void append_timeline(Lines& lines, const Judged& judged, const Trace& trace, const Finding* finding,
                     const Look& look) {
  if (!lines.empty()) lines.emplace_back();
  lines.push_back(paint(look, Ink::bold, "What happened") + paint(look, Ink::dim, ", " + schedule_of(trace)));
  lines.emplace_back();
  append(lines, timeline(judged.program, trace, finding, narrower(look, kMargin + 2)), 2);
}

void append_command(Lines& lines, const Judged& judged, const Verdict::Found& found, const Look& look) {
  lines.emplace_back();
  lines.push_back(paint(look, Ink::bold, "Show it again"));
  lines.push_back("  " + paint(look, Ink::cyan, again_command(judged, found)));
}

void append_beside(Lines& lines, const Judged& judged, const Look& look) {
  for (const auto& found : judged.verdict.beside) {
    lines.emplace_back();
    lines.push_back(paint(look, Ink::dim, "beside it, and not what decided:"));
    append(lines, finding_lines(judged, found, Ink::yellow, look), 0);
  }
}

Lines findings_block(const Judged& judged, Ink ink, const Look& look) {
  Lines lines;
  int shown = 0;
  for (const auto& found : judged.verdict.findings) {
    if (shown++ == kShownFindings) break;
    if (!lines.empty()) lines.emplace_back();
    append(lines, finding_lines(judged, found, ink, look), 0);
  }
  const int more = static_cast<int>(judged.verdict.findings.size()) - kShownFindings;
  if (more > 0) lines.push_back(paint(look, Ink::dim, fmt::format("and {} more findings", more)));
  return lines;
}

std::string with_margin(const Lines& lines) {
  Lines indented;
  append(indented, lines, kMargin);
  return fmt::format("\n{}\n\n", fmt::join(indented, "\n"));
}

}  // namespace

std::string explanation(const Judged& judged, const Look& look, bool verbose) {
  const Verdict& verdict = judged.verdict;
  const bool passed = verdict.outcome == Verdict::Outcome::pass;
  if (verdict.outcome == Verdict::Outcome::skipped || (passed && !verbose)) return {};
  const Ink ink = passed                                              ? Ink::green
                  : verdict.outcome == Verdict::Outcome::inconclusive ? Ink::yellow
                                                                      : Ink::bold_red;
  Lines lines = findings_block(judged, ink, look);
  for (const auto& note : verdict.notes) append_text(lines, note, 0, ink, look);
  append_beside(lines, judged, look);
  const Verdict::Found* first = verdict.findings.empty() ? nullptr : &verdict.findings.front();
  if (first != nullptr && first->witness) {
    append_timeline(lines, judged, *first->witness, &first->finding, look);
    append_command(lines, judged, *first, look);
  } else if (verdict.sample) {
    append_timeline(lines, judged, *verdict.sample, nullptr, look);
  }
  return with_margin(lines);
}

}  // namespace rehearse
