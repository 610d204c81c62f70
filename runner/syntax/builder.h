// From flat events to the tree: aliases followed, keys made unique, everything given its place.
#pragma once
#include <string_view>
#include <unordered_map>

#include "runner/syntax/events.h"
#include "runner/syntax/tree.h"

namespace rehearse {

// One for a file: its budgets of nodes and bytes hold for all documents together, so that neither one
// document with thirty levels of aliases nor a thousand with ten make more than a machine can hold.
class Builder {
 public:
  Builder(const Events& read, std::string_view text, Diagnostics& out);
  // The document that begins at that event. False after an error that makes going on pointless.
  bool build_document(std::size_t begin, Node& document);

 private:
  Node build(std::size_t& at, const Place* owner);
  bool afford(const YamlEvent& event);
  void give_up(const YamlEvent& event, std::string message);
  void error(const Place& place, std::string message, std::string hint);

  void nothing(const YamlEvent& event, std::size_t next, const Place* owner, Node& node) const;
  [[nodiscard]] Place dash_of(const YamlEvent& list, const YamlEvent& item) const;
  void sequence(const YamlEvent& event, std::size_t& at, Node& node);
  void mapping(const YamlEvent& event, std::size_t& at, Node& node);
  Entry entry(const YamlEvent& map, std::size_t& at);
  void check_bare(const YamlEvent& map, const Entry& entry);
  void check_duplicates(const Node& map);
  void merge(Node& map);
  [[nodiscard]] bool colon_follows(std::size_t offset) const;

  const std::vector<YamlEvent>& events_;
  std::string_view text_;
  Diagnostics& out_;
  const YamlEvent* alias_ = nullptr;  // the outermost one being followed
  int depth_ = 0;
  std::size_t nodes_ = 0, bytes_ = 0;
  bool given_up_ = false;
};

}  // namespace rehearse
