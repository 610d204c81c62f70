#include <algorithm>
#include <array>
#include <tuple>

#include "runner/verdict/verdict.h"

namespace rehearse {
namespace {

// First those that cut a run short, then the others of the table; rules come after all of them.
constexpr std::array<std::string_view, 16> kRanks = {
    "deadlock",  "lost wakeup",    "livelock",        "timeout",     "error", "assertion", "not owner",
    "data race", "unreaped child", "unexpected exit", "left behind", "took",  "vacuous",   "divergence",
    "strength",  "xfail"};

int rank_of(std::string_view kind) {
  return static_cast<int>(std::find(kRanks.begin(), kRanks.end(), kind) - kRanks.begin());
}

// Rules and results: what a late timer may excuse. A deadlock is none of them.
bool is_result(std::string_view kind) {
  constexpr std::array<std::string_view, 6> kResults = {"assertion",       "error",          "not owner",
                                                        "unexpected exit", "unreaped child", "took"};
  return std::find(kResults.begin(), kResults.end(), kind) != kResults.end();
}

// Copies of an actor end at one step; what is said of each is the same in every run.
bool is_about_one_actor(std::string_view kind) { return kind == "unexpected exit" || kind == "left behind"; }

// Of two runs that show the same, the better witness: one that a seed shows again, then the shorter one.
bool better_witness(const Trace& a, const Trace& b) {
  const bool a_free = a.schedule == "free", b_free = b.schedule == "free";
  return std::tuple(a_free, a.events.size()) < std::tuple(b_free, b.events.size());
}

}  // namespace

bool Tally::Key::operator<(const Key& other) const {
  const auto tied = [](const Key& k) {
    return std::tie(k.rank, k.rule, k.kind, k.place.file, k.place.line, k.place.column, k.message);
  };
  return tied(*this) < tied(other);
}

Tally::Tally(const Scenario& scenario, const Program& program)
    : scenario_(scenario), program_(program), rules_(program.rules.size()) {}

void Tally::add(RunJudgement judgement, Trace trace) {
  if (trace.ending == Trace::Ending::interrupted) return;  // says nothing of the scenario
  ++runs_;
  const bool ours = trace.ending == Trace::Ending::lost;
  decided_ = decided_ || ours || trace.ending == Trace::Ending::timeout ||
             trace.ending == Trace::Ending::killed_outside;
  if (ours) troubles_.push_back(trace.trouble.empty() ? "the stage was lost" : trace.trouble);
  auto shared = std::make_shared<const Trace>(std::move(trace));
  if (!sample_) sample_ = shared;
  if (ours) return;
  count(judgement);
  for (auto& finding : judgement.findings) see(std::move(finding), -1, shared);
  for (std::size_t i = 0; i < judgement.rules.size() && i < rules_.size(); ++i) {
    auto& result = judgement.rules[i];
    if (result.state != RuleResult::State::broken) continue;
    const Expectation& expectation = program_.rules[i].expectation;
    see({std::string(to_text(expectation.kind)),
         expectation.place,
         std::move(result.message),
         {},
         std::move(result.events)},
        static_cast<int>(i), shared);
  }
}

void Tally::count(const RunJudgement& judgement) {
  for (std::size_t i = 0; i < judgement.rules.size() && i < rules_.size(); ++i) {
    const RuleResult& result = judgement.rules[i];
    const bool broken = result.state == RuleResult::State::broken;
    RuleCount& rule = rules_[i];
    rule.triggered += result.triggered ? 1 : 0;
    rule.peak_met += result.peak_met ? 1 : 0;
    if (!broken && !result.judged) continue;
    ++rule.judged;
    if (broken) ++(result.bound_missed ? rule.bound_missed : rule.broken);
    if (result.state == RuleResult::State::undetermined) ++rule.undetermined;
  }
}

void Tally::see(Finding finding, int rule, const std::shared_ptr<const Trace>& trace) {
  const int rank = rule >= 0 ? static_cast<int>(kRanks.size()) + 1 : rank_of(finding.kind);
  const std::string message = is_about_one_actor(finding.kind) ? finding.message : "";
  // Where an actor happened to be when it died is no place that makes another finding.
  const bool anywhere = rule < 0 && finding.kind == "unexpected exit";
  Seen& seen = seen_[Key{rank, rule, anywhere ? Place{} : finding.place, finding.kind, message}];
  if (seen.last_run == runs_) return;
  seen.last_run = runs_;
  Verdict::Found& found = seen.found;
  ++found.runs;
  if (found.witness && !better_witness(*trace, *found.witness)) return;
  found.finding = std::move(finding);
  found.rule = rule;
  found.witness = trace;
}

bool Tally::allowed(const std::string& kind) const {
  return std::find(scenario_.allow.begin(), scenario_.allow.end(), kind) != scenario_.allow.end();
}

// Seen in real runs, yet not held against the scenario: the clock may be to blame.
bool Tally::left_open(const Verdict::Found& found) const {
  if (found.rule < 0) {
    if (found.witness->ending == Trace::Ending::killed_outside) return false;
    const bool bound = found.finding.kind == "took";
    return found.runs < runs_ && is_result(found.finding.kind) && (bound || program_.timed);
  }
  const RuleCount& rule = rules_[static_cast<std::size_t>(found.rule)];
  if (rule.broken > 0) return program_.timed && rule.broken < rule.judged;
  return rule.bound_missed < rule.judged;
}

void Tally::sort_seen(Sorted& sorted) const {
  for (const auto& [key, seen] : seen_) {
    const Verdict::Found& found = seen.found;
    auto& list = allowed(found.finding.kind) ? sorted.allowed
                 : left_open(found)          ? sorted.open
                                             : sorted.counted;
    list.push_back(found);
    if (&list != &sorted.open) continue;
    list.back().finding.details.push_back(
        "broken in " + std::to_string(found.runs) + " of " + std::to_string(runs_) +
        " runs, kept in others: real time may be the cause, so this decides nothing");
  }
}

// What no run showed: a rule that none determined, or that nothing triggered, or a peak that none reached.
void Tally::add_rules_never_met(Sorted& sorted) const {
  const auto open = [&](std::size_t i, std::string_view kind, std::string message) {
    Verdict::Found found;
    found.finding = {std::string(kind), program_.rules[i].expectation.place, std::move(message), {}, {}};
    found.rule = static_cast<int>(i);
    (allowed(found.finding.kind) ? sorted.allowed : sorted.open).push_back(std::move(found));
  };
  for (std::size_t i = 0; i < rules_.size(); ++i) {
    const RuleCount& rule = rules_[i];
    const Expectation& expectation = program_.rules[i].expectation;
    if (rule.judged == 0 || rule.broken + rule.bound_missed > 0) continue;
    if (rule.triggered == 0) {
      if (!expectation.vacuous_ok)
        open(i, "vacuous",
             "no run ever triggered this rule, so it says nothing (`vacuous: ok` accepts that)");
    } else if (rule.undetermined == rule.judged) {
      open(i, to_text(expectation.kind),
           "an order that no run determined: these steps overlapped in every run");
    } else if (expectation.peak && rule.peak_met == 0) {
      open(i, to_text(expectation.kind),
           "no run had " + std::to_string(*expectation.peak) + " inside at once");
    }
  }
}

void Tally::require_strength(Sorted& sorted) const {
  if (scenario_.require.empty() || scenario_.require == "observed") return;
  if (!sorted.counted.empty() || !sorted.open.empty()) return;
  Verdict::Found found;
  found.finding = {"strength",
                   scenario_.place,
                   "`require: " + scenario_.require + "`, but real runs alone are only `observed`",
                   {},
                   {}};
  (allowed("strength") ? sorted.allowed : sorted.counted).push_back(std::move(found));
}

Verdict Tally::verdict() const {
  Verdict verdict;
  verdict.runs = runs_;
  verdict.sample = sample_;
  if (!troubles_.empty()) {
    verdict.outcome = Verdict::Outcome::broken;
    verdict.notes = troubles_;
    return verdict;
  }
  verdict.strength = "observed";
  Sorted sorted;
  sort_seen(sorted);
  add_rules_never_met(sorted);
  require_strength(sorted);
  verdict.beside = sorted.allowed;
  if (scenario_.xfail) {
    apply_xfail(sorted, verdict);
    return verdict;
  }
  if (!sorted.counted.empty()) {
    verdict.outcome = Verdict::Outcome::fail;
    verdict.findings = sorted.counted;
    verdict.beside.insert(verdict.beside.end(), sorted.open.begin(), sorted.open.end());
  } else if (!sorted.open.empty()) {
    verdict.outcome = Verdict::Outcome::inconclusive;
    verdict.findings = sorted.open;
  }
  return verdict;
}

}  // namespace rehearse
