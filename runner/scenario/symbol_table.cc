#include <algorithm>

#include "runner/scenario/scenario.h"

namespace rehearse {

SymbolTable::SymbolTable() : texts_(std::begin(symbols::kTexts), std::end(symbols::kTexts)) {}

Symbol SymbolTable::find(std::string_view text) const {
  const auto found = std::find(texts_.begin(), texts_.end(), text);
  return found == texts_.end() ? Symbol{} : Symbol{static_cast<std::size_t>(found - texts_.begin())};
}

Symbol SymbolTable::intern(std::string_view text) {
  if (const Symbol known = find(text); known.valid()) return known;
  texts_.emplace_back(text);
  return Symbol{texts_.size() - 1};
}

const std::string& SymbolTable::text(Symbol symbol) const { return texts_.at(symbol.index()); }

}  // namespace rehearse
