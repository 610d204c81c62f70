#include "runner/expect/commute.h"

namespace rehearse {
namespace {

bool touches_scope(const Monitor& monitor, const Letter& letter) {
  return monitor.means(letter, monitor.scope_begin()) || monitor.means(letter, monitor.scope_end());
}

// All that the letter means are beginnings of spans, or all are ends.
bool only(const Monitor& monitor, const Letter& letter, int32_t parity) {
  for (const int32_t entry : monitor.meanings[static_cast<std::size_t>(letter.meaning)])
    if (entry % 2 != parity) return false;
  return true;
}

bool spans_commute(const Monitor& monitor, const Letter& a, const Letter& b) {
  return (only(monitor, a, 0) && only(monitor, b, 0)) || (only(monitor, a, 1) && only(monitor, b, 1));
}

// Two that are sent, or two that are received; of different values even a sending and a receiving.
bool pairs_commute(const Monitor& monitor, const Letter& a, const Letter& b) {
  if (monitor.by_value && monitor.fifo) return a.meaning == b.meaning && a.value == b.value;
  if (monitor.by_value && a.value != b.value) return true;
  return a.meaning == b.meaning;
}

}  // namespace

bool commute(const Monitor& monitor, const Letter& a, const Letter& b) {
  if (monitor.scope != Expectation::ScopeKind::whole &&
      (touches_scope(monitor, a) || touches_scope(monitor, b)))
    return false;
  switch (monitor.kind) {
    case Monitor::Kind::any_order:
    case Monitor::Kind::never:
    case Monitor::Kind::occurs: return true;
    case Monitor::Kind::order:
    case Monitor::Kind::sequence:
    case Monitor::Kind::precedes:
    case Monitor::Kind::leads_to:
    case Monitor::Kind::blocks: return a.meaning == b.meaning;
    case Monitor::Kind::pairs: return pairs_commute(monitor, a, b);
    case Monitor::Kind::exclusive:
    case Monitor::Kind::inside:
    case Monitor::Kind::peak: return spans_commute(monitor, a, b);
  }
  return false;
}

}  // namespace rehearse
