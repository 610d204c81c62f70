// The drawing of a timeline: one lane for each actor, one row for each moment.
#pragma once
#include <string>
#include <vector>

#include "runner/report/moments.h"

namespace rehearse {

struct Lane {
  ActorId actor;
  std::string name;
  Standing standing = Standing::runs;  // before the first row, then after each
  int column = 0;                      // where its bar stands
  int room = 0;                        // for the texts beside it
};

// Draws row by row, and keeps how every actor stands.
class Lanes {
 public:
  // `shown`: the moments that will be rows.
  Lanes(std::vector<Lane> lanes, const std::vector<Moment>& shown, const Look& look);
  [[nodiscard]] std::vector<std::string> header() const;
  [[nodiscard]] std::string row(const Moment& moment);
  // The moment happens, undrawn.
  void pass(const Moment& moment);
  [[nodiscard]] std::string gap(int left_out) const;
  // What the signs drawn so far mean.
  [[nodiscard]] std::vector<std::string> legend() const;

 private:
  // Side by side, each text in its lane; or, where that is too wide, thin lanes with all texts to their
  // right.
  enum class Style : uint8_t { wide, thin };

  void measure_time(const std::vector<Moment>& shown);
  void lay_out_wide(const std::vector<Moment>& shown);
  void lay_out_thin(const std::vector<Moment>& shown);
  [[nodiscard]] Lane* lane_of(ActorId actor);  // null: not shown
  [[nodiscard]] int first_column() const { return time_width_ + 3; }
  [[nodiscard]] std::string time_text(int64_t nanoseconds) const;
  [[nodiscard]] std::string thin_text(const Lane& lane, const Moment& moment) const;
  void draw_bars(Canvas& canvas);
  void draw_time(Canvas& canvas, const Moment& moment);
  void draw_arrow(Canvas& canvas, const Lane& from, const Lane& to, int text_end);
  void draw_step(Canvas& canvas, Lane& lane, const Moment& moment);
  void draw_end(Canvas& canvas, const Moment& moment);
  [[nodiscard]] std::string_view bar(Standing standing) const;
  [[nodiscard]] std::string_view sign(std::string_view unicode, std::string_view ascii) const;

  std::vector<Lane> lanes_;
  Look look_;
  Style style_ = Style::wide;
  int time_width_ = 0;
  int time_digits_ = 3;   // after the point
  int name_width_ = 0;    // thin: of the actors' names before the texts; 0: without
  int texts_column_ = 0;  // thin
  std::string last_time_;
  bool drew_wait_ = false, drew_waiting_ = false, drew_stop_ = false, drew_mark_ = false;
  bool drew_right_ = false, drew_left_ = false;  // arrows
};

}  // namespace rehearse
