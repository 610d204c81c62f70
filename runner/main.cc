#include <cstdio>
#include <exception>

#include "runner/cli/commands.h"
#include "runner/cli/exit_code.h"

int main(int argc, char** argv) {
  try {
    return rehearse::run_command_line(argc, argv);
  } catch (
      const std::exception& error) {  // none of ours crosses a layer: memory has run out, or we are wrong
    std::fprintf(stderr, "rehearse: internal error: %s\n", error.what());
    return rehearse::exit_code::kOurs;
  }
}
