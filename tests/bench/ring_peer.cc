// The same ring as ring.yaml, written by hand as one would without rehearse: GoogleTest, fork, threads, sem_t. Run it with
// --gtest_repeat=100. It checks what the scenario checks: one handled signal, 100 hand-offs, clean exits.
#include <gtest/gtest.h>
#include <semaphore.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <new>
#include <thread>

namespace {

struct Shared {
  sem_t turn[4], handled, ready;
  std::atomic<int> hand_offs, signals;
};
Shared* shared;

void acquire(sem_t* s) {
  while (sem_wait(s) != 0) ASSERT_EQ(errno, EINTR);
}

void pass_on(int from, int to) {
  for (int i = 0; i < 25; ++i) {
    acquire(&shared->turn[from]);
    shared->hand_offs.fetch_add(1);
    sem_post(&shared->turn[to]);
  }
}

void on_signal(int) {
  shared->signals.fetch_add(1);
  sem_post(&shared->handled);
}

int run_a(pid_t b) {
  std::thread thread(pass_on, 2, 3);
  for (int i = 0; i < 25; ++i) {
    sem_post(&shared->turn[1]);
    acquire(&shared->turn[0]);
    shared->hand_offs.fetch_add(1);
  }
  acquire(&shared->ready);
  kill(b, SIGUSR1);
  thread.join();
  return 0;
}

int run_b() {
  struct sigaction action {};
  action.sa_handler = on_signal;
  sigaction(SIGUSR1, &action, nullptr);
  sem_post(&shared->ready);
  std::thread thread(pass_on, 3, 0);
  pass_on(1, 2);
  acquire(&shared->handled);
  thread.join();
  return 0;
}

TEST(Ring, TwoProcessesAndTwoThreads) {
  void* memory = mmap(nullptr, sizeof(Shared), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  shared = new (memory) Shared{};
  for (sem_t& s : shared->turn) sem_init(&s, 1, 0);
  sem_init(&shared->handled, 1, 0);
  sem_init(&shared->ready, 1, 0);
  const pid_t b = fork();
  if (b == 0) _exit(run_b());
  const pid_t a = fork();
  if (a == 0) _exit(run_a(b));
  int status = 0;
  ASSERT_EQ(waitpid(a, &status, 0), a);
  EXPECT_EQ(status, 0);
  ASSERT_EQ(waitpid(b, &status, 0), b);
  EXPECT_EQ(status, 0);
  EXPECT_EQ(shared->hand_offs.load(), 100);
  EXPECT_EQ(shared->signals.load(), 1);
  munmap(memory, sizeof(Shared));
}

}  // namespace
