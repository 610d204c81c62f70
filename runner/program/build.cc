#include "runner/program/build.h"

namespace rehearse {

NameTable::NameTable(std::vector<std::string> own) : texts_(std::move(own)) {
  for (std::size_t i = 0; i < texts_.size(); ++i) slots_.try_emplace(texts_[i], static_cast<int>(i));
}

int NameTable::slot(const std::string& text) {
  const auto [found, fresh] = slots_.try_emplace(text, static_cast<int>(texts_.size()));
  if (fresh) texts_.push_back(text);
  return found->second;
}

int NameTable::find(const std::string& text) const {
  const auto found = slots_.find(text);
  return found == slots_.end() ? -1 : found->second;
}

Build::Build(const Scenario& from) : scenario(from), emitter(program) {
  program.symbols = scenario.symbols;
  for (const Actor& actor : scenario.actors) names.emplace_back(actor.names);
  awaits.assign(scenario.patterns.size(), -1);
}

}  // namespace rehearse
