// Many jobs, done here one after another or by forked workers at a time; their results in order.
#pragma once
#include <cstdint>
#include <functional>
#include <string>

#include "runner/verdict/verdict.h"

namespace rehearse {

struct JobResult {
  Verdict::Outcome outcome = Verdict::Outcome::broken;
  bool interrupted = false;  // then there is no result
  std::string text;          // what is printed about it
};

struct Jobs {
  std::size_t count = 0;
  std::function<JobResult(std::size_t)> run;                   // in a worker, if there are several
  std::function<JobResult(std::size_t, std::string)> lost;     // here: the worker died of what the text says
  std::function<bool(std::size_t, const JobResult&)> deliver;  // here, in order; false: enough
};

// The stage must be forked from a process with one thread, so workers are processes. Returns once none is
// left. With one worker everything happens in this process. Stops, cleaned up, when `*stop`.
void run_jobs(const Jobs& jobs, int workers, const volatile bool* stop);

}  // namespace rehearse
