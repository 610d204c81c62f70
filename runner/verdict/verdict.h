// From the judgements of all runs of a scenario to one verdict.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "runner/expect/judge.h"

namespace rehearse {

struct Verdict {
  enum class Outcome : uint8_t { pass, fail, inconclusive, invalid, broken, skipped };
  // One distinct finding, over all runs.
  struct Found {
    Finding finding;                       // as the witness shows it; its events are indices into that trace
    int rule = -1;                         // index into Program::rules; -1: of none
    int runs = 0;                          // that show it
    std::shared_ptr<const Trace> witness;  // null where no single run shows it (`vacuous`, `strength`)
  };

  Outcome outcome = Outcome::pass;
  std::string strength;  // "observed"; empty where there is none
  int runs = 0;
  std::vector<Found> findings;     // that make the outcome (or were expected), in the order of section 6
  std::vector<Found> beside;       // reported, but not what decided: allowed, or left open beside a failure
  std::vector<std::string> notes;  // why broken, what was expected (xfail), why skipped
  bool expected_failure = false;   // xfail was met
  std::shared_ptr<const Trace> sample;  // the first run, whatever came of it
};

// "pass", "fail" …
[[nodiscard]] std::string_view to_text(Verdict::Outcome outcome);
// The key in `expect:`, which names the finding of a broken one.
[[nodiscard]] std::string_view to_text(Expectation::Kind kind);
// What is not run at all.
[[nodiscard]] Verdict skipped(std::string why);

// What became of the runs so far; their traces are forgotten, but for the first and the witnesses.
class Tally {
 public:
  // Both must outlive the tally.
  Tally(const Scenario& scenario, const Program& program);
  void add(RunJudgement judgement, Trace trace);
  // A further run can change nothing: a time limit, an actor killed from outside, our own fault.
  [[nodiscard]] bool decided() const { return decided_; }
  [[nodiscard]] int runs() const { return runs_; }
  [[nodiscard]] Verdict verdict() const;

 private:
  struct RuleCount {
    int judged = 0, broken = 0, bound_missed = 0, undetermined = 0, triggered = 0, peak_met = 0;
  };
  // Findings of one kind at one place are one; rules are told apart by number, children and exits by what is
  // said.
  struct Key {
    int rank = 0;
    int rule = -1;
    Place place;
    std::string kind, message;
    bool operator<(const Key& other) const;
  };
  struct Seen {
    Verdict::Found found;
    int last_run = 0;  // a run that shows it twice counts once
  };
  struct Sorted {
    std::vector<Verdict::Found> counted, open, allowed;
  };

  void count(const RunJudgement& judgement);
  void see(Finding finding, int rule, const std::shared_ptr<const Trace>& trace);
  [[nodiscard]] bool allowed(const std::string& kind) const;
  [[nodiscard]] bool left_open(const Verdict::Found& found) const;
  void sort_seen(Sorted& sorted) const;
  void add_rules_never_met(Sorted& sorted) const;
  void require_strength(Sorted& sorted) const;
  void apply_xfail(const Sorted& sorted, Verdict& verdict) const;

  const Scenario& scenario_;
  const Program& program_;
  int runs_ = 0;
  bool decided_ = false;
  std::vector<std::string> troubles_;  // of runs that our own fault ended
  std::vector<RuleCount> rules_;
  std::map<Key, Seen> seen_;
  std::shared_ptr<const Trace> sample_;
};

}  // namespace rehearse
