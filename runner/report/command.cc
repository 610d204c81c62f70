#include "runner/report/report.h"

namespace rehearse {
namespace {

bool needs_quotes(const std::string& word) {
  constexpr std::string_view kPlain =
      "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-./:,+@%=";
  return word.empty() || word.find_first_not_of(kPlain) != std::string::npos;
}

// As a POSIX shell reads it.
std::string quoted(const std::string& word) {
  if (!needs_quotes(word)) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

}  // namespace

// What not every run showed needs as many runs again: a seed makes the same delays, but the system still has
// a say.
std::string again_command(const Judged& judged, const Verdict::Found& found) {
  std::string command = "rehearse run " + quoted(judged.file);
  if (!judged.filter.empty()) command += " --filter " + quoted(judged.filter);
  command += judged.extra;
  if (!found.witness) return command;
  const bool sure = found.runs == judged.verdict.runs;
  return command + " --schedule " + found.witness->schedule + " --repeat " +
         std::to_string(sure ? 1 : judged.verdict.runs);
}

}  // namespace rehearse
