#include "runner/scenario/verbs.h"

#include <algorithm>

#include "primitives/check.h"

namespace rehearse {
namespace {

struct Line {
  std::string_view name;
  Reader read;
};
constexpr Line kLines[] = {
    {"start", read_start},
    {"join", read_join},
    {"is_alive", read_is_alive},
    {"terminate", read_terminate},
    {"exit", read_exit},
    {"waitpid", read_waitpid},
    {"kill", read_kill},
    {"raise", read_raise},
    {"sigaction", read_sigaction},
    {"block_signals", read_mask_change},
    {"unblock_signals", read_mask_change},
    {"set_signals", read_mask_change},
    {"sigpending", read_sigpending},
    {"sigwait", read_sigwait},
    {"sigsuspend", read_sigsuspend},
    {"pause", read_pause},
    {"alarm", read_alarm},
    {"let", read_let},
    {"atomic", read_atomic},
    {"assert", read_assert},
    {"if", read_if},
    {"while", read_while},
    {"repeat", read_repeat},
    {"break", read_break},
    {"continue", read_continue},
    {"return", read_return},
    {"fail", read_fail},
    {"call", read_call},
    {"mark", read_mark},
    {"section", read_section},
    {"sleep", read_sleep},
    {"yield", read_yield},
    {"await", read_await},
    {"with", read_with},
};

bool is_primitive_verb(std::string_view verb) {
  return std::ranges::any_of(
      rooms(), [&](const Room& room) { return !room.name.empty() && find_verb(room, verb) >= 0; });
}

std::vector<std::string_view> all_names() {
  std::vector<std::string_view> names;
  for (const Line& line : kLines) names.push_back(line.name);
  for (const Room& room : rooms())
    for (const Verb& verb : room.verbs)
      if (std::ranges::find(names, verb.name) == names.end()) names.push_back(verb.name);
  return names;
}

}  // namespace

Reader find_reader(std::string_view verb) {
  const auto* line = std::ranges::find(kLines, verb, &Line::name);
  if (line != std::end(kLines)) return line->read;
  return is_primitive_verb(verb) ? read_primitive : nullptr;
}

const std::vector<std::string_view>& verb_names() {
  static const std::vector<std::string_view> kNames = all_names();
  return kNames;
}

Uses uses_of(RoomId id, const WrittenStep& written) {
  const Room& room = rehearse::room(id);
  const int verb = find_verb(room, written.verb.key);
  CHECK(verb >= 0);
  return Uses{room.verbs[static_cast<std::size_t>(verb)], false, {}};
}

}  // namespace rehearse
