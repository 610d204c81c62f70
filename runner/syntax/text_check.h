// What no parser should be asked to read: checked before it is.
#pragma once
#include <string_view>

#include "runner/syntax/diagnostic.h"

namespace rehearse {

// NUL bytes (binary), UTF-16, invalid UTF-8, control characters, carriage returns without a newline,
// directives other than %YAML. yaml-cpp replaces, drops or takes for the end of the file all of these without
// a word. At most a dozen of them are reported. Empty: the text may be parsed.
[[nodiscard]] Diagnostics check_text(FileId file, std::string_view text);

}  // namespace rehearse
