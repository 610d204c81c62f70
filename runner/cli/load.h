// All scenarios of some files, or all that is wrong with them.
#pragma once
#include <string>
#include <vector>

#include "runner/cli/options.h"
#include "runner/scenario/scenario.h"

namespace rehearse {

struct LoadedScenario {
  Scenario scenario;
  std::string file;
  bool alone = false;  // the only one of its file
};

struct Loaded {
  std::vector<LoadedScenario> scenarios;  // in order of the files, and as written
  Diagnostics diagnostics;                // sorted; warnings too
  Sources sources;
  std::size_t files = 0;
  std::vector<std::string> errors;   // without a place in a file
  [[nodiscard]] bool valid() const;  // no error
};

// Checks everything, compiling included, so that nothing is found wrong once the first scenario runs.
// `backend`: see `use_backend`; may be empty.
[[nodiscard]] Loaded load(const std::vector<std::string>& paths, const std::string& backend);

// The scenarios of the titles and tags that the options name, in the same order. A filter that is some
// scenario's whole title means that alone; else every title that has it in it, as a text or as a regular
// expression.
[[nodiscard]] std::vector<const LoadedScenario*> select(const Loaded& loaded, const Options& options);

// Whether any primitive has a backend of this name.
[[nodiscard]] bool is_backend(const std::string& name);
// Every resource whose primitive offers it gets that backend, whatever the file says.
void use_backend(Scenario& scenario, const std::string& name);

}  // namespace rehearse
