#include "runner/syntax/builder.h"

#include <fmt/format.h>

#include <array>
#include <unordered_set>

#include "runner/syntax/torn_text.h"
#include "runner/syntax/utf8.h"

namespace rehearse {
namespace {

constexpr std::size_t kMaxText = std::size_t{16} << 20;  // bytes of all scalars, aliases followed
constexpr std::size_t kShown = 40;                       // bytes of a text in a message

bool is_merge(const Entry& entry) {
  return entry.key == "<<" && entry.key_place.length == 2;
}  // not "<<" in quotes

// The mappings that `<<` names, or null if it names anything else.
bool merge_sources(Node& value, std::vector<Node*>& sources) {
  if (value.is_mapping()) sources.push_back(&value);
  for (Node& item : value.items) {
    if (!item.is_mapping()) return false;
    sources.push_back(&item);
  }
  return !sources.empty();
}

}  // namespace

Builder::Builder(const Events& read, std::string_view text, Diagnostics& out)
    : events_(read.events), text_(text), out_(out) {}

bool Builder::build_document(std::size_t begin, Node& document) {
  std::size_t at = begin;
  document = build(at, nullptr);
  return !given_up_;
}

// `owner`: where an empty value stands, if it is not written: its key or its dash.
Node Builder::build(std::size_t& at, const Place* owner) {
  const YamlEvent& event = events_[at++];
  Node node;
  node.place = event.place;
  if (!afford(event)) return node;
  ++depth_;
  switch (event.kind) {
    case YamlEvent::Kind::nothing: nothing(event, at, owner, node); break;
    case YamlEvent::Kind::scalar:
      node.kind = Node::Kind::scalar;
      node.text = event.text;
      node.quoted = event.quoted;
      break;
    case YamlEvent::Kind::alias: {
      const YamlEvent* const outer = alias_;
      if (alias_ == nullptr) alias_ = &event;
      std::size_t target = event.target;
      node = build(target, nullptr);
      node.place = event.place;
      alias_ = outer;
      break;
    }
    case YamlEvent::Kind::sequence: sequence(event, at, node); break;
    case YamlEvent::Kind::mapping: mapping(event, at, node); break;
    case YamlEvent::Kind::end: break;
  }
  --depth_;
  return node;
}

bool Builder::afford(const YamlEvent& event) {
  if (given_up_) return false;
  nodes_ += event.kind == YamlEvent::Kind::alias ? 0 : 1;
  bytes_ += event.text.size();
  if (nodes_ > kMaxNodes)
    give_up(event, fmt::format("more than {} nodes, aliases followed", kMaxNodes));
  else if (bytes_ > kMaxText)
    give_up(event, fmt::format("more than {} MiB of text, aliases followed", kMaxText >> 20));
  else if (depth_ > kMaxDepth)
    give_up(event, fmt::format("nested deeper than {} levels, aliases followed", kMaxDepth));
  return !given_up_;
}

void Builder::give_up(const YamlEvent& event, std::string message) {
  out_.push_back({alias_ == nullptr ? event.place : alias_->place, std::move(message), ""});
  given_up_ = true;
}

// What is wrong with what an alias stands for has been said where that is written.
void Builder::error(const Place& place, std::string message, std::string hint) {
  if (alias_ == nullptr) out_.push_back({place, std::move(message), std::move(hint)});
}

// The mark of what is not written is that of the next token, which may be somebody else's `null`.
void Builder::nothing(const YamlEvent& event, std::size_t next, const Place* owner, Node& node) const {
  static constexpr std::array<std::string_view, 4> kWritten{"~", "null", "Null", "NULL"};
  while (next < events_.size() && events_[next].kind == YamlEvent::Kind::end) ++next;
  const bool somebody_elses = next < events_.size() && events_[next].offset == event.offset;
  for (const std::string_view word : kWritten) {
    if (somebody_elses || !text_.substr(event.offset).starts_with(word)) continue;
    node.place.length = static_cast<int>(word.size());
    return;
  }
  if (owner != nullptr) node.place = *owner;
}

// The dash of an empty item is the last one in the list's column before the next token.
Place Builder::dash_of(const YamlEvent& list, const YamlEvent& item) const {
  if (list.flow) return item.place;
  std::size_t end = item.offset;
  for (int line = item.place.line; line >= list.place.line; --line) {
    const std::size_t newline = end == 0 ? std::string_view::npos : text_.rfind('\n', end - 1);
    const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
    const std::size_t dash = begin + static_cast<std::size_t>(list.place.column) - 1;
    if (dash < end && text_[dash] == '-') return {list.place.file, line, list.place.column, 1};
    if (begin == 0) break;
    end = begin - 1;
  }
  return item.place;
}

void Builder::sequence(const YamlEvent& event, std::size_t& at, Node& node) {
  node.kind = Node::Kind::sequence;
  while (!given_up_ && events_[at].kind != YamlEvent::Kind::end) {
    Place dash;
    const bool empty = events_[at].kind == YamlEvent::Kind::nothing;
    if (empty) dash = dash_of(event, events_[at]);
    node.items.push_back(build(at, empty ? &dash : nullptr));
    if (empty && event.flow && text_.substr(events_[at - 1].offset).starts_with(','))
      error(node.items.back().place, "an item is missing before this comma", "");
  }
  ++at;
  if (event.flow && alias_ == nullptr) check_torn_texts(node, out_);
}

void Builder::mapping(const YamlEvent& event, std::size_t& at, Node& node) {
  node.kind = Node::Kind::mapping;
  bool merges = false;
  while (!given_up_ && events_[at].kind != YamlEvent::Kind::end) {
    node.entries.push_back(entry(event, at));
    merges = merges || is_merge(node.entries.back());
  }
  ++at;
  if (given_up_) return;
  if (!event.flow && !node.entries.empty()) node.place.length = node.entries[0].key_place.length;
  check_duplicates(node);
  if (event.flow && alias_ == nullptr) check_torn_texts(node, out_);
  if (merges) merge(node);
}

Entry Builder::entry(const YamlEvent& map, std::size_t& at) {
  const YamlEvent& key_event = events_[at];
  const Node key = build(at, nullptr);
  Entry entry;
  entry.key = key.text;
  entry.key_place = key.place;
  if (given_up_) return entry;
  if (key.kind == Node::Kind::empty)
    error(key.place, "a key is missing before `:`", "`~` and `null` as a key must be quoted");
  else if (!key.is_scalar())
    error(key.place, "a key must be a text", "");
  const YamlEvent::Kind value_kind = events_[at].kind;
  entry.value = build(at, &entry.key_place);
  entry.bare = value_kind == YamlEvent::Kind::nothing && key_event.kind == YamlEvent::Kind::scalar &&
               !colon_follows(key_event.after);
  if (entry.bare) check_bare(map, entry);
  return entry;
}

void Builder::check_bare(const YamlEvent& map, const Entry& entry) {
  const std::size_t colon = entry.key.find(':');
  const std::string shown = shortened(entry.key, kShown);
  if (colon != std::string::npos && colon + 1 < entry.key.size())
    error(entry.key_place, fmt::format("a space is missing after the `:` of `{}`", shown),
          fmt::format("write `{}: {}`", shortened(entry.key.substr(0, colon), kShown),
                      shortened(entry.key.substr(colon + 1), kShown)));
  else if (!map.flow)
    error(entry.key_place, fmt::format("`:` is missing after `{}`", shown), "");
}

void Builder::check_duplicates(const Node& map) {
  if (alias_ != nullptr || map.entries.size() < 2) return;
  std::unordered_map<std::string_view, int> first_lines;
  for (const Entry& entry : map.entries) {
    if (entry.key.empty()) continue;  // already an error
    const auto [first, is_new] = first_lines.emplace(entry.key, entry.key_place.line);
    if (!is_new)
      error(entry.key_place, fmt::format("the key `{}` is given twice", shortened(entry.key, kShown)),
            fmt::format("first on line {}", first->second));
  }
}

// As YAML 1.1: what the mapping says itself wins, then the first that says it. The merged stand where `<<`
// stood.
void Builder::merge(Node& map) {
  std::unordered_set<std::string> said;
  for (const Entry& entry : map.entries) said.insert(entry.key);
  std::vector<Entry> entries;
  for (Entry& entry : map.entries) {
    if (!is_merge(entry)) {
      entries.push_back(std::move(entry));
      continue;
    }
    std::vector<Node*> sources;
    if (!merge_sources(entry.value, sources))
      error(entry.value.place, "`<<` takes a mapping, or a list of mappings", "");
    for (Node* source : sources)
      for (Entry& merged : source->entries)
        if (said.insert(merged.key).second) entries.push_back(std::move(merged));
  }
  map.entries = std::move(entries);
}

bool Builder::colon_follows(std::size_t offset) const {
  std::size_t at = offset;
  while ((at = text_.find_first_not_of(" \t\r\n", at)) != std::string_view::npos) {
    if (text_[at] != '#') return text_[at] == ':';
    at = std::min(text_.find('\n', at), text_.size());
  }
  return false;
}

}  // namespace rehearse
