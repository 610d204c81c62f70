// CHECK: what only we can get wrong. On in every build; async-signal-safe, so that a handler may fail too.
#pragma once
#include <unistd.h>

#include <cstdlib>
#include <cstring>

namespace rehearse {

[[noreturn]] inline void check_failed(const char* text) {
  (void)!write(STDERR_FILENO, text, std::strlen(text));
  std::abort();
}

}  // namespace rehearse

#define REHEARSE_TEXT_OF(x) #x
#define REHEARSE_LINE(x) REHEARSE_TEXT_OF(x)
#define CHECK(condition)        \
  (static_cast<bool>(condition) \
       ? void()                 \
       : ::rehearse::check_failed(__FILE__ ":" REHEARSE_LINE(__LINE__) ": CHECK failed: " #condition "\n"))
// Where the program cannot come; `why` says why.
#define UNREACHABLE(why) ::rehearse::check_failed(__FILE__ ":" REHEARSE_LINE(__LINE__) ": " why "\n")
