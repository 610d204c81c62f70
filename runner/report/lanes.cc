#include "runner/report/lanes.h"

#include <fmt/format.h>

#include <algorithm>

namespace rehearse {
namespace {

constexpr int kThinLane = 3;
constexpr int kLeastLane = 12;  // a wide lane's least width
constexpr int kMostLane = 44;
constexpr int kGap = 2;    // between a lane's text and the next bar
constexpr int kArrow = 2;  // more, where an arrow comes from the right

std::string counted_steps(int count) {
  return fmt::format("({} step{} left out)", count, count == 1 ? "" : "s");
}

}  // namespace

Lanes::Lanes(std::vector<Lane> lanes, const std::vector<Moment>& shown, const Look& look)
    : lanes_(std::move(lanes)), look_(look) {
  measure_time(shown);
  lay_out_wide(shown);
  if (lanes_.back().column + lanes_.back().room + 2 > look_.width) lay_out_thin(shown);
}

std::string_view Lanes::sign(std::string_view unicode, std::string_view ascii) const {
  return look_.unicode ? unicode : ascii;
}

Lane* Lanes::lane_of(ActorId actor) {
  const auto found =
      std::find_if(lanes_.begin(), lanes_.end(), [&](const Lane& lane) { return lane.actor == actor; });
  return found == lanes_.end() ? nullptr : &*found;
}

std::string Lanes::time_text(int64_t nanoseconds) const {
  return fmt::format("{:.{}f}", static_cast<double>(nanoseconds) / 1e6, time_digits_);
}

void Lanes::measure_time(const std::vector<Moment>& shown) {
  int64_t last = 0;
  for (const Moment& moment : shown) last = std::max(last, moment.time);
  time_digits_ = last >= 1'000'000'000 ? 1 : last >= 100'000'000 ? 2 : 3;
  time_width_ = width_of(time_text(last));
}

// Every lane as wide as its longest text.
void Lanes::lay_out_wide(const std::vector<Moment>& shown) {
  for (Lane& lane : lanes_) lane.room = std::max(kLeastLane, width_of(lane.name));
  for (const Moment& moment : shown) {
    const Lane* from = lane_of(moment.from);
    const auto widen = [&](ActorId actor) {
      Lane* lane = lane_of(actor);
      if (lane == nullptr) return;
      const int arrow = from != nullptr && from > lane ? kArrow : 0;
      lane->room = std::max(lane->room, std::min(kMostLane, width_of(moment.text) + arrow));
    };
    widen(moment.actor);
    for (const ActorId actor : moment.at_end) widen(actor);
  }
  int column = first_column();
  for (Lane& lane : lanes_) {
    lane.column = column;
    column += 2 + lane.room + kGap;
  }
}

void Lanes::lay_out_thin(const std::vector<Moment>& shown) {
  style_ = Style::thin;
  int column = first_column();
  int widest_text = 0;
  for (Lane& lane : lanes_) {
    lane.column = column;
    column += kThinLane;
    name_width_ = std::max(name_width_, width_of(lane.name));
  }
  texts_column_ = column;
  for (const Moment& moment : shown) widest_text = std::max(widest_text, width_of(moment.text));
  if (column + name_width_ + 1 + std::min(widest_text, kMostLane) > look_.width) name_width_ = 0;
  for (Lane& lane : lanes_) lane.room = std::max(1, look_.width - texts_column_);
}

std::vector<std::string> Lanes::header() const {
  Canvas last;
  last.put(std::max(0, time_width_ - 2), "ms", Ink::dim);
  if (style_ == Style::wide) {
    for (const Lane& lane : lanes_) last.put(lane.column, lane.name, Ink::bold);
    return {last.text(look_)};
  }
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < lanes_.size(); ++i) {
    Canvas canvas = i + 1 == lanes_.size() ? last : Canvas();
    for (std::size_t left = 0; left < i; ++left) canvas.put(lanes_[left].column, sign("│", "|"), Ink::dim);
    canvas.put(lanes_[i].column, cut(look_, lanes_[i].name, look_.width - lanes_[i].column), Ink::bold);
    lines.push_back(canvas.text(look_));
  }
  return lines;
}

std::string_view Lanes::bar(Standing standing) const {
  switch (standing) {
    case Standing::runs: return sign("│", "|");
    case Standing::waits: return sign("┊", ":");
    case Standing::stopped: return sign("╳", "x");
    case Standing::not_begun:
    case Standing::ended: return " ";
  }
  return " ";
}

void Lanes::draw_bars(Canvas& canvas) {
  for (const Lane& lane : lanes_) {
    const std::string_view glyph = bar(lane.standing);
    drew_stop_ = drew_stop_ || lane.standing == Standing::stopped;
    drew_waiting_ = drew_waiting_ || lane.standing == Standing::waits;
    if (glyph != " ")
      canvas.put(lane.column, glyph, lane.standing == Standing::waits ? Ink::yellow : Ink::dim);
  }
}

// Only where it differs from the row above.
void Lanes::draw_time(Canvas& canvas, const Moment& moment) {
  std::string time = time_text(moment.time);
  if (time == last_time_) return;
  canvas.put(std::max(0, time_width_ - width_of(time)), time, Ink::dim);
  last_time_ = std::move(time);
}

// From the waker's bar to the sign of what it made happen; crosses the lanes between.
void Lanes::draw_arrow(Canvas& canvas, const Lane& from, const Lane& to, int text_end) {
  const bool right = from.column < to.column;
  (right ? drew_right_ : drew_left_) = true;
  const int begin = right ? from.column + 1 : std::min(text_end, from.column - 1);
  const int stop = right ? to.column - 1 : from.column;
  for (int column = begin; column < stop; ++column)
    canvas.put(column, canvas.at(column) != " " ? sign("┼", "+") : sign("─", "-"), Ink::cyan);
  canvas.put(from.column, right ? sign("├", "+") : sign("┤", "+"), Ink::cyan);
  canvas.put(right ? stop : begin, right ? sign("▶", ">") : sign("◀", "<"), Ink::cyan);
}

void Lanes::pass(const Moment& moment) {
  if (Lane* lane = lane_of(moment.actor); lane != nullptr && moment.at_end.empty())
    lane->standing = moment.after;
}

std::string Lanes::thin_text(const Lane& lane, const Moment& moment) const {
  if (name_width_ == 0) return moment.text;
  return fmt::format("{}{:{}} {}", lane.name, "", name_width_ - width_of(lane.name), moment.text);
}

void Lanes::draw_step(Canvas& canvas, Lane& lane, const Moment& moment) {
  const bool wide = style_ == Style::wide;
  const int text_column = wide ? lane.column + 2 : texts_column_;
  const Lane* from = lane_of(moment.from);
  const bool from_right = from != nullptr && from->column > lane.column;
  const int room = lane.room - (wide && from_right ? kArrow : 0);
  const std::string text = cut(look_, wide ? moment.text : thin_text(lane, moment), room);
  const std::string_view dot = moment.after == Standing::waits ? sign("○", "o") : sign("●", "*");
  canvas.put(lane.column, dot, moment.ink == Ink::plain ? Ink::bold : moment.ink);
  canvas.put(text_column, text, moment.ink);
  if (from != nullptr)
    draw_arrow(canvas, *from, lane, wide ? text_column + width_of(text) + 1 : lane.column + 1);
}

// All of them in one row.
void Lanes::draw_end(Canvas& canvas, const Moment& moment) {
  const bool wide = style_ == Style::wide;
  for (const ActorId actor : moment.at_end) {
    const Lane* lane = lane_of(actor);
    if (lane == nullptr) continue;
    canvas.put(lane->column, sign("✗", "X"), moment.ink);
    if (wide) canvas.put(lane->column + 2, cut(look_, moment.text, lane->room), moment.ink);
  }
  const Lane* alone = moment.at_end.size() == 1 ? lane_of(moment.at_end.front()) : nullptr;
  const std::string text = alone != nullptr ? thin_text(*alone, moment) : "each of these " + moment.text;
  if (!wide) canvas.put(texts_column_, cut(look_, text, lanes_.front().room), moment.ink);
}

std::string Lanes::row(const Moment& moment) {
  Canvas canvas;
  Lane* lane = lane_of(moment.actor);
  if (lane != nullptr && lane->standing == Standing::not_begun) lane->standing = Standing::runs;
  draw_bars(canvas);
  draw_time(canvas, moment);
  drew_mark_ = drew_mark_ || moment.marked;
  drew_wait_ = drew_wait_ || moment.after == Standing::waits;
  if (moment.marked) canvas.put(time_width_ + 1, sign("»", ">"), Ink::bold_red);
  if (!moment.at_end.empty()) {
    draw_end(canvas, moment);
  } else if (lane != nullptr) {
    draw_step(canvas, *lane, moment);
    pass(moment);
  }
  return canvas.text(look_);
}

std::string Lanes::gap(int left_out) const {
  Canvas canvas;
  for (const Lane& lane : lanes_)
    if (bar(lane.standing) != " ") canvas.put(lane.column, sign("⋮", "."), Ink::dim);
  const int column = style_ == Style::wide ? lanes_.back().column + 2 : texts_column_;
  canvas.put(column, counted_steps(left_out), Ink::dim);
  return canvas.text(look_);
}

// Broken between the entries.
std::vector<std::string> Lanes::legend() const {
  const std::string_view separator = look_.unicode ? " · " : ", ";
  std::vector<std::string> lines(1);
  const auto add = [&](bool drawn, std::string_view picture, std::string_view meaning) {
    if (!drawn) return;
    const std::string entry = fmt::format("{} {}", picture, meaning);
    if (lines.back().empty())
      lines.back() = entry;
    else if (width_of(lines.back()) + width_of(separator) + width_of(entry) <= look_.width)
      lines.back() += fmt::format("{}{}", separator, entry);
    else
      lines.push_back(entry);
  };
  add(true, sign("●", "*"), "a step");
  add(drew_wait_, sign("○", "o"), "begins to wait");
  add(drew_waiting_, sign("┊", ":"), "waits");
  add(drew_stop_, sign("╳", "x"), "is stopped");
  add(drew_right_, sign("├─▶", "+->"), "made it happen");
  add(drew_left_ && !drew_right_, sign("◀─┤", "<-+"), "made it happen");
  add(drew_mark_, sign("»", ">"), "what the finding is about");
  for (auto& line : lines) line = paint(look_, Ink::dim, line);
  return lines;
}

}  // namespace rehearse
