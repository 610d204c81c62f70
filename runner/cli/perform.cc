#include "runner/cli/perform.h"

#include <chrono>

namespace rehearse {
namespace {

constexpr int64_t kEnough = 2'000'000'000;
constexpr int kLeastRuns = 3;

int64_t now() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

}  // namespace

// Half of them with noise: free runs of small scenarios hardly ever interleave.
Schedule schedule_of(const SchedulePlan& plan, int run) {
  const auto number = static_cast<uint64_t>(run);
  switch (plan.kind) {
    case SchedulePlan::Kind::free: return {};
    case SchedulePlan::Kind::noise: return {Schedule::Kind::noise, plan.seed.value_or(number + 1)};
    case SchedulePlan::Kind::mixed: break;
  }
  if (number % 2 == 0) return {};
  return {Schedule::Kind::noise, number / 2 + 1};
}

Performance perform(const Scenario& scenario, const Program& program, const Options& options,
                    const volatile bool* stop, const Progress& progress) {
  Performance result;
  if (std::string why = why_skipped(scenario); !why.empty()) {
    result.verdict = skipped(std::move(why));
    return result;
  }
  const int64_t begin = now();
  const int wanted = options.repeat.value_or(scenario.runs.value_or(kDefaultRuns));
  Tally tally(scenario, program);
  Runs runs(program);
  for (int i = 0; i < wanted && !tally.decided() && !*stop; ++i) {
    if (!options.repeat && i >= kLeastRuns && now() - begin > kEnough) break;
    progress(i, wanted);
    Trace trace = runs.run(schedule_of(options.schedule, i), program.timeout, stop);
    if (trace.ending == Trace::Ending::interrupted) break;
    RunJudgement judgement = judge(program, trace);
    tally.add(std::move(judgement), std::move(trace));
  }
  result.verdict = tally.verdict();
  result.wall = now() - begin;
  result.interrupted = *stop;
  return result;
}

}  // namespace rehearse
