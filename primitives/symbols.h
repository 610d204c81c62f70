// The texts that exist in every program, at fixed numbers: names of results and errors. A Program's own symbol
// table begins with these, in this order.
#pragma once
#include <string_view>

#include "primitives/ids.h"

namespace rehearse {

// X(identifier, text). Errors bear their errno names (POSIX) or Python's exception names.
#define REHEARSE_SYMBOLS(X)                                                                                        \
  X(ok, "ok") X(stopped, "stopped") X(continued, "continued") X(any, "any")                                        \
  X(eperm, "EPERM") X(einval, "EINVAL") X(edeadlk, "EDEADLK") X(eownerdead, "EOWNERDEAD")                          \
  X(enotrecoverable, "ENOTRECOVERABLE") X(eoverflow, "EOVERFLOW") X(echild, "ECHILD") X(esrch, "ESRCH")            \
  X(epipe, "EPIPE") X(ebadf, "EBADF") X(eintr, "EINTR") X(eagain, "EAGAIN") X(etimedout, "ETIMEDOUT")              \
  X(ebusy, "EBUSY") X(enoent, "ENOENT") X(eacces, "EACCES")                                                        \
  X(eof, "EOF") X(full, "Full") X(empty, "Empty") X(broken_barrier, "BrokenBarrier")

namespace symbols {
enum : int32_t {
#define X(identifier, text) k_##identifier,
  REHEARSE_SYMBOLS(X)
#undef X
  kCount
};
#define X(identifier, text) inline constexpr Symbol identifier{static_cast<int32_t>(k_##identifier)};
REHEARSE_SYMBOLS(X)
#undef X
inline constexpr std::string_view kTexts[] = {
#define X(identifier, text) text,
    REHEARSE_SYMBOLS(X)
#undef X
};
}  // namespace symbols

}  // namespace rehearse
