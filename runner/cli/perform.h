// All runs of one scenario.
#pragma once
#include <cstdint>
#include <functional>

#include "runner/cli/options.h"
#include "runner/stage/runs.h"
#include "runner/verdict/verdict.h"

namespace rehearse {

constexpr int kDefaultRuns = 20;

struct Performance {
  Verdict verdict;
  int64_t wall = 0;          // ns
  bool interrupted = false;  // then the verdict is none
};

// Called before each run: how many are done, how many there will be.
using Progress = std::function<void(int done, int of)>;

// No run is begun after 2 s of them, once there were three; but who asks for a number of runs (--repeat) gets
// it.
[[nodiscard]] Performance perform(const Scenario& scenario, const Program& program, const Options& options,
                                  const volatile bool* stop, const Progress& progress);

// The schedule of run number `run` (from 0).
[[nodiscard]] Schedule schedule_of(const SchedulePlan& plan, int run);

// Why the scenario cannot run here (`skip`, `needs`), or an empty text.
[[nodiscard]] std::string why_skipped(const Scenario& scenario);

}  // namespace rehearse
