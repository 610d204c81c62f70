#include "runner/stage/runs.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>

#include "primitives/check.h"
#include "runner/stage/bell.h"
#include "runner/stage/clock.h"
#include "runner/stage/collect.h"
#include "runner/stage/family.h"
#include "runner/stage/stage.h"

namespace rehearse {

namespace {

constexpr int64_t kSecond = 1'000'000'000;
constexpr int64_t kStageGrace = 15 * kSecond;  // the stage gives itself five
constexpr int kLookMilliseconds = 50;          // at `stop`

std::vector<int>& stages() {
  static std::vector<int> pids;
  return pids;
}

int make_eventfd() {
  const int fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  CHECK(fd >= 0);
  return fd;
}

}  // namespace

std::string Schedule::text() const { return kind == Kind::free ? "free" : "noise:" + std::to_string(seed); }

void adopt_orphans() { CHECK(prctl(PR_SET_CHILD_SUBREAPER, 1) == 0); }

struct Runs::Impl {
  explicit Impl(const Program& program) : mapping(program) {
    descriptors = {make_eventfd(), make_eventfd()};
    mapping.bell = descriptors.bell;
  }
  ~Impl() {
    end_stage();
    close(descriptors.bell);
    close(descriptors.done);
  }
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;

  // Forked again where it was lost.
  [[nodiscard]] bool have_stage() {
    if (pid > 0 && waitpid(pid, nullptr, WNOHANG) == 0) return true;
    forget_stage();
    adopt_orphans();
    const int runner = getpid();
    const int child = fork();
    if (child < 0) return false;
    if (child == 0) stage::stage_main(mapping, runner, descriptors);
    pid = child;
    stages().push_back(pid);
    pidfd = static_cast<int>(syscall(SYS_pidfd_open, pid, 0));
    CHECK(pidfd >= 0);
    return true;
  }

  void forget_stage() {
    if (pidfd >= 0) close(pidfd);
    pidfd = -1;
    auto& all = stages();
    all.erase(std::remove(all.begin(), all.end(), pid), all.end());
    pid = -1;
  }

  // Asks it to end what it has begun, and makes sure: orphans come to us.
  void end_stage() {
    if (pid <= 0) return;
    kill(pid, SIGTERM);
    pollfd gone{pidfd, POLLIN, 0};
    if (poll(&gone, 1, 5'000) <= 0) kill(pid, SIGKILL);
    waitpid(pid, nullptr, 0);
    bury_stage();
  }

  // It is dead and waited for.
  void bury_stage() {
    forget_stage();
    stage::end_children(stages());
    mapping.control().done.store(mapping.control().ordered);
    uint64_t rings = 0;
    for (const int fd : {descriptors.bell, descriptors.done}) (void)!read(fd, &rings, sizeof rings);
  }

  // How it came out, where the stage does not say it itself.
  Trace::Ending wait_for_stage(int64_t timeout, const volatile bool* stop) {
    const int64_t limit = stage::now() + timeout + kStageGrace;
    for (;;) {
      pollfd polls[2] = {{descriptors.done, POLLIN, 0}, {pidfd, POLLIN, 0}};
      poll(polls, 2, kLookMilliseconds);
      if (mapping.control().done == mapping.control().ordered) {
        uint64_t rings = 0;
        (void)!read(descriptors.done, &rings, sizeof rings);
        return mapping.control().ending;
      }
      if ((polls[1].revents & POLLIN) != 0) {
        waitpid(pid, nullptr, 0);
        bury_stage();
        return Trace::Ending::lost;
      }
      if (stop != nullptr && *stop) return end_stage(), Trace::Ending::interrupted;
      if (stage::now() > limit) {
        kill(pid, SIGKILL);
        waitpid(pid, nullptr, 0);
        bury_stage();
        return Trace::Ending::lost;
      }
    }
  }

  stage::Mapping mapping;
  stage::StageDescriptors descriptors;
  int pid = -1;
  int pidfd = -1;
};

Runs::Runs(const Program& program) : impl_(std::make_unique<Impl>(program)) {}
Runs::~Runs() = default;

Trace Runs::run(const Schedule& schedule, int64_t timeout, const volatile bool* stop) {
  stage::Control& control = impl_->mapping.control();
  control.schedule = schedule.kind;
  control.seed = schedule.seed;
  control.timeout = timeout;
  const int64_t began = stage::now();
  Trace trace;
  if (!impl_->have_stage()) {
    trace.ending = Trace::Ending::lost;
    trace.trouble = "the stage could not be forked";
  } else {
    control.ordered.fetch_add(1);
    stage::ring(impl_->mapping);
    const Trace::Ending ending = impl_->wait_for_stage(timeout, stop);
    trace = stage::collect(impl_->mapping, ending);
    if (ending == Trace::Ending::lost && trace.trouble.empty()) trace.trouble = "the stage process was lost";
  }
  trace.schedule = schedule.text();
  trace.wall = stage::now() - began;
  return trace;
}

}  // namespace rehearse
