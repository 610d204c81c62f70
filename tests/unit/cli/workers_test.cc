#include "runner/cli/workers.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

namespace rehearse {
namespace {

volatile bool never = false;

Jobs numbering(std::size_t count, std::vector<std::string>& delivered) {
  Jobs jobs;
  jobs.count = count;
  jobs.run = [](std::size_t job) { return JobResult{Verdict::Outcome::pass, false, std::to_string(job)}; };
  jobs.lost = [](std::size_t, std::string why) {
    return JobResult{Verdict::Outcome::broken, false, std::move(why)};
  };
  jobs.deliver = [&](std::size_t, const JobResult& result) {
    delivered.push_back(result.text);
    return true;
  };
  return jobs;
}

std::vector<std::string> numbers(int count) {
  std::vector<std::string> texts;
  for (int i = 0; i < count; ++i) texts.push_back(std::to_string(i));
  return texts;
}

TEST(Workers, DeliverInOrder) {
  std::vector<std::string> delivered;
  run_jobs(numbering(50, delivered), 4, &never);
  EXPECT_EQ(delivered, numbers(50));
}

TEST(Workers, ASingleJobNeedsNone) {
  std::vector<std::string> delivered;
  Jobs jobs = numbering(1, delivered);
  const pid_t here = getpid();
  jobs.run = [&](std::size_t) {
    return JobResult{Verdict::Outcome::pass, false, getpid() == here ? "here" : "there"};
  };
  run_jobs(jobs, 4, &never);
  EXPECT_EQ(delivered, std::vector<std::string>{"here"});
}

TEST(Workers, ALongResultArrivesWhole) {
  std::vector<std::string> delivered;
  Jobs jobs = numbering(3, delivered);
  jobs.run = [](std::size_t) { return JobResult{Verdict::Outcome::pass, false, std::string(1 << 20, 'x')}; };
  run_jobs(jobs, 2, &never);
  ASSERT_EQ(delivered.size(), 3u);
  EXPECT_EQ(delivered[1].size(), std::size_t{1} << 20);
}

TEST(Workers, OneThatDiesLosesOnlyItsJob) {
  std::vector<std::string> delivered;
  Jobs jobs = numbering(6, delivered);
  jobs.run = [](std::size_t job) {
    if (job == 2) raise(SIGKILL);
    return JobResult{Verdict::Outcome::pass, false, std::to_string(job)};
  };
  run_jobs(jobs, 2, &never);
  ASSERT_EQ(delivered.size(), 6u);
  EXPECT_EQ(delivered[2], "the worker that ran this scenario ended by signal 9");
  EXPECT_EQ(delivered[5], "5");
}

TEST(Workers, StopWhenEnoughWasDelivered) {
  std::vector<std::string> delivered;
  Jobs jobs = numbering(1000, delivered);
  jobs.deliver = [&](std::size_t, const JobResult& result) {
    delivered.push_back(result.text);
    return delivered.size() < 3;
  };
  run_jobs(jobs, 2, &never);
  EXPECT_EQ(delivered, numbers(3));
}

TEST(Workers, LeaveNoProcessBehind) {
  std::vector<std::string> delivered;
  run_jobs(numbering(8, delivered), 3, &never);
  EXPECT_EQ(waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

}  // namespace
}  // namespace rehearse
