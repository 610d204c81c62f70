// `before: B`, `after: A`, `between: [A, B]`: the stretch of the trace that a rule is about.
#include "runner/scenario/expectation_site.h"

namespace rehearse {
namespace {

void read_between(const Node& between, ExpectationSite& site) {
  site.into.scope = Expectation::ScopeKind::between;
  if (!between.is_sequence() || between.items.size() != 2)
    return site.error(between.place, "`between` needs two events, `[A, B]`");
  site.into.scope_begin = site.event(between.items[0], "between");
  site.into.scope_end = site.event(between.items[1], "between");
}

}  // namespace

void read_scope(ExpectationSite& site) {
  const Node* before = site.find("before");
  const Node* after = site.find("after");
  const Node* between = site.find("between");
  if ((before != nullptr) + (after != nullptr) + (between != nullptr) > 1)
    return site.error(site.kind.key_place, "one of `before`, `after` and `between` is enough",
                      "from A to B is `between: [A, B]`");
  if (before != nullptr) {
    site.into.scope = Expectation::ScopeKind::before;
    site.into.scope_end = site.event(*before, "before");
  } else if (after != nullptr) {
    site.into.scope = Expectation::ScopeKind::after;
    site.into.scope_begin = site.event(*after, "after");
  } else if (between != nullptr) {
    read_between(*between, site);
  }
  const Entry* each = site.entry.find("each");
  if (each == nullptr) return;
  site.into.each = site.flag(site.entry, "each");
  if (between == nullptr) site.error(each->key_place, "`each` belongs to `between`");
}

}  // namespace rehearse
