#include <sched.h>
#include <sys/resource.h>
#include <unistd.h>

#include "runner/cli/perform.h"

namespace rehearse {
namespace {

// Tried for real and put back at once: capabilities and limits are both in the answer.
bool may_be_realtime() {
  const int policy = sched_getscheduler(0);
  sched_param before{}, wanted{};
  if (policy < 0 || sched_getparam(0, &before) != 0) return false;
  wanted.sched_priority = sched_get_priority_min(SCHED_FIFO);
  if (sched_setscheduler(0, SCHED_FIFO, &wanted) != 0) return false;
  return sched_setscheduler(0, policy, &before) == 0;
}

bool may_be_pinned() {
  cpu_set_t cpus;
  return sched_getaffinity(0, sizeof cpus, &cpus) == 0 && sched_setaffinity(0, sizeof cpus, &cpus) == 0;
}

std::string lacking(const std::string& need) {
  if (need == "root") return geteuid() == 0 ? "" : "needs root";
  if (need == "realtime")
    return may_be_realtime() ? "" : "needs real-time scheduling, which this user may not use";
  if (need == "one_cpu")
    return may_be_pinned() ? "" : "needs to be pinned to one processor, which is not allowed here";
  if (need == "programs") return "needs actors of kind `program`, which are not supported yet";
  return "needs `" + need + "`, of which nothing is known";
}

}  // namespace

std::string why_skipped(const Scenario& scenario) {
  if (scenario.skip) return scenario.skip->empty() ? "skip" : *scenario.skip;
  for (const auto& need : scenario.needs)
    if (std::string why = lacking(need); !why.empty()) return why;
  return {};
}

}  // namespace rehearse
