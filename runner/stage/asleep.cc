#include "runner/stage/asleep.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <string_view>

namespace rehearse::stage {
namespace {

// Nothing that allocates or locks: an actor asks too, also in a handler.
char* append(char* at, std::string_view text) {
  for (const char c : text) *at++ = c;
  return at;
}

char* append(char* at, int number) {
  std::array<char, 12> digits;
  std::size_t count = 0;
  do digits[count++] = static_cast<char>('0' + number % 10);
  while ((number /= 10) != 0);
  while (count > 0) *at++ = digits[--count];
  return at;
}

}  // namespace

char thread_state(int pid, int tid) {
  std::array<char, 64> path;
  char* at = append(append(append(path.data(), "/proc/"), pid), "/task/");
  *append(append(at, tid), "/stat") = 0;
  const int fd = open(path.data(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return 'X';
  std::array<char, 256> text;
  const ssize_t length = read(fd, text.data(), text.size());
  close(fd);
  if (length <= 0) return 'X';
  const std::string_view line(text.data(), static_cast<std::size_t>(length));
  // The name may hold anything, brackets too.
  const std::size_t bracket = line.rfind(')');
  return bracket != std::string_view::npos && bracket + 2 < line.size() ? line[bracket + 2] : 'X';
}

}  // namespace rehearse::stage
