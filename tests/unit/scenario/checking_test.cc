#include "checking.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace rehearse {
namespace {

Checked check(std::string_view yaml) {
  Sources sources;
  const FileId file = sources.add("test.yaml", std::string(yaml));
  const Parsed parsed = parse_yaml(file, sources);
  if (parsed.diagnostics.empty()) return check_documents(parsed.documents);
  return {{}, parsed.diagnostics};
}

std::string shown(const Diagnostics& diagnostics) {
  std::string all;
  for (const Diagnostic& d : diagnostics) {
    if (!all.empty()) all += "\n";
    all += std::to_string(d.place.line) + ":" + std::to_string(d.place.column) + ": " + d.message;
    if (!d.hint.empty()) all += " | " + d.hint;
  }
  return all;
}

}  // namespace

std::string complaints_of(std::string_view yaml) { return shown(check(yaml).diagnostics); }

std::vector<Scenario> scenarios_of(std::string_view yaml) {
  Checked checked = check(yaml);
  EXPECT_EQ(shown(checked.diagnostics), "");
  return std::move(checked.scenarios);
}

Scenario scenario_of(std::string_view yaml) {
  std::vector<Scenario> scenarios = scenarios_of(yaml);
  EXPECT_EQ(scenarios.size(), 1u);
  return scenarios.empty() ? Scenario{} : std::move(scenarios.front());
}

namespace {

TEST(Check, ReadsEveryScenarioThatIsShipped) {
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(REHEARSE_SOURCE_DIR "/scenarios")) {
    if (entry.path().extension() != ".yaml") continue;
    ++files;
    Sources sources;
    const Parsed parsed = parse_file(entry.path().string(), sources);
    EXPECT_EQ(shown(parsed.diagnostics), "") << entry.path();
    EXPECT_EQ(shown(check_documents(parsed.documents).diagnostics), "") << entry.path();
  }
  EXPECT_GT(files, 20);
}

TEST(Check, ReadsALockTwoActorsAndAnOrder) {
  const Scenario scenario = scenario_of(R"(
scenario: first
resources: {l: lock}
actors:
  a:
    steps:
      - acquire: l
      - mark: inside
      - release: l
  b: {steps: [{await: a.inside}, {acquire: l}]}
expect:
  - order: [a.inside, b.acquire(l)]
)");
  ASSERT_EQ(scenario.actors.size(), 3u);
  EXPECT_EQ(scenario.actors[0].name, "main");
  EXPECT_FALSE(scenario.main_written);
  ASSERT_EQ(scenario.actors[1].steps.size(), 3u);
  EXPECT_EQ(scenario.actors[1].steps[0].text, "acquire: l");
  ASSERT_EQ(scenario.expectations.size(), 1u);
  EXPECT_EQ(scenario.expectations[0].events.size(), 2u);
}

}  // namespace
}  // namespace rehearse
