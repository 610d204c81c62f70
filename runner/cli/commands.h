// The commands; each returns the exit code.
#pragma once
#include "runner/cli/load.h"
#include "runner/cli/options.h"

namespace rehearse {

[[nodiscard]] int run_scenarios(const Options& options);
[[nodiscard]] int check_scenarios(const Options& options);
[[nodiscard]] int list_scenarios(const Options& options);
[[nodiscard]] int show_signals(const Options& options);
[[nodiscard]] int show_backends(const Options& options);

// Loads, and prints all that is wrong to stderr.
[[nodiscard]] Loaded load_and_report(const Options& options);

// Everything from the command line on.
[[nodiscard]] int run_command_line(int argc, const char* const* argv);

}  // namespace rehearse
