#include "runner/syntax/tree.h"

#include <fmt/format.h>

#include "runner/syntax/builder.h"
#include "runner/syntax/text_check.h"

namespace rehearse {
namespace {

constexpr std::size_t kMaxErrors = 100;  // of one file

void settle(Diagnostics& diagnostics) {
  sort_diagnostics(diagnostics);
  if (diagnostics.size() <= kMaxErrors) return;
  const std::size_t more = diagnostics.size() - kMaxErrors;
  diagnostics.resize(kMaxErrors);
  diagnostics.push_back(
      {diagnostics.back().place, fmt::format("{} more errors follow in this file", more), ""});
}

}  // namespace

const Entry* Node::find(std::string_view key) const {
  for (const Entry& entry : entries)
    if (entry.key == key) return &entry;
  return nullptr;
}

Parsed parse_yaml(FileId file, const Sources& sources) {
  const std::string& text = sources.text(file);
  Parsed parsed;
  parsed.diagnostics = check_text(file, text);
  if (!parsed.diagnostics.empty()) return parsed;
  Events read = read_events(file, text);
  parsed.diagnostics = std::move(read.diagnostics);
  Builder builder(read, text, parsed.diagnostics);
  for (const std::size_t begin : read.documents) {
    Node document;
    if (!builder.build_document(begin, document)) break;
    if (document.kind != Node::Kind::empty) parsed.documents.push_back(std::move(document));
  }
  settle(parsed.diagnostics);
  return parsed;
}

}  // namespace rehearse
