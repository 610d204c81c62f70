#include "runner/cli/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>

#include "runner/cli/exit_code.h"
#include "runner/syntax/diagnostic.h"

namespace rehearse {
namespace {

constexpr auto kExitCodes =
    "Exit codes: 0 all passed, 1 a scenario failed, 2 usage or an invalid scenario, 3 rehearse's own fault,\n"
    "4 nothing matched, 5 only inconclusive ones beside passes, 130 interrupted";

void add_selection(CLI::App& command, Options& options) {
  command.add_option("PATH", options.paths, "files, and directories (all *.yaml and *.yml below them)")
      ->required();
  command
      .add_option("--filter", options.filter,
                  "only scenarios with this title, or whose title has this in it (text or regex)")
      ->option_text("TEXT");
  command.add_option("--tag", options.tags, "only scenarios with this tag (may be given again: any of them)")
      ->option_text("TAG")
      ->allow_extra_args(false);
  command.add_flag("--no-color", options.no_color, "no colours (as with NO_COLOR in the environment)");
}

std::string check_schedule(const std::string& text) {
  return parse_schedule(text) ? "" : "a schedule is `free`, `noise` or `noise:SEED`, not `" + text + "`";
}

std::string check_duration(const std::string& text) {
  return parse_duration(text) ? "" : "a time is written as `500ms`, `10s` or `1m`, not `" + text + "`";
}

void add_run(CLI::App& app, Options& options) {
  CLI::App* run =
      app.add_subcommand("run", "run scenarios with real processes, threads and signals, and judge them");
  add_selection(*run, options);
  run->add_option("--repeat", options.repeat, "how many runs of each (default: the scenario's, or 20)")
      ->check(CLI::Range(1, 1'000'000))
      ->option_text("N");
  run->add_option("--jobs", options.jobs, "how many scenarios at a time (default: 1)")
      ->check(CLI::Range(1, 256))
      ->option_text("N");
  run->add_option_function<std::string>(
         "--timeout", [&](const std::string& text) { options.timeout = parse_duration(text); },
         "wall clock of one run (default: the scenario's, or 10s)")
      ->check(check_duration)
      ->option_text("TIME");
  run->add_option_function<std::string>(
         "--schedule", [&](const std::string& text) { options.schedule = *parse_schedule(text); },
         "free (the system decides), noise (seeded delays) or noise:SEED (default: free and noise in turn)")
      ->check(check_schedule)
      ->option_text("SCHEDULE");
  run->add_option("--backend", options.backend, "native, posix or boost, wherever a primitive has it so")
      ->option_text("NAME");
  run->add_flag("--fail-fast", options.fail_fast, "stop after the first scenario that does not pass");
  run->add_flag("--verbose", options.verbose, "show what happened in scenarios that passed, too");
  run->add_flag("--json", options.json, "one line of JSON for each scenario instead of the report");
}

void add_others(CLI::App& app, Options& options) {
  CLI::App* check = app.add_subcommand("check", "say what is wrong in scenario files, without running them");
  add_selection(*check, options);
  check->add_flag("--program", options.program, "print the instructions that each scenario becomes");
  CLI::App* list = app.add_subcommand("list", "list the scenarios in files");
  add_selection(*list, options);
  for (const char* name : {"signals", "backends"}) {
    const bool signals = name == std::string_view("signals");
    app.add_subcommand(name, signals ? "all signals: number, default action, whether they can be handled"
                                     : "the implementations of each primitive, and what each promises")
        ->add_flag("--no-color", options.no_color, "no colours");
  }
}

Options::Command command_of(const CLI::App& app) {
  const std::string name = app.get_subcommands().front()->get_name();
  if (name == "check") return Options::Command::check;
  if (name == "list") return Options::Command::list;
  if (name == "signals") return Options::Command::signals;
  if (name == "backends") return Options::Command::backends;
  return Options::Command::run;
}

// CLI11 would only say that a command is required.
bool says_unknown_command(int argc, const char* const* argv, const CLI::App& app) {
  if (argc < 2 || argv[1][0] == '-') return false;
  std::vector<std::string> names;
  for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; }))
    names.push_back(command->get_name());
  if (std::find(names.begin(), names.end(), argv[1]) != names.end()) return false;
  const std::string_view meant = did_you_mean(argv[1], {names.begin(), names.end()});
  std::cerr << "rehearse: there is no command `" << argv[1] << "`";
  if (!meant.empty()) std::cerr << "; did you mean `" << meant << "`?";
  std::cerr << "\n";
  return true;
}

}  // namespace

std::variant<Options, int> parse_options(int argc, const char* const* argv) {
  Options options;
  CLI::App app("Runs scenarios of processes, threads and signals for real, and judges what they did.",
               "rehearse");
  app.set_version_flag("--version", "rehearse " REHEARSE_VERSION);
  app.footer(kExitCodes);
  app.require_subcommand(1);
  add_run(app, options);
  add_others(app, options);
  if (says_unknown_command(argc, argv, app)) return exit_code::kUsage;
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const bool asked = error.get_exit_code() == static_cast<int>(CLI::ExitCodes::Success);
    return app.exit(error, std::cout, std::cerr) == 0 && asked ? exit_code::kPass : exit_code::kUsage;
  }
  options.command = command_of(app);
  return options;
}

}  // namespace rehearse
