// Signals by name and number (signal(7)); real-time numbers are asked of the C library at run time.
#include <fmt/format.h>
#include <signal.h>

#include <array>
#include <charconv>
#include <vector>

#include "runner/syntax/scalar.h"
#include "runner/syntax/utf8.h"

namespace rehearse {
namespace {

struct Named {
  std::string_view name;  // without SIG
  int number;
};

// A number's first name is the one shown.
constexpr std::array kSignals{
    Named{"HUP", SIGHUP},   Named{"INT", SIGINT},       Named{"QUIT", SIGQUIT}, Named{"ILL", SIGILL},
    Named{"TRAP", SIGTRAP}, Named{"ABRT", SIGABRT},     Named{"BUS", SIGBUS},   Named{"FPE", SIGFPE},
    Named{"KILL", SIGKILL}, Named{"USR1", SIGUSR1},     Named{"SEGV", SIGSEGV}, Named{"USR2", SIGUSR2},
    Named{"PIPE", SIGPIPE}, Named{"ALRM", SIGALRM},     Named{"TERM", SIGTERM}, Named{"STKFLT", SIGSTKFLT},
    Named{"CHLD", SIGCHLD}, Named{"CONT", SIGCONT},     Named{"STOP", SIGSTOP}, Named{"TSTP", SIGTSTP},
    Named{"TTIN", SIGTTIN}, Named{"TTOU", SIGTTOU},     Named{"URG", SIGURG},   Named{"XCPU", SIGXCPU},
    Named{"XFSZ", SIGXFSZ}, Named{"VTALRM", SIGVTALRM}, Named{"PROF", SIGPROF}, Named{"WINCH", SIGWINCH},
    Named{"IO", SIGIO},     Named{"PWR", SIGPWR},       Named{"SYS", SIGSYS},   Named{"IOT", SIGIOT},
    Named{"CLD", SIGCHLD},  Named{"POLL", SIGPOLL}};

constexpr int kFirstReserved = 32, kHighest = 64;

bool is_real_time(int number) { return number >= SIGRTMIN && number <= SIGRTMAX; }

// `+2` after RTMIN, `-1` after RTMAX, or nothing.
std::optional<int> offset(std::string_view text, char sign) {
  if (text.empty()) return 0;
  if (text.size() < 2 || text.size() > 3 || text[0] != sign) return {};
  int value = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data() + 1, end, value);
  if (error != std::errc() || stop != end || value < 0) return {};
  return value;
}

std::optional<int> real_time(std::string_view name) {
  std::optional<int> number;
  if (name.starts_with("RTMIN")) {
    if (const auto by = offset(name.substr(5), '+')) number = SIGRTMIN + *by;
  } else if (name.starts_with("RTMAX")) {
    if (const auto by = offset(name.substr(5), '-')) number = SIGRTMAX - *by;
  }
  if (number && !is_real_time(*number)) return {};
  return number;
}

std::string nearest(const std::string& word) {
  std::vector<std::string> names;
  for (const Named& named : kSignals) names.push_back("SIG" + std::string(named.name));
  names.insert(names.end(), {"SIGRTMIN", "SIGRTMAX"});
  std::vector<std::string_view> candidates(names.begin(), names.end());
  std::string_view meant = did_you_mean(word, candidates);
  if (meant.empty()) meant = did_you_mean("SIG" + word, candidates);
  return std::string(meant);
}

Diagnostic unknown(const Node& node) {
  const std::string shown = shortened(node.text, 40);
  if (node.text.find("RTM") != std::string::npos)
    return {node.place, fmt::format("`{}` is no real-time signal", shown),
            fmt::format("SIGRTMIN to SIGRTMIN+{0}, or SIGRTMAX-{0} to SIGRTMAX", SIGRTMAX - SIGRTMIN)};
  const std::string meant = nearest(node.text);
  return {node.place, fmt::format("unknown signal `{}`", shown),
          meant.empty() ? "" : fmt::format("did you mean `{}`?", meant)};
}

Result<int> numbered(const Node& node, int64_t number, SignalZero zero) {
  if (number == 0 && zero == SignalZero::allowed) return 0;
  if (number == 0) return Diagnostic{node.place, "signal 0 is none: `kill` takes it for a mere check", ""};
  if (number < 0 || number > kHighest)
    return Diagnostic{node.place, fmt::format("there is no signal {}", number),
                      "signals are numbered from 1 to 64"};
  if (number >= kFirstReserved && number < SIGRTMIN)
    return Diagnostic{node.place, fmt::format("signal {} belongs to the C library", number),
                      "real-time signals begin at SIGRTMIN"};
  return static_cast<int>(number);
}

}  // namespace

std::optional<int> parse_signal_name(std::string_view name) {
  if (name.starts_with("SIG")) name.remove_prefix(3);
  for (const Named& named : kSignals)
    if (named.name == name) return named.number;
  return real_time(name);
}

std::string signal_name(int number) {
  for (const Named& named : kSignals)
    if (named.number == number) return "SIG" + std::string(named.name);
  if (!is_real_time(number)) return std::to_string(number);
  const int up = number - SIGRTMIN, down = SIGRTMAX - number;
  if (up <= down) return up == 0 ? "SIGRTMIN" : fmt::format("SIGRTMIN+{}", up);
  return down == 0 ? "SIGRTMAX" : fmt::format("SIGRTMAX-{}", down);
}

Result<int> to_signal(const Node& node, SignalZero zero) {
  if (!node.is_scalar()) {
    const char* what = node.kind == Node::Kind::empty ? "nothing"
                       : node.is_sequence()           ? "a list"
                                                      : "a mapping";
    return Diagnostic{node.place, fmt::format("expected a signal such as `SIGUSR1`, not {}", what), ""};
  }
  if (const std::optional<int> number = parse_signal_name(node.text)) return *number;
  if (const std::optional<int64_t> number = parse_integer(node.text)) {
    if (!node.quoted) return numbered(node, *number, zero);
    return Diagnostic{node.place,
                      fmt::format("expected a signal such as `SIGUSR1`, not the text \"{}\"", node.text),
                      "leave out the quotes"};
  }
  return unknown(node);
}

}  // namespace rehearse
