#include "runner/syntax/events.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <cctype>
#include <istream>
#include <streambuf>
#include <unordered_map>

#include "runner/syntax/syntax_error.h"

namespace rehearse {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

// Reads a text where it lies.
class TextBuffer : public std::streambuf {
 public:
  explicit TextBuffer(std::string_view text) {
    char* const begin = const_cast<char*>(text.data());  // a get area is never written to
    setg(begin, begin, begin + text.size());
  }
};

// Thrown through yaml-cpp to end the reading after an error of our own; never leaves this file.
struct Stop {};

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

class Recorder : public YAML::EventHandler {
 public:
  Recorder(FileId file, std::string_view text, Events& out) : file_(file), text_(text), out_(out) {
    if (text.starts_with(kByteOrderMark)) shift_ = kByteOrderMark.size();
  }

  void OnDocumentStart(const YAML::Mark& mark) override {
    const YamlEvent here = at(mark, YamlEvent::Kind::nothing);
    if (documents_begun_++ > 0 && !begins_document(here.offset)) stray(here);
    document_ = out_.events.size();
    anchors_.clear();
  }

  void OnDocumentEnd() override { out_.documents.push_back(document_); }

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlEvent event = at(mark, YamlEvent::Kind::nothing);
    skip_properties(event);
    add(std::move(event), anchor);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    YamlEvent event = at(mark, YamlEvent::Kind::alias);
    event.after = std::min(text_.find_first_of(" \t\r\n,[]{}", event.offset), text_.size());
    event.place.length = static_cast<int>(event.after - event.offset);
    event.target = anchors_.at(anchor);
    for (const std::size_t open : open_)
      if (open == event.target)
        fail(event.place, fmt::format("the alias `{}` stands inside what it stands for", written(event)), "");
    add(std::move(event), 0);
  }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    YamlEvent event = at(mark, YamlEvent::Kind::scalar);
    skip_properties(event);
    event.text = value;
    event.quoted = tag == "!";
    if (event.quoted)
      measure_quoted(event);
    else
      measure_plain(event);
    add(std::move(event), anchor);
    last_scalar_ = out_.events.size() - 1;
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(at(mark, YamlEvent::Kind::sequence), style, anchor);
  }
  void OnMapStart(const YAML::Mark& mark, const std::string&, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(at(mark, YamlEvent::Kind::mapping), style, anchor);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapEnd() override { close(); }

  // What is wrong where yaml-cpp threw.
  void complain(const YAML::Exception& error) {
    Complaint complaint{error.msg, 0, nullptr, nullptr};
    complaint.offset = error.mark.is_null() ? text_.size() : std::min(offset_of(error.mark), text_.size());
    for (const std::size_t index : open_)
      if (text_[out_.events[index].offset] ==
          (out_.events[index].kind == YamlEvent::Kind::sequence ? '[' : '{'))
        complaint.unclosed = &out_.events[index];
    if (last_scalar_ < out_.events.size()) complaint.last_scalar = &out_.events[last_scalar_];
    // A quote that was never closed has swallowed whatever is said to be missing.
    if (!unclosed_quote_) out_.diagnostics.push_back(explain(complaint, file_, text_));
  }

 private:
  std::size_t offset_of(const YAML::Mark& mark) const { return static_cast<std::size_t>(mark.pos) + shift_; }

  YamlEvent at(const YAML::Mark& mark, YamlEvent::Kind kind) const {
    YamlEvent event;
    event.kind = kind;
    event.offset = event.after = std::min(offset_of(mark), text_.size());
    const int shift = mark.line == 0 ? static_cast<int>(shift_) : 0;
    event.place = {file_, mark.line + 1, mark.column + 1 + shift, 1};
    if (offset_of(mark) > text_.size())
      event.place = place_at(file_, text_, text_.size());  // our own newline
    return event;
  }

  char byte(std::size_t offset) const { return offset < text_.size() ? text_[offset] : '\n'; }

  std::string written(const YamlEvent& event) const {
    return std::string(text_.substr(event.offset, event.after - event.offset));
  }

  void fail(const Place& place, std::string message, std::string hint) {
    out_.diagnostics.push_back({place, std::move(message), std::move(hint)});
    throw Stop{};
  }

  void advance(YamlEvent& event) const {
    const bool newline = byte(event.offset++) == '\n';
    event.place.line += newline ? 1 : 0;
    event.place.column = newline ? 1 : event.place.column + 1;
  }

  void check_property(Place place, std::string_view property) {
    place.length = static_cast<int>(property.size());
    const auto in_name = [](char c) {
      return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '-';
    };
    const std::string_view name = property.substr(1);
    if (property[0] == '!')
      out_.diagnostics.push_back({place, fmt::format("the tag `{}`: tags have no meaning here", property),
                                  "a text that begins with `!` must be quoted"});
    else if (!std::all_of(name.begin(), name.end(), in_name))
      out_.diagnostics.push_back({place, fmt::format("odd name of an anchor: `{}`", property),
                                  "a text that begins with `&` must be quoted"});
  }

  // A node's mark is that of its anchor or tag: go on to the node. Tags are errors.
  void skip_properties(YamlEvent& event) {
    while (byte(event.offset) == '&' || byte(event.offset) == '!') {
      const YamlEvent property = event;
      const std::size_t end = std::min(text_.find_first_of(" \t\r\n,[]{}", event.offset), text_.size());
      while (event.offset < end) advance(event);
      check_property(property.place, text_.substr(property.offset, end - property.offset));
      while (event.offset < text_.size() && (is_space(byte(event.offset)) || byte(event.offset) == '#')) {
        if (byte(event.offset) == '#')
          while (byte(event.offset) != '\n') advance(event);
        else
          advance(event);
      }
    }
    event.after = event.offset;
  }

  // To the end of its line at most: a caret goes no further.
  void set_length(YamlEvent& event) const {
    const std::string_view rest = text_.substr(event.offset, event.after - event.offset);
    const std::size_t length = rest.find_first_of("\r\n");
    event.place.length = static_cast<int>(std::max<std::size_t>(1, std::min(length, rest.size())));
  }

  void measure_plain(YamlEvent& event) const {
    const std::string_view rest = text_.substr(event.offset);
    const std::size_t length = rest.starts_with(event.text) ? event.text.size() : rest.find_first_of("\r\n#");
    event.after = event.offset + std::min(length, rest.size());
    set_length(event);
  }

  void measure_quoted(YamlEvent& event) {
    const char quote = byte(event.offset);
    if (quote != '"' && quote != '\'') {  // a block: its header
      event.after = std::min(text_.find_first_of(" \r\n", event.offset), text_.size());
      return set_length(event);
    }
    std::size_t end = event.offset + 1;
    while (end < text_.size() && text_[end] != quote) end += text_[end] == '\\' && quote == '"' ? 2 : 1;
    while (quote == '\'' && byte(end) == '\'' && byte(end + 1) == '\'') {  // '' is a quote in the text
      end += 2;
      while (end < text_.size() && text_[end] != quote) ++end;
    }
    event.after = std::min(end + 1, text_.size());
    set_length(event);
    if (end < text_.size()) return;
    unclosed_quote_ = true;
    event.place.length = 1;
    out_.diagnostics.push_back({event.place, "this quote is never closed", ""});
  }

  void add(YamlEvent event, YAML::anchor_t anchor) {
    if (++nodes_ > kMaxNodes) fail(event.place, fmt::format("more than {} nodes", kMaxNodes), "");
    if (anchor != 0) anchors_[anchor] = out_.events.size();
    out_.events.push_back(std::move(event));
  }

  void open(YamlEvent event, YAML::EmitterStyle::value style, YAML::anchor_t anchor) {
    skip_properties(event);
    event.flow = style == YAML::EmitterStyle::Flow;
    if (open_.size() >= kMaxDepth)
      fail(event.place, fmt::format("nested deeper than {} levels", kMaxDepth), "");
    add(std::move(event), anchor);
    open_.push_back(out_.events.size() - 1);
  }

  void close() {
    YamlEvent event;
    event.kind = YamlEvent::Kind::end;
    event.offset = event.after = text_.size();
    out_.events.push_back(std::move(event));
    open_.pop_back();
  }

  // Only the first document may begin without `---` or `...` before it.
  bool begins_document(std::size_t offset) const {
    if (text_.substr(offset).starts_with("---") && is_space(byte(offset + 3))) return true;
    const std::size_t last = out_.events.empty() ? 0 : last_offset();
    const std::string_view between = text_.substr(last, offset - std::min(last, offset));
    return between.starts_with("...") || between.find("\n...") != std::string_view::npos;
  }

  std::size_t last_offset() const {
    std::size_t last = 0;
    for (auto event = out_.events.rbegin(); event != out_.events.rend(); ++event)
      if (event->kind != YamlEvent::Kind::end) {
        last = event->offset;
        break;
      }
    return last;
  }

  void stray(const YamlEvent& here) {
    const std::string_view rest = text_.substr(here.offset);
    const std::string word = std::string(rest.substr(0, rest.find_first_of(" \t\r\n")));
    Place place = here.place;
    place.length = std::max(1, static_cast<int>(word.size()));
    if (word.size() > 1 && word[0] == '-')
      fail(place, "a `-` without a space after it begins no list item",
           fmt::format("write `- {}`", word.substr(1)));
    fail(place, "the document has ended before this",
         "one document is one mapping, list or text; a second one begins with a line `---`");
  }

  FileId file_;
  std::string_view text_;
  Events& out_;
  std::size_t shift_ = 0;
  int documents_begun_ = 0;
  std::size_t document_ = 0, nodes_ = 0;
  std::size_t last_scalar_ = ~std::size_t{0};
  bool unclosed_quote_ = false;
  std::vector<std::size_t> open_;
  std::unordered_map<YAML::anchor_t, std::size_t> anchors_;
};

}  // namespace

Events read_events(FileId file, std::string_view text) {
  Events out;
  Recorder recorder(file, text, out);
  // yaml-cpp has two ways of taking an unterminated quote; before a newline it is always the one that tells
  // where the quote began.
  std::string ended;
  if (!text.ends_with('\n')) ended = std::string(text) + '\n';
  TextBuffer buffer(ended.empty() ? text : ended);
  std::istream stream(&buffer);
  try {
    YAML::Parser parser(stream);
    while (parser.HandleNextDocument(recorder)) {
    }
  } catch (const Stop&) {
  } catch (const YAML::Exception& error) {
    recorder.complain(error);
  } catch (const std::exception& error) {
    out.diagnostics.push_back({{file}, fmt::format("cannot be read as YAML: {}", error.what()), ""});
  }
  return out;
}

}  // namespace rehearse
