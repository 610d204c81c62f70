#include "runner/scenario/written_names.h"

#include <algorithm>
#include <array>

namespace rehearse {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kNaming = {"into"sv, "error"sv, "who"sv, "counter"sv};
constexpr std::array kBodies = {"do"sv, "then"sv, "else"sv};

class Collector {
 public:
  explicit Collector(HandlerBodies handlers) : handlers_(handlers) {}

  void list(const Node& steps) {
    for (const Node& step : steps.items)
      if (step.is_mapping()) mapping(step);
  }
  std::vector<WrittenName> take() { return std::move(names_); }

 private:
  void mapping(const Node& step) {
    const bool handler = step.find("sigaction") != nullptr;
    for (const Entry& entry : step.entries) {
      if (std::ranges::find(kNaming, entry.key) != kNaming.end() && entry.value.is_scalar())
        names_.push_back({entry.value.text, entry.value.place, false});
      if (entry.key == "let" || entry.key == "atomic") assignments(entry.value);
      if (std::ranges::find(kBodies, entry.key) != kBodies.end() &&
          !(handler && handlers_ == HandlerBodies::without))
        list(entry.value);
      if (entry.key == "elif") list(entry.value);
      if (entry.key == "catch")
        for (const Entry& clause : entry.value.entries) list(clause.value);
    }
  }

  void assignments(const Node& variables) {
    for (const Entry& entry : variables.entries)
      if (is_identifier(entry.key)) names_.push_back({entry.key, entry.key_place, true});
  }

  HandlerBodies handlers_;
  std::vector<WrittenName> names_;
};

}  // namespace

std::vector<WrittenName> written_names(const Node& steps, HandlerBodies handlers) {
  Collector collector(handlers);
  collector.list(steps);
  return collector.take();
}

}  // namespace rehearse
