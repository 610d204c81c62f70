// What stands behind a resource's name: `lock`, `{semaphore: 4}`, `{mutex: {kind: recursive}}`, `{array: 5,
// of: lock}`.
#pragma once
#include "runner/scenario/reading.h"

namespace rehearse {

// A declaration taken apart, before its options are read.
struct Declaration {
  std::string kind;  // "lock", "shared" …
  Place place;       // of the kind
  const Node* value =
      nullptr;  // the short form's value or the mapping of options; nullptr: the kind stands alone
};

// nullopt after an error: an unknown kind, several at once, one that is not supported yet.
[[nodiscard]] std::optional<Declaration> take_apart(const Node& node, Reading& reading);
// Room, options, scope, word kind and backend. False after an error.
bool read_options(const Declaration& declaration, Resource& resource, Reading& reading);
// The backend that `options` names, or the default one; it must offer the options. False after an error.
bool choose_backend(const Node& options, Resource& resource, Reading& reading);

}  // namespace rehearse
