#include "runner/expect/judge.h"

#include "runner/expect/cuts.h"
#include "runner/expect/ending.h"
#include "runner/expect/evidence.h"

namespace rehearse {
namespace {

RuleResult judge_rule(const Evidence& evidence, std::size_t rule) {
  switch (evidence.rule(rule).kind) {
    case Expectation::Kind::blocked: return judge_blocked(evidence.program, evidence.trace, rule);
    case Expectation::Kind::exit: return judge_exit(evidence.program, evidence.trace, rule);
    case Expectation::Kind::finally: return judge_finally(evidence, rule);
    default: return judge_events(evidence, rule);
  }
}

}  // namespace

RunJudgement judge(const Program& program, const Trace& trace) {
  RunJudgement judgement;
  const Order order(program, trace);
  const RunEnd end = run_end(program, trace);
  judgement.cut_short = !end.reached;
  find_cuts(program, trace, order, end.blocked_as_expected, judgement.findings);
  if (end.reached) {
    find_unreaped_children(program, trace, judgement.findings);
    find_unexpected_exits(program, trace, judgement.findings);
  }
  find_missed_durations(program, trace, judgement.findings);
  const Evidence evidence{program, trace, order, judgement.cut_short};
  for (std::size_t rule = 0; rule < program.rules.size(); ++rule)
    judgement.rules.push_back(judge_rule(evidence, rule));
  return judgement;
}

}  // namespace rehearse
