#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <variant>

#include "runner/syntax/tree.h"

namespace rehearse {
namespace {

constexpr std::size_t kMaxBytes = std::size_t{4} << 20;

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int number() const { return number_; }

 private:
  int number_;
};

struct Refusal {
  std::string why;
};

Refusal system_error(const char* what) {
  return {fmt::format("cannot {} it: {}", what, std::strerror(errno))};
}

// Empty if it may be read. Only files and pipes: a terminal or /dev/zero would never end.
std::string kind_error(const struct stat& status) {
  if (S_ISDIR(status.st_mode)) return "is a directory, not a scenario file";
  if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode)) return "is neither a file nor a pipe";
  if (S_ISREG(status.st_mode) && static_cast<std::size_t>(status.st_size) > kMaxBytes)
    return fmt::format("is {} bytes long; a scenario file may have {} MiB", status.st_size, kMaxBytes >> 20);
  return {};
}

std::variant<std::string, Refusal> read_all(int descriptor, std::size_t expected) {
  std::string text;
  std::size_t size = 0;
  text.resize(expected + 1);
  while (true) {
    const ssize_t got = ::read(descriptor, text.data() + size, text.size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return system_error("read");
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
    if (size > kMaxBytes)
      return Refusal{fmt::format("is longer than the {} MiB of a scenario file", kMaxBytes >> 20)};
    if (size == text.size()) text.resize(2 * size);
  }
  text.resize(size);
  return text;
}

std::variant<std::string, Refusal> read_path(const std::string& path) {
  // Without O_NONBLOCK, opening a named pipe that nobody writes to would wait for ever.
  const Descriptor descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY));
  if (descriptor.number() < 0) return system_error("open");
  struct stat status {};
  if (::fstat(descriptor.number(), &status) != 0) return system_error("look at");
  if (std::string why = kind_error(status); !why.empty()) return Refusal{std::move(why)};
  if (S_ISFIFO(status.st_mode)) ::fcntl(descriptor.number(), F_SETFL, 0);
  return read_all(descriptor.number(), static_cast<std::size_t>(status.st_size));
}

}  // namespace

Parsed parse_file(const std::string& path, Sources& sources) {
  std::variant<std::string, Refusal> read = read_path(path);
  if (std::string* text = std::get_if<std::string>(&read))
    return parse_yaml(sources.add(path, std::move(*text)), sources);
  Parsed parsed;
  parsed.diagnostics.push_back({{sources.add(path, "")}, std::get<Refusal>(read).why, ""});
  return parsed;
}

}  // namespace rehearse
