// Prints the ns of one uncontended pthread mutex lock, unlock and a clock_gettime: what one would write by hand to log an
// event with an order and a time.
#include <pthread.h>
#include <time.h>

#include <cstdint>
#include <cstdio>
#include <vector>

namespace {
int64_t now() {
  timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec * 1'000'000'000 + t.tv_nsec;
}
}  // namespace

int main() {
  struct Event {
    uint64_t order;
    int64_t time;
    char rest[112];
  };
  constexpr int kCount = 400'000;
  static std::vector<Event> log(kCount);
  pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  uint64_t order = 0;
  const int64_t begin = now();
  for (int i = 0; i < kCount; ++i) {
    pthread_mutex_lock(&mutex);
    log[static_cast<std::size_t>(i)] = {++order, now(), {}};
    pthread_mutex_unlock(&mutex);
  }
  std::printf("%.2f\n", static_cast<double>(now() - begin) / kCount);
}
