// What the language has and this version has not yet. The check refuses it by name ("not supported yet")
// instead of calling it unknown. A line leaves this table when its room arrives.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace rehearse {

enum class LanguagePart : uint8_t {
  resource,         // a kind of resource
  resource_option,  // a key in a resource's declaration
  verb,
  actor_kind,
  actor_key,
  sigaction_flag,
  waitpid_flag,
  expectation,
  document_key,
  attribute,
};

struct Unsupported {
  LanguagePart part;
  std::string_view name;
};

[[nodiscard]] std::span<const Unsupported> unsupported();
[[nodiscard]] bool is_unsupported(LanguagePart part, std::string_view name);

}  // namespace rehearse
