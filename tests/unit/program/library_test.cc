// Every scenario that the project ships compiles, and its parts are sound.
#include <filesystem>

#include "from_yaml.h"
#include "parts.h"

namespace rehearse {
namespace {

std::vector<std::filesystem::path> shipped() {
  std::vector<std::filesystem::path> paths;
  for (const char* folder : {"/scenarios", "/tests/scenarios"})
    for (const auto& entry : std::filesystem::recursive_directory_iterator(REHEARSE_SOURCE_DIR + std::string(folder)))
      if (entry.path().extension() == ".yaml") paths.push_back(entry.path());
  return paths;
}

TEST(Library, EveryScenarioHasSoundParts) {
  std::size_t compiled_ones = 0;
  for (const auto& path : shipped()) {
    Sources sources;
    const Parsed parsed = parse_file(path.string(), sources);
    const Checked checked = check_documents(parsed.documents);
    if (!parsed.diagnostics.empty() || !checked.diagnostics.empty()) continue;  // meant to be refused
    for (const Scenario& scenario : checked.scenarios) {
      const Compiled compiled = compile(scenario);
      EXPECT_TRUE(compiled.diagnostics.empty()) << path;
      EXPECT_EQ(broken_parts(compiled.program), "") << path;
      ++compiled_ones;
    }
  }
  EXPECT_GT(compiled_ones, 40U);
}

}  // namespace
}  // namespace rehearse
