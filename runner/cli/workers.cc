#include "runner/cli/workers.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <map>
#include <new>
#include <vector>

#include "runner/cli/interrupt.h"
#include "runner/stage/runs.h"

namespace rehearse {
namespace {

// Shared by the runner and its workers.
struct Board {
  std::atomic<std::size_t> next{0};  // the job that nobody has begun
  std::atomic<bool> enough{false};
};

// What a worker says before a job, and with its result: bytes of text follow.
struct Frame {
  enum class Kind : uint8_t { begun, done } kind = Kind::begun;
  Verdict::Outcome outcome = Verdict::Outcome::broken;
  bool interrupted = false;
  std::size_t job = 0;
  std::size_t bytes = 0;
};

bool write_all(int fd, const void* data, std::size_t size) {
  const char* at = static_cast<const char*>(data);
  while (size > 0) {
    const ssize_t written = write(fd, at, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    at += written;
    size -= static_cast<std::size_t>(written);
  }
  return true;
}

[[noreturn]] void work(const Jobs& jobs, Board& board, int fd, const volatile bool* stop) {
  while (!*stop && !board.enough) {
    const std::size_t job = board.next++;
    if (job >= jobs.count) break;
    const Frame begun{Frame::Kind::begun, {}, false, job, 0};
    if (!write_all(fd, &begun, sizeof begun)) break;
    const JobResult result = jobs.run(job);
    const Frame done{Frame::Kind::done, result.outcome, result.interrupted, job, result.text.size()};
    if (!write_all(fd, &done, sizeof done) || !write_all(fd, result.text.data(), result.text.size())) break;
  }
  _exit(0);
}

struct Worker {
  pid_t pid = -1;
  int fd = -1;
  std::string received;
  std::size_t job = 0;
  bool busy = false;
};

class Crew {
 public:
  Crew(const Jobs& jobs, const volatile bool* stop) : jobs_(jobs), stop_(stop) {
    void* memory = mmap(nullptr, sizeof(Board), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) throw std::bad_alloc();
    board_ = new (memory) Board;
  }
  ~Crew() { munmap(board_, sizeof(Board)); }
  Crew(const Crew&) = delete;
  Crew& operator=(const Crew&) = delete;

  void run(int workers) {
    for (int i = 0; i < workers; ++i) hire();
    while (!workers_.empty()) {
      if (*stop_) dismiss();
      listen();
    }
  }

 private:
  void hire() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return;
    const pid_t runner = getpid();
    std::fflush(nullptr);
    const pid_t pid = fork();
    if (pid == 0) {
      close(ends[0]);
      for (const Worker& other : workers_) close(other.fd);
      follow_runner(runner);
      adopt_orphans();
      work(jobs_, *board_, ends[1], stop_);
    }
    close(ends[1]);
    if (pid < 0)
      close(ends[0]);
    else
      workers_.push_back({pid, ends[0], {}, 0, false});
  }

  // They clean up and end by themselves.
  void dismiss() {
    board_->enough = true;
    for (const Worker& worker : workers_) kill(worker.pid, SIGTERM);
  }

  // A signal that comes between the look at `*stop_` and poll costs one time-out.
  void listen() {
    std::vector<pollfd> fds;
    for (const Worker& worker : workers_) fds.push_back({worker.fd, POLLIN, 0});
    if (poll(fds.data(), fds.size(), 100) <= 0) return;
    for (std::size_t i = fds.size(); i-- > 0;)
      if (fds[i].revents != 0 && !receive(workers_[i])) lose(i);
  }

  bool receive(Worker& worker) {
    char buffer[65536];
    const ssize_t got = read(worker.fd, buffer, sizeof buffer);
    if (got < 0 && errno == EINTR) return true;
    if (got <= 0) return false;
    worker.received.append(buffer, static_cast<std::size_t>(got));
    while (take_frame(worker)) {
    }
    return true;
  }

  bool take_frame(Worker& worker) {
    Frame frame;
    if (worker.received.size() < sizeof frame) return false;
    memcpy(&frame, worker.received.data(), sizeof frame);
    if (worker.received.size() < sizeof frame + frame.bytes) return false;
    worker.job = frame.job;
    worker.busy = frame.kind == Frame::Kind::begun;
    if (!worker.busy)
      finish(frame.job,
             {frame.outcome, frame.interrupted, worker.received.substr(sizeof frame, frame.bytes)});
    worker.received.erase(0, sizeof frame + frame.bytes);
    return true;
  }

  void lose(std::size_t index) {
    const Worker worker = std::move(workers_[index]);
    workers_.erase(workers_.begin() + static_cast<std::ptrdiff_t>(index));
    close(worker.fd);
    int status = 0;
    while (waitpid(worker.pid, &status, 0) < 0 && errno == EINTR) {
    }
    if (!worker.busy || board_->enough) return;
    const std::string how = WIFSIGNALED(status) ? "signal " + std::to_string(WTERMSIG(status))
                                                : "exit code " + std::to_string(WEXITSTATUS(status));
    finish(worker.job, jobs_.lost(worker.job, "the worker that ran this scenario ended by " + how));
    hire();
  }

  void finish(std::size_t job, JobResult result) {
    results_.emplace(job, std::move(result));
    while (!board_->enough && results_.contains(delivered_)) {
      const bool more = jobs_.deliver(delivered_, results_.at(delivered_));
      results_.erase(delivered_++);
      if (!more) dismiss();
    }
  }

  const Jobs& jobs_;
  const volatile bool* stop_;
  Board* board_ = nullptr;
  std::vector<Worker> workers_;
  std::map<std::size_t, JobResult> results_;  // that came before their turn
  std::size_t delivered_ = 0;
};

}  // namespace

void run_jobs(const Jobs& jobs, int workers, const volatile bool* stop) {
  if (workers > 1 && jobs.count > 1) {
    Crew(jobs, stop).run(static_cast<int>(std::min(static_cast<std::size_t>(workers), jobs.count)));
    return;
  }
  for (std::size_t i = 0; i < jobs.count && !*stop; ++i)
    if (!jobs.deliver(i, jobs.run(i))) return;
}

}  // namespace rehearse
