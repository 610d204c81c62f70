#include <algorithm>
#include <set>

#include "runner/report/lanes.h"
#include "runner/report/report.h"

namespace rehearse {
namespace {

constexpr std::size_t kMostRows = 40;
constexpr std::size_t kBefore = 10, kAfter = 2;  // rows kept round each one that the finding is about
constexpr std::size_t kFirstRows = 2, kLastRows = 3;
constexpr std::size_t kLastRowsOfStuck = 14;  // where the end itself is the finding

void keep(std::vector<bool>& kept, std::size_t from, std::size_t to) {
  for (std::size_t i = from; i < std::min(to, kept.size()); ++i) kept[i] = true;
}

std::size_t rows_of(const std::vector<bool>& kept) {
  return static_cast<std::size_t>(std::count(kept.begin(), kept.end(), true));
}

// Of a long trace: its beginning, its end, and what surrounds the finding; the latest of it, if it is about
// much.
std::vector<bool> window(const std::vector<Moment>& moments) {
  std::vector<bool> kept(moments.size(), moments.size() <= kMostRows);
  if (moments.size() <= kMostRows) return kept;
  const bool stuck = !moments.back().at_end.empty();
  keep(kept, 0, kFirstRows);
  keep(kept, moments.size() - (stuck ? kLastRowsOfStuck : kLastRows), moments.size());
  for (std::size_t i = moments.size(), rows = 0; i-- > 0 && rows < kMostRows;) {
    if (!moments[i].marked) continue;
    keep(kept, i - std::min(i, kBefore), i + 1 + kAfter);
    rows = rows_of(kept);
  }
  for (std::size_t i = 1; i + 1 < kept.size(); ++i)
    if (kept[i - 1] && kept[i + 1]) kept[i] = true;  // a gap of one row saves nothing
  return kept;
}

// Those that do something in the rows shown, or made something happen there.
std::vector<Lane> lanes_of(const Program& program, const std::vector<Moment>& shown) {
  std::set<ActorId> seen;
  for (const Moment& moment : shown) {
    seen.insert(moment.actor);
    seen.insert(moment.at_end.begin(), moment.at_end.end());
    if (moment.from.valid()) seen.insert(moment.from);
  }
  std::vector<Lane> lanes;
  for (const ActorId actor : seen) {
    const ActorInfo& info = program.actors[actor.index()];
    lanes.push_back(
        {actor, program.symbols.text(info.name), info.manual ? Standing::not_begun : Standing::runs});
  }
  return lanes;
}

}  // namespace

std::vector<std::string> timeline(const Program& program, const Trace& trace, const Finding* finding,
                                  const Look& look) {
  const auto moments =
      moments_of(program, trace, finding != nullptr ? finding->events : std::vector<std::size_t>(), look);
  if (moments.empty()) return {"(nobody took a step)"};
  const auto kept = window(moments);
  std::vector<Moment> shown;
  for (std::size_t i = 0; i < moments.size(); ++i)
    if (kept[i]) shown.push_back(moments[i]);
  Lanes lanes(lanes_of(program, shown), shown, look);
  std::vector<std::string> lines = lanes.header();
  int left_out = 0;
  for (std::size_t i = 0; i < moments.size(); ++i) {
    if (!kept[i]) {
      lanes.pass(moments[i]);
      ++left_out;
      continue;
    }
    if (left_out > 0) lines.push_back(lanes.gap(left_out));
    left_out = 0;
    lines.push_back(lanes.row(moments[i]));
  }
  lines.emplace_back();
  const auto legend = lanes.legend();
  lines.insert(lines.end(), legend.begin(), legend.end());
  return lines;
}

}  // namespace rehearse
