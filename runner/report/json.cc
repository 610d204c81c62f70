#include <nlohmann/json.hpp>

#include "runner/report/report.h"

namespace rehearse {
namespace {

using Json = nlohmann::ordered_json;

Json place_of(const Place& place, const Sources& sources) {
  if (!place.file.valid()) return nullptr;
  return {{"file", sources.path(place.file)}, {"line", place.line}, {"column", place.column}};
}

Json found_of(const Judged& judged, const Verdict::Found& found) {
  Json json{{"kind", found.finding.kind},
            {"place", place_of(found.finding.place, judged.sources)},
            {"message", found.finding.message}};
  if (!found.finding.details.empty()) json["details"] = found.finding.details;
  json["runs"] = found.runs;
  if (found.witness) {
    json["schedule"] = found.witness->schedule;
    json["again"] = again_command(judged, found);
  }
  return json;
}

Json list_of(const Judged& judged, const std::vector<Verdict::Found>& list) {
  Json json = Json::array();
  for (const auto& found : list) json.push_back(found_of(judged, found));
  return json;
}

// "noise:17" -> 17
Json seed_of(const std::string& schedule) {
  const std::size_t colon = schedule.find(':');
  if (colon == std::string::npos) return nullptr;
  return std::strtoull(schedule.c_str() + colon + 1, nullptr, 10);
}

}  // namespace

std::string to_json(const Judged& judged) {
  const Verdict& verdict = judged.verdict;
  Json json{{"file", judged.file},
            {"scenario", judged.scenario.title},
            {"line", judged.scenario.place.line},
            {"verdict", to_text(verdict.outcome)},
            {"strength", verdict.strength.empty() ? Json(nullptr) : Json(verdict.strength)},
            {"runs", verdict.runs},
            {"expected_failure", verdict.expected_failure},
            {"findings", list_of(judged, verdict.findings)},
            {"beside", list_of(judged, verdict.beside)},
            {"notes", verdict.notes}};
  const Trace* witness = verdict.findings.empty() ? nullptr : verdict.findings.front().witness.get();
  json["schedule"] = witness != nullptr ? Json(witness->schedule) : Json(nullptr);
  json["seed"] = witness != nullptr ? seed_of(witness->schedule) : Json(nullptr);
  json["seconds"] = static_cast<double>(judged.wall) / 1e9;
  // The first run: how many events, how long from the first to the last of them, and from there to its report
  // (a deadlock is found, everybody is cleaned up).
  if (verdict.sample != nullptr && !verdict.sample->events.empty()) {
    const std::vector<Event>& events = verdict.sample->events;
    json["first_run"] = {
        {"events", events.size()},
        {"seconds", static_cast<double>(events.back().time - events.front().time) / 1e9},
        {"seconds_after", static_cast<double>(verdict.sample->wall - events.back().time) / 1e9}};
  }
  // Titles and texts come from files, which were checked to be UTF-8; a value printed from a run may be
  // anything.
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace rehearse
