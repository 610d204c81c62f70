// From the judgements of all runs of a scenario to one verdict.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "runner/expect/judge.h"

namespace rehearse {

struct Verdict {
  enum class Outcome : uint8_t { pass, fail, inconclusive, invalid, broken, skipped };
  Outcome outcome = Outcome::pass;
  std::string strength;                  // "observed"; empty where there is none
  int runs = 0;
  std::vector<Finding> findings;         // distinct ones, in the order of section 6
  std::vector<std::string> notes;        // why inconclusive, what was expected (xfail), why skipped
  bool expected_failure = false;         // xfail was met
  std::optional<Trace> witness;          // of the first finding: the run that shows it
  std::string schedule;                  // that shows it again: "noise:17"
};

// What became of one run; the traces of all but the witness are forgotten.
class Tally {
 public:
  Tally(const Scenario& scenario, const Program& program);
  void add(Trace trace);
  // A further run can change nothing: a timeout, our own fault.
  [[nodiscard]] bool decided() const;
  [[nodiscard]] Verdict verdict() const;

 private:
  const Scenario& scenario_;
  const Program& program_;
  int runs_ = 0;
};

}  // namespace rehearse
