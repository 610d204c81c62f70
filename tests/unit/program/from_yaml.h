// Scenarios read from text, as a user writes them.
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "runner/program/program.h"

namespace rehearse::from_yaml {

inline std::vector<Scenario> scenarios(const std::string& text) {
  Sources sources;
  const Parsed parsed = parse_yaml(sources.add("test.yaml", text), sources);
  Checked checked = check_documents(parsed.documents);
  Diagnostics all = parsed.diagnostics;
  all.insert(all.end(), checked.diagnostics.begin(), checked.diagnostics.end());
  for (const Diagnostic& diagnostic : all) ADD_FAILURE() << format(diagnostic, sources, false);
  return std::move(checked.scenarios);
}

// Of the first scenario.
inline Program program(const std::string& text) {
  const std::vector<Scenario> all = scenarios(text);
  if (all.empty()) return {};
  Compiled compiled = compile(all.front());
  for (const Diagnostic& diagnostic : compiled.diagnostics) ADD_FAILURE() << diagnostic.message;
  return std::move(compiled.program);
}

}  // namespace rehearse::from_yaml
