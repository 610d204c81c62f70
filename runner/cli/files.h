// From the paths of a command line to the scenario files that they mean.
#pragma once
#include <string>
#include <vector>

namespace rehearse {

struct Files {
  std::vector<std::string>
      paths;  // files as named, then those of each directory in order of their names; none twice
  std::vector<std::string> errors;  // directories that could not be read
};

// A directory means all *.yaml and *.yml below it, hidden ones apart. A path that is no directory is taken as
// it is: whoever reads it says what is wrong with it.
[[nodiscard]] Files find_files(const std::vector<std::string>& paths);

}  // namespace rehearse
