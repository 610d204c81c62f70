#include "runner/cli/load.h"

#include <algorithm>

#include "runner/cli/files.h"
#include "runner/program/program.h"

namespace rehearse {
namespace {

void append(Diagnostics& all, Diagnostics more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

void load_file(const std::string& path, const std::string& backend, Loaded& loaded) {
  Parsed parsed = parse_file(path, loaded.sources);
  const bool readable = parsed.diagnostics.empty();
  append(loaded.diagnostics, std::move(parsed.diagnostics));
  if (!readable) return;
  Checked checked = check_documents(parsed.documents);
  append(loaded.diagnostics, std::move(checked.diagnostics));
  const bool alone = checked.scenarios.size() == 1;
  for (auto& scenario : checked.scenarios) {
    if (!backend.empty()) use_backend(scenario, backend);
    append(loaded.diagnostics, compile(scenario).diagnostics);
    loaded.scenarios.push_back({std::move(scenario), path, alone});
  }
}

}  // namespace

bool Loaded::valid() const {
  return errors.empty() && std::none_of(diagnostics.begin(), diagnostics.end(), [](const Diagnostic& d) {
           return d.severity == Diagnostic::Severity::error;
         });
}

Loaded load(const std::vector<std::string>& paths, const std::string& backend) {
  Loaded loaded;
  Files files = find_files(paths);
  loaded.errors = std::move(files.errors);
  loaded.files = files.paths.size();
  for (const auto& path : files.paths) load_file(path, backend, loaded);
  sort_diagnostics(loaded.diagnostics);
  return loaded;
}

bool is_backend(const std::string& name) {
  for (const Room& room : rooms())
    for (const Backend& backend : room.backends)
      if (backend.name == name) return true;
  return false;
}

void use_backend(Scenario& scenario, const std::string& name) {
  for (Resource& resource : scenario.resources) {
    const auto backends = room(resource.room).backends;
    for (std::size_t i = 0; i < backends.size(); ++i)
      if (backends[i].name == name && backends[i].offers(resource.options))
        resource.backend = static_cast<int>(i);
  }
}

}  // namespace rehearse
