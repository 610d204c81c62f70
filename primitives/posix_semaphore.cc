// sem_overview(7). Handlers are installed without SA_RESTART, as an untimed sem_wait would never end with
// EINTR otherwise.
#include <semaphore.h>

#include <cerrno>

#include "primitives/check.h"
#include "primitives/real_semaphore.h"

namespace rehearse {
namespace {

static_assert(sizeof(sem_t) <= kRealBytes);

sem_t* of(void* real) { return static_cast<sem_t*>(real); }

void create(void* real, unsigned value) { CHECK(sem_init(of(real), 1, value) == 0); }

int try_now(void* real) {
  if (sem_trywait(of(real)) == 0) return 0;
  CHECK(errno == EAGAIN || errno == EINTR);
  return EBUSY;
}

int block(void* real, int64_t deadline) {
  const timespec until = timespec_of(deadline);
  const int failed =
      deadline == kForever ? sem_wait(of(real)) : sem_clockwait(of(real), CLOCK_MONOTONIC, &until);
  return failed == 0 ? 0 : errno;
}

int post(void* real) { return sem_post(of(real)) == 0 ? 0 : errno; }

unsigned value(const void* real) {
  int now = 0;
  CHECK(sem_getvalue(const_cast<sem_t*>(static_cast<const sem_t*>(real)), &now) == 0);
  return now > 0 ? static_cast<unsigned>(now) : 0;
}

}  // namespace

const RealSemaphore& posix_semaphore() {
  static constexpr RealSemaphore kCalls = {{try_now, block, nullptr}, create, post, value};
  return kCalls;
}

}  // namespace rehearse
