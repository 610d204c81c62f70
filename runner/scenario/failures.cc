#include "runner/scenario/failures.h"

#include <fmt/format.h>

#include <algorithm>

namespace rehearse {
namespace {

std::vector<std::string_view> texts_of(std::span<const Symbol> errors) {
  std::vector<std::string_view> names;
  for (const Symbol error : errors) names.push_back(symbols::kTexts[error.index()]);
  return names;
}

std::vector<std::string_view> all_errors() {
  std::vector<std::string_view> names;
  for (int32_t i = symbols::k_eperm; i < symbols::kCount; ++i) names.push_back(symbols::kTexts[i]);
  return names;
}

// "it fails with `EPERM`", or what to write for a wait that ended without success.
std::string right_way(std::string_view name, const Verb& verb) {
  const bool late = name == "ETIMEDOUT" || name == "EAGAIN" || name == "EBUSY";
  if (late && verb.late == Late::is_false) return "what is not had in time is false: write `returns: false`";
  if (late && verb.late == Late::is_none) return "what is not had in time is none: write `returns: none`";
  return verb.errors.empty() ? "" : fmt::format("it fails with {}", listed(texts_of(verb.errors)));
}

}  // namespace

bool can_fail(const Entry& entry, const Uses& uses, StepContext& context) {
  if (uses.any_error || !uses.verb.errors.empty()) return true;
  const Node& error = entry.value;
  context.error(entry.key_place,
                fmt::format("`{}` cannot fail: `{}` means nothing here", uses.verb.name, entry.key),
                right_way(error.text, uses.verb));
  return false;
}

Symbol read_error(std::string_view name, const Place& place, const Uses& uses, StepContext& context) {
  if (name == "any") return symbols::any;
  if (uses.any_error && is_identifier(name)) return context.intern(name);
  const auto known = all_errors();
  const auto at = std::ranges::find(known, name);
  if (at == known.end()) {
    const std::string_view near = did_you_mean(name, known);
    context.error(place, fmt::format("unknown error `{}`", name),
                  near.empty() ? right_way(name, uses.verb) : fmt::format("did you mean `{}`?", near));
    return {};
  }
  const Symbol error(symbols::k_eperm + static_cast<int32_t>(at - known.begin()));
  if (error == symbols::eintr && !uses.not_interruptible.empty()) {
    context.error(place,
                  fmt::format("`{}` never fails with EINTR: {}", uses.verb.name, uses.not_interruptible));
    return {};
  }
  // One that this verb never fails with is a `fails:` that is not met: an assertion of the run, no error of
  // the file.
  return error;
}

}  // namespace rehearse
