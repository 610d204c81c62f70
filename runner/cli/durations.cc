#include <charconv>
#include <cmath>

#include "runner/cli/options.h"

namespace rehearse {
namespace {

double nanoseconds_of(std::string_view unit) {
  if (unit == "us") return 1e3;
  if (unit == "ms") return 1e6;
  if (unit == "s" || unit.empty()) return 1e9;
  if (unit == "m") return 60e9;
  return 0;
}

}  // namespace

std::optional<int64_t> parse_duration(const std::string& text) {
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return std::nullopt;
  const double scale =
      nanoseconds_of(std::string_view(end, static_cast<std::size_t>(text.data() + text.size() - end)));
  const double duration = number * scale;
  if (scale <= 0 || !std::isfinite(duration) || duration <= 0 || duration > 1e17) return std::nullopt;
  return static_cast<int64_t>(std::llround(duration));
}

std::optional<SchedulePlan> parse_schedule(const std::string& text) {
  if (text == "free") return SchedulePlan{SchedulePlan::Kind::free, {}};
  if (text == "noise") return SchedulePlan{SchedulePlan::Kind::noise, {}};
  constexpr std::string_view kNoise = "noise:";
  if (!text.starts_with(kNoise)) return std::nullopt;
  uint64_t seed = 0;
  const char* const last = text.data() + text.size();
  const auto [end, error] = std::from_chars(text.data() + kNoise.size(), last, seed);
  if (error != std::errc() || end != last) return std::nullopt;
  return SchedulePlan{SchedulePlan::Kind::noise, seed};
}

}  // namespace rehearse
