#include <algorithm>

#include "runner/verdict/verdict.h"

namespace rehearse {
namespace {

bool listed(const std::vector<std::string>& kinds, std::string_view kind) {
  return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

// A lost wakeup is a deadlock whose cause is known.
bool among(const std::vector<Verdict::Found>& found, std::string_view kind) {
  return std::any_of(found.begin(), found.end(), [&](const Verdict::Found& f) {
    return f.finding.kind == kind || (kind == "deadlock" && f.finding.kind == "lost wakeup");
  });
}

bool expected(const Xfail& xfail, std::string_view kind) {
  return listed(xfail.findings, kind) || listed(xfail.optional, kind) ||
         (kind == "lost wakeup" && listed(xfail.findings, "deadlock"));
}

std::vector<std::string> missing(const Xfail& xfail, const std::vector<Verdict::Found>& found) {
  std::vector<std::string> kinds;
  for (const auto& kind : xfail.findings)
    if (!among(found, kind)) kinds.push_back(kind);
  return kinds;
}

std::string joined(const std::vector<std::string>& kinds) {
  std::string text;
  for (const auto& kind : kinds) text += (text.empty() ? "`" : ", `") + kind + "`";
  return text;
}

}  // namespace

// Strict: all that was announced must be found, and nothing else.
void Tally::apply_xfail(const Sorted& sorted, Verdict& verdict) const {
  const Xfail& xfail = *scenario_.xfail;
  const auto absent = missing(xfail, sorted.counted);
  const bool surprise =
      std::any_of(sorted.counted.begin(), sorted.counted.end(),
                  [&](const Verdict::Found& f) { return !expected(xfail, f.finding.kind); });
  verdict.findings = sorted.counted;
  verdict.beside.insert(verdict.beside.end(), sorted.open.begin(), sorted.open.end());
  if (!xfail.reason.empty()) verdict.notes.push_back("expected to fail: " + xfail.reason);
  if (absent.empty() && !surprise) {
    verdict.outcome = Verdict::Outcome::pass;
    verdict.expected_failure = true;
    return;
  }
  if (surprise) {
    verdict.outcome = Verdict::Outcome::fail;
    verdict.notes.push_back("`xfail` expects " + joined(xfail.findings) + " and nothing else");
    return;
  }
  const bool may_be_there = std::all_of(absent.begin(), absent.end(),
                                        [&](const std::string& kind) { return among(sorted.open, kind); });
  Verdict::Found found;
  found.finding = {"xfail", xfail.place, "expected " + joined(absent) + ", which no run showed", {}, {}};
  if (may_be_there) {
    verdict.outcome = Verdict::Outcome::inconclusive;
    verdict.findings.insert(verdict.findings.end(), sorted.open.begin(), sorted.open.end());
    verdict.beside = sorted.allowed;
  } else {
    verdict.outcome = Verdict::Outcome::fail;
    verdict.findings.push_back(std::move(found));
  }
}

}  // namespace rehearse
