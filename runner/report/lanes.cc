#include "runner/report/lanes.h"

#include <fmt/format.h>

#include <algorithm>

namespace rehearse {
namespace {

constexpr int kTimeWidth = 9;  // "  12.345 "
constexpr int kMark = 1;       // the column after the time: what the finding is about
constexpr int kFirst = kTimeWidth + kMark + 1;
constexpr int kThinLane = 3;
constexpr int kLeastLane = 16;  // a wide lane's least width
constexpr int kMostLane = 44;
constexpr int kArrow = 4;  // room for an arrow that comes from the right

std::string milliseconds(int64_t nanoseconds) {
  return fmt::format("{:.3f}", static_cast<double>(nanoseconds) / 1e6);
}

}  // namespace

Lanes::Lanes(std::vector<Lane> lanes, const std::vector<Moment>& moments, const Look& look)
    : lanes_(std::move(lanes)), look_(look) {
  lay_out(moments);
}

std::string_view Lanes::sign(std::string_view unicode, std::string_view ascii) const {
  return look_.unicode ? unicode : ascii;
}

int Lanes::lane_of(ActorId actor) const {
  const auto found =
      std::find_if(lanes_.begin(), lanes_.end(), [&](const Lane& lane) { return lane.actor == actor; });
  return found == lanes_.end() ? -1 : static_cast<int>(found - lanes_.begin());
}

// Wide if every text fits into its lane.
void Lanes::lay_out(const std::vector<Moment>& moments) {
  const std::size_t count = lanes_.size();
  std::vector<int> needed(count);
  for (std::size_t i = 0; i < count; ++i) needed[i] = std::max(kLeastLane, width_of(lanes_[i].name) + kArrow);
  for (const Moment& moment : moments) {
    const int lane = lane_of(moment.actor);
    if (lane < 0) continue;
    int& width = needed[static_cast<std::size_t>(lane)];
    width = std::max(width, std::min(kMostLane, width_of(moment.text) + 2 + kArrow));
  }
  int total = kFirst;
  for (const int width : needed) total += width;
  style_ = total - kArrow <= look_.width ? Style::wide : Style::thin;
  int column = kFirst;
  for (std::size_t i = 0; i < count; ++i) {
    columns_.push_back(column);
    column += style_ == Style::wide ? needed[i] : kThinLane;
  }
  for (std::size_t i = 0; i < count; ++i) {
    const int end = i + 1 < count ? columns_[i + 1] - 2 : look_.width;
    room_.push_back(style_ == Style::wide ? std::max(1, end - columns_[i] - 2)
                                          : std::max(1, look_.width - column));
  }
}

std::vector<std::string> Lanes::header() const {
  std::vector<std::string> lines;
  if (style_ == Style::wide) {
    Canvas canvas;
    canvas.put(kTimeWidth - 3, "ms", Ink::dim);
    for (std::size_t i = 0; i < columns_.size(); ++i) canvas.put(columns_[i], lanes_[i].name, Ink::bold);
    return {canvas.text(look_)};
  }
  for (std::size_t i = 0; i < columns_.size(); ++i) {
    Canvas canvas;
    if (i + 1 == columns_.size()) canvas.put(kTimeWidth - 3, "ms", Ink::dim);
    for (std::size_t left = 0; left < i; ++left) canvas.put(columns_[left], sign("│", "|"), Ink::dim);
    canvas.put(columns_[i], lanes_[i].name, Ink::bold);
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

void Lanes::draw_bars(Canvas& canvas) const {
  for (std::size_t i = 0; i < columns_.size(); ++i)
    canvas.put(columns_[i], bar(lanes_[i].standing),
               lanes_[i].standing == Standing::waits ? Ink::yellow : Ink::dim);
}

// Only where it differs from the row above.
void Lanes::draw_time(Canvas& canvas, const Moment& moment) {
  std::string time = milliseconds(moment.time);
  if (time == last_time_) return;
  canvas.put(std::max(0, kTimeWidth - 1 - width_of(time)), time, Ink::dim);
  last_time_ = std::move(time);
}

// From the waker's bar to the sign of what it made happen; crosses the lanes between.
void Lanes::draw_arrow(Canvas& canvas, int from, int to, int text_end) const {
  const int start = columns_[static_cast<std::size_t>(from)];
  const int end = columns_[static_cast<std::size_t>(to)];
  const bool right = start < end;
  const int begin = right ? start + 1 : std::min(text_end, start - 1);
  const int stop = right ? end - 1 : start;
  for (int column = begin; column < stop; ++column) {
    const bool crossing = canvas.at(column) != " " && (column < end || right || column >= text_end);
    canvas.put(column, crossing ? sign("┼", "+") : sign("─", "-"), Ink::cyan);
  }
  canvas.put(start, right ? sign("├", "+") : sign("┤", "+"), Ink::cyan);
  canvas.put(right ? stop : begin, right ? sign("▶", ">") : sign("◀", "<"), Ink::cyan);
}

void Lanes::pass(const Moment& moment) {
  if (const int lane = lane_of(moment.actor); lane >= 0)
    lanes_[static_cast<std::size_t>(lane)].standing = moment.after;
}

std::string Lanes::row(const Moment& moment) {
  Canvas canvas;
  const int lane = lane_of(moment.actor);
  if (lane >= 0 && lanes_[static_cast<std::size_t>(lane)].standing == Standing::not_begun)
    lanes_[static_cast<std::size_t>(lane)].standing = Standing::runs;
  draw_bars(canvas);
  draw_time(canvas, moment);
  if (moment.marked) canvas.put(kTimeWidth, sign("»", ">"), Ink::bold_red);
  if (lane < 0) return canvas.text(look_);
  const auto at = static_cast<std::size_t>(lane);
  const bool wide = style_ == Style::wide;
  const int text_column = wide ? columns_[at] + 2 : columns_.back() + kThinLane;
  const std::string text = cut(look_, wide ? moment.text : lanes_[at].name + ": " + moment.text, room_[at]);
  const bool waits = moment.after == Standing::waits;
  canvas.put(columns_[at], waits ? sign("○", "o") : sign("●", "*"),
             moment.ink == Ink::plain ? Ink::bold : moment.ink);
  canvas.put(text_column, text, moment.ink);
  const int text_end = wide ? text_column + width_of(text) + 1 : columns_[at] + 1;
  if (const int from = lane_of(moment.from); from >= 0) draw_arrow(canvas, from, lane, text_end);
  pass(moment);
  return canvas.text(look_);
}

std::string Lanes::gap(int left_out) const {
  Canvas canvas;
  for (std::size_t i = 0; i < columns_.size(); ++i)
    if (bar(lanes_[i].standing) != " ") canvas.put(columns_[i], sign("⋮", "."), Ink::dim);
  canvas.put(0, fmt::format("{:>{}}", left_out, kTimeWidth - 1), Ink::dim);
  const int column = (style_ == Style::wide ? columns_.back() + 2 : columns_.back() + kThinLane);
  canvas.put(column, fmt::format("({} steps left out)", left_out), Ink::dim);
  return canvas.text(look_);
}

std::string Lanes::legend() const {
  const auto entry = [&](std::string_view unicode, std::string_view ascii, std::string_view meaning) {
    return fmt::format("{} {}", sign(unicode, ascii), meaning);
  };
  const std::string text =
      fmt::format("{}   {}   {}   {}", entry("●", "*", "a step"), entry("○", "o", "begins to wait"),
                  entry("┊", ":", "waits"), entry("├─▶", "+->", "made it happen"));
  return paint(look_, Ink::dim, text);
}

}  // namespace rehearse
