#include <cstdio>

#include "runner/cli/commands.h"
#include "runner/cli/exit_code.h"

namespace rehearse {
namespace {

int dispatch(const Options& options) {
  switch (options.command) {
    case Options::Command::run: return run_scenarios(options);
    case Options::Command::check: return check_scenarios(options);
    case Options::Command::list: return list_scenarios(options);
    case Options::Command::signals: return show_signals(options);
    case Options::Command::backends: return show_backends(options);
  }
  return exit_code::kOurs;
}

}  // namespace

int run_command_line(int argc, const char* const* argv) {
  const auto parsed = parse_options(argc, argv);
  if (const int* code = std::get_if<int>(&parsed)) return *code;
  const int code = dispatch(std::get<Options>(parsed));
  // A full disk must not look like a pass.
  if (std::fflush(stdout) != 0 || std::ferror(stdout) != 0) {
    std::perror("rehearse: cannot write the results");
    return exit_code::kOurs;
  }
  return code;
}

}  // namespace rehearse
