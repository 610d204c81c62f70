#include "runner/cli/files.h"

#include <algorithm>
#include <filesystem>
#include <set>

namespace rehearse {
namespace {

namespace fs = std::filesystem;

bool is_scenario_file(const fs::directory_entry& entry) {
  std::error_code ignored;
  const auto extension = entry.path().extension();
  return (extension == ".yaml" || extension == ".yml") && entry.is_regular_file(ignored);
}

bool is_hidden(const fs::path& path) { return path.filename().string().starts_with('.'); }

// Symbolic links to directories are not followed, so there are no cycles.
std::vector<std::string> below(const std::string& folder, std::vector<std::string>& errors) {
  std::vector<std::string> found;
  std::error_code error;
  fs::recursive_directory_iterator it(folder, error);
  for (; !error && it != fs::recursive_directory_iterator(); it.increment(error)) {
    std::error_code ignored;
    if (is_hidden(it->path())) {
      if (it->is_directory(ignored)) it.disable_recursion_pending();
    } else if (is_scenario_file(*it)) {
      found.push_back(it->path().string());
    }
  }
  if (error) errors.push_back(folder + ": cannot read this directory: " + error.message());
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

Files find_files(const std::vector<std::string>& paths) {
  Files files;
  std::set<std::string> known;
  const auto add = [&](const std::string& path) {
    if (known.insert(fs::path(path).lexically_normal().string()).second) files.paths.push_back(path);
  };
  for (const auto& path : paths) {
    std::error_code ignored;
    if (!fs::is_directory(path, ignored))
      add(path);
    else
      for (const auto& file : below(path, files.errors)) add(file);
  }
  return files;
}

}  // namespace rehearse
