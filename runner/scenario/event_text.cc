#include "runner/scenario/event_text.h"

#include <algorithm>

#include "runner/scenario/lexer.h"

namespace rehearse {
namespace {

constexpr std::string_view kShape =
    "an event is written `actor.label`, `actor.verb(target)`, `actor.label.blocks#2`";
constexpr std::string_view kQuote =
    "in a flow list or mapping (`[ ]`, `{ }`) quote an event with an index or a comma";

// Takes the parts one after the other; after an error nothing more is taken.
class Splitter {
 public:
  Splitter(const Written& written, const Environment& environment)
      : text_(written.trimmed()), environment_(environment) {}

  std::optional<EventText> split() {
    EventText event;
    event.whole = text_;
    event.actor = actor();
    event.index = enclosed('[', ']');
    if (!failed_ && !take('.')) fail("an event needs a name after its actor: `actor.name`");
    event.name = word("the name of an event");
    event.target = enclosed('(', ')');
    if (!failed_ && take('.')) event.suffix = word("`fails`, `blocks`, `begin` or `end`");
    if (!failed_ && take('#')) event.occurrence = rest();
    if (event.occurrence && event.occurrence->text.find('.') != std::string_view::npos) {
      position_ -= event.occurrence->text.size() + 1;
      fail("`#` and its number stand last in an event", "as in `a.join(b).fails#1`");
    }
    if (!failed_ && position_ != text_.text.size()) fail(unexpected());
    if (failed_) return std::nullopt;
    return event;
  }

 private:
  [[nodiscard]] char ahead() const { return position_ < text_.text.size() ? text_.text[position_] : '\0'; }

  bool take(char c) {
    if (ahead() != c) return false;
    ++position_;
    return true;
  }

  [[nodiscard]] std::string unexpected() const {
    if (position_ >= text_.text.size()) return "the event ends here";
    return "unexpected `" + std::string(text_.text.substr(position_)) + "`";
  }

  void fail(std::string message, std::string_view hint = kShape) {
    if (failed_) return;
    failed_ = true;
    environment_.error(text_.at(std::min(position_, text_.text.size()), 1), std::move(message),
                       std::string(hint));
  }

  Written actor() {
    if (take('*')) return text_.part(0, 1);
    return word("the name of an actor, or `*`");
  }

  Written word(std::string_view wanted) {
    const std::size_t begin = position_;
    if (starts_identifier(ahead()))
      while (continues_identifier(ahead())) ++position_;
    if (position_ == begin) fail(unexpected() + ", and " + std::string(wanted) + " is wanted");
    return text_.part(begin, position_ - begin);
  }

  std::optional<Written> enclosed(char open, char close) {
    if (failed_ || ahead() != open) return std::nullopt;
    const std::size_t end = find_closing(text_.text, position_ + 1, open, close);
    if (end == std::string_view::npos) {
      fail(std::string("`") + open + "` is not closed", kQuote);
      return std::nullopt;
    }
    const Written inner = text_.part(position_ + 1, end - position_ - 1).trimmed();
    position_ = end + 1;
    return inner;
  }

  Written rest() {
    const Written result = text_.part(position_).trimmed();
    position_ = text_.text.size();
    return result;
  }

  Written text_;
  const Environment& environment_;
  std::size_t position_ = 0;
  bool failed_ = false;
};

}  // namespace

std::optional<EventText> split_event(const Written& written, const Environment& environment) {
  return Splitter(written, environment).split();
}

}  // namespace rehearse
