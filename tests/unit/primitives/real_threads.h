// Ports for real threads: libc and Boost wait for real, and whoever wants to know whether an actor has begun
// to wait reads `announced`. Nothing here decides by time.
#pragma once
#include <time.h>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "scripted_port.h"

namespace rehearse {

class ThreadPort : public Port {
 public:
  std::atomic<int> announced{0}, awoken{0}, handlers{0};
  std::atomic<int64_t> skew{0};  // what to add to the clock, so that a test need not wait for a deadline

  int64_t now() override {
    timespec t{};
    clock_gettime(CLOCK_MONOTONIC, &t);
    return int64_t{t.tv_sec} * 1'000'000'000 + t.tv_nsec + skew.load();
  }
  void lock_guard() override { guard_.lock(); }
  void unlock_guard() override { guard_.unlock(); }
  void point() override {}
  void announce(const Object&, int64_t) override {
    handlers_before_ = handlers.load();
    ++announced;
  }
  void awake() override { ++awoken; }
  bool interrupted() override { return handlers.load() != handlers_before_; }
  void enlist(Object&) override { granted_ = false; }
  void withdraw(Object&) override {}
  bool granted() override { return granted_; }
  void wake(Object&, Effect::Wake, int32_t) override { ADD_FAILURE() << "a real object woke natively"; }
  uint32_t park_word() override { return 0; }
  void park(uint32_t, int64_t) override { ADD_FAILURE() << "a real object parked natively"; }
  void open_gate() override {}
  void shut_gate() override {}

  void wait_until_announced(int times = 1) const {
    while (announced.load() < times) std::this_thread::yield();
  }

 private:
  static inline std::mutex guard_;
  int handlers_before_ = 0;
  bool granted_ = false;
};

}  // namespace rehearse
