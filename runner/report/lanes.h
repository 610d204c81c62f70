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
};

// Draws row by row, and keeps how every actor stands.
class Lanes {
 public:
  Lanes(std::vector<Lane> lanes, const std::vector<Moment>& moments, const Look& look);
  [[nodiscard]] std::vector<std::string> header() const;
  [[nodiscard]] std::string row(const Moment& moment);
  // The moment happens, undrawn.
  void pass(const Moment& moment);
  [[nodiscard]] std::string gap(int left_out) const;
  // What the signs mean.
  [[nodiscard]] std::string legend() const;

 private:
  // Side by side, each text in its lane; or, where that is too wide, thin lanes with all texts to their
  // right.
  enum class Style : uint8_t { wide, thin };
  void lay_out(const std::vector<Moment>& moments);
  [[nodiscard]] int lane_of(ActorId actor) const;  // -1: not shown
  void draw_bars(Canvas& canvas) const;
  void draw_time(Canvas& canvas, const Moment& moment);
  void draw_arrow(Canvas& canvas, int from, int to, int text_end) const;
  [[nodiscard]] std::string_view bar(Standing standing) const;
  [[nodiscard]] std::string_view sign(std::string_view unicode, std::string_view ascii) const;

  std::vector<Lane> lanes_;
  Look look_;
  Style style_ = Style::wide;
  std::vector<int> columns_;  // where each lane's bar stands
  std::vector<int> room_;     // for each lane's text, in columns
  std::string last_time_;
};

}  // namespace rehearse
