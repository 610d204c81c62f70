// What the command line asked for.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace rehearse {

// Which schedules a scenario's runs have. Mixed: free ones and noise in turn.
struct SchedulePlan {
  enum class Kind : uint8_t { mixed, free, noise } kind = Kind::mixed;
  std::optional<uint64_t> seed;  // noise: this one for every run; else 1, 2, 3 …
};

struct Options {
  enum class Command : uint8_t { run, check, list, signals, backends };
  Command command = Command::run;
  std::vector<std::string> paths;
  std::string filter;             // a whole title, part of one, or a regular expression
  std::vector<std::string> tags;  // any of these
  std::optional<int> repeat;
  std::optional<int64_t> timeout;  // ns
  int jobs = 1;
  SchedulePlan schedule;
  std::string backend;
  bool fail_fast = false;
  bool verbose = false;
  bool json = false;
  bool no_color = false;
  bool program = false;
};

// The options, or the exit code of a command line that asked for help or made no sense (what was to be said
// is said).
[[nodiscard]] std::variant<Options, int> parse_options(int argc, const char* const* argv);

// "10s", "1.5s", "200ms", "50us", "2m", or a number of seconds; in ns, if it is one.
[[nodiscard]] std::optional<int64_t> parse_duration(const std::string& text);
[[nodiscard]] std::optional<SchedulePlan> parse_schedule(const std::string& text);

}  // namespace rehearse
