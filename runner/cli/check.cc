#include <fmt/format.h>

#include <cstdio>

#include "runner/cli/commands.h"
#include "runner/cli/exit_code.h"
#include "runner/cli/terminal.h"
#include "runner/program/program.h"

namespace rehearse {
namespace {

std::string counted(std::size_t number, std::string_view word) {
  return fmt::format("{} {}{}", number, word, number == 1 ? "" : "s");
}

}  // namespace

Loaded load_and_report(const Options& options) {
  Loaded loaded = load(options.paths, options.backend);
  const Look look = look_of(stderr, options.no_color);
  for (const auto& error : loaded.errors)
    fmt::print(stderr, "{}{}\n", paint(look, Ink::bold_red, "error: "), error);
  std::size_t errors = loaded.errors.size();
  for (const auto& diagnostic : loaded.diagnostics) {
    std::string text = format(diagnostic, loaded.sources, look.color);
    if (!text.ends_with('\n')) text += '\n';
    std::fputs(text.c_str(), stderr);
    errors += diagnostic.severity == Diagnostic::Severity::error ? 1 : 0;
  }
  if (errors > 0) fmt::print(stderr, "{}\n", paint(look, Ink::bold_red, counted(errors, "error")));
  return loaded;
}

int check_scenarios(const Options& options) {
  const Loaded loaded = load_and_report(options);
  if (!loaded.valid()) return exit_code::kUsage;
  const auto selected = select(loaded, options);
  if (selected.empty()) {
    std::fputs("rehearse: no scenario there\n", stderr);
    return exit_code::kNothing;
  }
  if (options.program) {
    for (const LoadedScenario* loaded_scenario : selected)
      fmt::print("{}\n", disassemble(compile(loaded_scenario->scenario).program));
    return exit_code::kPass;
  }
  fmt::print("{} in {}: nothing wrong\n", counted(selected.size(), "scenario"),
             counted(loaded.files, "file"));
  return exit_code::kPass;
}

}  // namespace rehearse
