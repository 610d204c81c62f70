#include "runner/syntax/torn_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace rehearse {
namespace {

struct Piece {
  std::string_view text;  // of what is no plain text: empty
  Place place;
  bool after_comma = false;  // nothing but a comma stands between this and the piece before
};

std::string_view plain(const Node& node) {
  return node.is_scalar() && !node.quoted ? std::string_view(node.text) : std::string_view();
}

std::vector<Piece> pieces_of(const Node& flow) {
  std::vector<Piece> pieces;
  for (const Node& item : flow.items) pieces.push_back({plain(item), item.place, true});
  for (const Entry& entry : flow.entries) {
    if (entry.bare)
      pieces.push_back({entry.key, entry.key_place, true});
    else
      pieces.push_back({plain(entry.value), entry.value.place, false});
  }
  return pieces;
}

long open_parentheses(std::string_view text) {
  return std::count(text.begin(), text.end(), '(') - std::count(text.begin(), text.end(), ')');
}

}  // namespace

void check_torn_texts(const Node& flow, Diagnostics& out) {
  const std::vector<Piece> pieces = pieces_of(flow);
  for (std::size_t i = 0; i < pieces.size(); ++i) {
    long open = open_parentheses(pieces[i].text);
    if (open <= 0) continue;
    std::string whole(pieces[i].text);
    std::size_t last = i;
    while (open > 0 && last + 1 < pieces.size() && pieces[last + 1].after_comma &&
           !pieces[last + 1].text.empty()) {
      open += open_parentheses(pieces[++last].text);
      whole += ", " + std::string(pieces[last].text);
    }
    if (open > 0) continue;
    out.push_back({pieces[i].place, fmt::format("the comma ends `{}` here", pieces[i].text),
                   fmt::format("in [ ] and {{ }} a text with a comma must be quoted: \"{}\"", whole)});
    i = last;
  }
}

}  // namespace rehearse
