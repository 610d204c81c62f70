#include "runner/scenario/resources.h"

#include <array>

#include "runner/scenario/declaration.h"

namespace rehearse {
namespace {

using std::string_view_literals::operator""sv;

constexpr int64_t kMostElements = 10'000;

// The declaration of the elements; `resource` gets the count. nullptr after an error.
const Node* read_array(const Node& node, Resource& resource, Reading& reading) {
  static constexpr std::array kKeys = {"array"sv, "of"sv};
  const bool well = check_keys(node, "an array", kKeys, reading.diagnostics);
  const auto count = reading.known_integer(node.find("array")->value, 1, kMostElements);
  const Entry* of = node.find("of");
  if (of == nullptr) reading.error(node.place, "an array needs `of:`", "such as `{array: 5, of: lock}`");
  if (!well || !count || of == nullptr) return nullptr;
  if (of->value.is_mapping() && of->value.find("array") != nullptr) {
    reading.error(of->value.place, "an array of arrays is not supported");
    return nullptr;
  }
  resource.array = true;
  resource.count = static_cast<int>(*count);
  return &of->value;
}

bool read_resource_declaration(const Node& node, Resource& resource, Reading& reading) {
  const Node* element = &node;
  if (node.is_mapping() && node.find("array") != nullptr) element = read_array(node, resource, reading);
  if (element == nullptr) return false;
  const auto declaration = take_apart(*element, reading);
  return declaration && read_options(*declaration, resource, reading);
}

}  // namespace

void read_resources(const Node& section, Reading& reading) {
  if (section.kind == Node::Kind::empty) return;
  if (!require_mapping(section, "resources", reading.diagnostics)) return;
  ObjectId next(0);
  for (const Entry& entry : section.entries) {
    Resource resource;
    resource.name = entry.key;
    resource.place = entry.key_place;
    const bool named = reading.declare(entry.key, entry.key_place, Declared::Kind::resource);
    if (!read_resource_declaration(entry.value, resource, reading) || !named) {
      reading.unclear.insert(entry.key);
      continue;
    }
    resource.first = next;
    next = ObjectId(next.value + resource.count);
    if (next.value > kMostElements)
      return reading.error(entry.key_place, "more than 10,000 resources, the elements of arrays counted");
    reading.scenario.resources.push_back(std::move(resource));
  }
}

}  // namespace rehearse
