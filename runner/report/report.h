// Verdicts for people: one line a scenario, and for those that did not pass all that is needed to see why.
// Renders values; never touches a run.
#pragma once
#include <string>
#include <vector>

#include "runner/report/look.h"
#include "runner/verdict/verdict.h"

namespace rehearse {

// All there is to say about one scenario. Refers to what must outlive it.
struct Judged {
  const Scenario& scenario;
  const Program& program;
  const Verdict& verdict;
  const Sources& sources;
  int64_t wall = 0;    // ns
  std::string file;    // as the user named it
  std::string filter;  // that selects it within its file; empty where it is alone
  std::string extra;   // further options that its runs had, as written on the command line
};

// "pass  rendezvous   observed, 20 runs   12 ms"
[[nodiscard]] std::string result_line(const Judged& judged, const Look& look);
// What went wrong, or why nothing could be decided; empty for a pass, unless `verbose`. Ends with a newline.
[[nodiscard]] std::string explanation(const Judged& judged, const Look& look, bool verbose);
// The scenario's lanes side by side, the events of `finding` (may be null) marked; lines without a margin.
[[nodiscard]] std::vector<std::string> timeline(const Program& program, const Trace& trace,
                                                const Finding* finding, const Look& look);
// The command that shows it again.
[[nodiscard]] std::string again_command(const Judged& judged, const Verdict::Found& found);
// One line of JSON.
[[nodiscard]] std::string to_json(const Judged& judged);

struct Totals {
  int passed = 0, failed = 0, inconclusive = 0, broken = 0, skipped = 0;
  void add(Verdict::Outcome outcome);
};
// "12 passed, 1 failed, 1 inconclusive in 1.2 s"
[[nodiscard]] std::string summary_line(const Totals& totals, int64_t wall, const Look& look);
// "850 µs", "12 ms", "1.2 s"
[[nodiscard]] std::string duration_text(int64_t nanoseconds, const Look& look);

}  // namespace rehearse
