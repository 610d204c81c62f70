#include <fmt/format.h>
#include <signal.h>
#include <string.h>

#include <algorithm>
#include <array>
#include <cstdio>

#include "primitives/room.h"
#include "runner/cli/commands.h"
#include "runner/cli/exit_code.h"
#include "runner/cli/table.h"
#include "runner/cli/terminal.h"

namespace rehearse {
namespace {

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("{}", fmt::join(words, ", "));
}

bool among(int signal, std::initializer_list<int> signals) {
  return std::find(signals.begin(), signals.end(), signal) != signals.end();
}

// signal(7), "Standard signals".
std::string default_action(int signal) {
  if (among(signal, {SIGCHLD, SIGURG, SIGWINCH})) return "ignore";
  if (signal == SIGCONT) return "continue";
  if (among(signal, {SIGSTOP, SIGTSTP, SIGTTIN, SIGTTOU})) return "stop";
  if (among(signal, {SIGQUIT, SIGILL, SIGABRT, SIGFPE, SIGSEGV, SIGBUS, SIGSYS, SIGTRAP, SIGXCPU, SIGXFSZ}))
    return "end, core dump";
  return "end";
}

std::string handling(int signal) {
  if (signal == SIGKILL) return "no: it must always be possible to end a process";
  if (signal == SIGSTOP) return "no: it must always be possible to stop a process";
  return "yes";
}

std::string name_of(int signal) {
  if (const char* name = sigabbrev_np(signal); name != nullptr) return std::string("SIG") + name;
  if (signal == SIGRTMIN) return "SIGRTMIN";
  if (signal == SIGRTMAX) return "SIGRTMAX";
  return fmt::format("SIGRTMIN+{}", signal - SIGRTMIN);
}

}  // namespace

int list_scenarios(const Options& options) {
  const Loaded loaded = load_and_report(options);
  if (!loaded.valid()) return exit_code::kUsage;
  const auto selected = select(loaded, options);
  if (selected.empty()) {
    std::fputs("rehearse: no scenario there\n", stderr);
    return exit_code::kNothing;
  }
  std::vector<TableRow> rows;
  for (const LoadedScenario* entry : selected)
    rows.push_back({fmt::format("{}:{}", entry->file, entry->scenario.place.line),
                    joined(entry->scenario.tags), entry->scenario.title});
  std::fputs(table({"place", "tags", "scenario"}, rows, look_of(stdout, options.no_color)).c_str(), stdout);
  return exit_code::kPass;
}

int show_signals(const Options& options) {
  std::vector<TableRow> rows;
  for (int signal = 1; signal <= SIGRTMAX; ++signal) {
    if (signal > 31 && signal < SIGRTMIN) continue;  // the C library's own
    rows.push_back({name_of(signal), std::to_string(signal), default_action(signal), handling(signal)});
  }
  std::fputs(table({"signal", "number", "default", "can be handled"}, rows, look_of(stdout, options.no_color))
                 .c_str(),
             stdout);
  return exit_code::kPass;
}

// A row for each promise, so that backends can be compared line by line.
int show_backends(const Options& options) {
  std::vector<TableRow> rows;
  for (const Room& room : rooms()) {
    const std::string_view preferred =
        room.default_backend != nullptr ? room.default_backend(PrimitiveOptions{}) : std::string_view();
    std::string primitive(room.name);
    for (const Backend& backend : room.backends) {
      std::string name(backend.name);
      if (backend.name == preferred && room.backends.size() > 1) name += " (default)";
      if (backend.promises.empty()) rows.push_back({primitive, name, "", ""});
      for (const Promise& promise : backend.promises) {
        rows.push_back({primitive, name, std::string(promise.topic), std::string(promise.text)});
        primitive.clear();
        name.clear();
      }
      primitive.clear();
    }
  }
  std::fputs(
      table({"primitive", "backend", "about", "promise"}, rows, look_of(stdout, options.no_color)).c_str(),
      stdout);
  return exit_code::kPass;
}

}  // namespace rehearse
