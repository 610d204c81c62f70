// Tables of texts that the check refuses.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace rehearse {

struct BadInput {
  std::string_view text;
  std::string_view complaint;  // the first one: "line:column: message | hint"
};

// Puts a text where it belongs in a document that is right otherwise.
using Frame = std::string (*)(std::string_view text);
[[nodiscard]] std::string whole(std::string_view text);
[[nodiscard]] std::string as_resource(std::string_view text);
[[nodiscard]] std::string as_step(std::string_view text);  // of the process `a`
[[nodiscard]] std::string as_expectation(std::string_view text);

void expect_complaints(std::span<const BadInput> inputs, Frame frame);

}  // namespace rehearse
