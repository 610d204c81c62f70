// What happened instead, in one sentence.
#include <algorithm>
#include <map>

#include "runner/expect/evidence.h"
#include "runner/trace/names.h"

namespace rehearse {
namespace {

using Kind = Expectation::Kind;

std::string times_text(int64_t n) {
  return n == 1 ? "once" : n == 2 ? "twice" : std::to_string(n) + " times";
}

std::string joined(const std::vector<std::string>& names, const char* last) {
  std::string text;
  for (std::size_t i = 0; i < names.size(); ++i)
    text += (i == 0 ? "" : i + 1 == names.size() ? std::string(" ") + last + " " : ", ") + names[i];
  return text;
}

class Explainer {
 public:
  Explainer(const Evidence& evidence, std::size_t rule, const Automaton& automaton,
            const std::vector<Item>& items, std::size_t at, std::vector<std::size_t>& events)
      : evidence_(evidence),
        rule_(evidence.rule(rule)),
        monitor_(automaton.monitor),
        items_(items),
        at_(at),
        events_(events) {}

  std::string explain() {
    find_stretch();
    std::string text = of_kind();
    if (at_ < items_.size()) events_.push_back(items_[at_].event);
    return text + scope_text();
  }

 private:
  std::string of_kind() {
    switch (rule_.kind) {
      case Kind::order: return order();
      case Kind::any_order: return never_occurred(missing(static_cast<std::size_t>(monitor_.entries)));
      case Kind::sequence: return sequence();
      case Kind::precedes: return precedes();
      case Kind::leads_to: return leads_to();
      case Kind::never:
      case Kind::nonblocking: return name(at_) + " occurred";
      case Kind::occurs: return occurs();
      case Kind::pairs: return pairs();
      case Kind::exclusive: return exclusive();
      case Kind::inside: return inside();
      case Kind::blocks: return blocks();
      case Kind::always: return always();
      default: return "broken";
    }
  }

  // It is looked at inside a step, whose event follows in the same actor.
  std::string always() {
    const Event& found = evidence_.event(items_[at_]);
    for (std::size_t i = items_[at_].event; i < evidence_.trace.events.size(); ++i) {
      const Event& event = evidence_.trace.events[i];
      if (event.actor != found.actor || event.kind == Event::Kind::always || event.begin > found.begin)
        continue;
      events_.push_back(i);
      return "it was false at " + event_name(evidence_.program, event);
    }
    return "it was false";
  }

  // -- what the letters say
  // ------------------------------------------------------------------------------------------
  [[nodiscard]] bool is(std::size_t item, int32_t entry) const {
    return monitor_.means(items_[item].letter, entry);
  }
  [[nodiscard]] bool at_end() const { return at_ >= items_.size(); }
  [[nodiscard]] std::string written(std::size_t i) const { return evidence_.pattern(rule_.events[i]).text; }

  // An event's name; with its number where it is not its actor's only one of that name among the letters.
  [[nodiscard]] std::string name(std::size_t item) const {
    const std::string text = plain_name(item);
    int64_t number = 0, all = 0;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (items_[i].actor != items_[item].actor || items_[i].letter.meaning != items_[item].letter.meaning ||
          plain_name(i) != text)
        continue;
      ++all;
      if (i == item) number = all;
      if (all > 1 && i > item) break;
    }
    return all > 1 ? text + "#" + std::to_string(number) : text;
  }
  [[nodiscard]] std::string plain_name(std::size_t item) const {
    const Event& event = evidence_.event(items_[item]);
    return event_name(evidence_.program, event);
  }

  [[nodiscard]] int64_t find(int32_t entry, std::size_t from, std::size_t to) const {
    for (std::size_t i = from; i < std::min(to, items_.size()); ++i)
      if (is(i, entry)) return static_cast<int64_t>(i);
    return -1;
  }
  [[nodiscard]] int64_t find_last(int32_t entry, std::size_t before) const {
    for (std::size_t i = std::min(before, items_.size()); i-- > begin_;)
      if (is(i, entry)) return static_cast<int64_t>(i);
    return -1;
  }
  std::string show(int64_t item) {
    events_.push_back(items_[static_cast<std::size_t>(item)].event);
    return name(static_cast<std::size_t>(item));
  }

  // -- scopes
  // --------------------------------------------------------------------------------------------------------
  void find_stretch() {
    if (rule_.scope == Expectation::ScopeKind::whole || rule_.scope == Expectation::ScopeKind::before) return;
    for (std::size_t i = 0; i < std::min(at_, items_.size()); ++i)
      if (is(i, monitor_.scope_begin()) && (begin_ == 0 || monitor_.each)) {
        if (monitor_.each && begin_ != 0 && find(monitor_.scope_end(), begin_, i + 1) < 0) continue;
        begin_ = i + 1;
      }
  }
  [[nodiscard]] std::string scope_text() const {
    const auto text = [&](int pattern) { return evidence_.pattern(pattern).text; };
    switch (rule_.scope) {
      case Expectation::ScopeKind::whole: return "";
      case Expectation::ScopeKind::before: return " before " + text(rule_.scope_end);
      case Expectation::ScopeKind::after: return " after " + text(rule_.scope_begin);
      case Expectation::ScopeKind::between:
        return " between " + text(rule_.scope_begin) + " and " + text(rule_.scope_end);
    }
    return "";
  }

  // -- one function a kind
  // -------------------------------------------------------------------------------------------
  [[nodiscard]] std::vector<std::string> missing(std::size_t entries) const {
    std::vector<std::string> texts;
    for (std::size_t i = 0; i < entries; ++i)
      if (find(static_cast<int32_t>(i), 0, items_.size()) < 0) texts.push_back(written(i));
    return texts;
  }
  static std::string never_occurred(const std::vector<std::string>& texts) {
    return joined(texts, "and") + " never occurred";
  }

  std::string order() {
    const auto absent = missing(rule_.events.size());
    if (!absent.empty()) return never_occurred(absent);
    if (at_end()) return "broken";
    std::vector<int32_t> mine;
    for (int32_t entry = 0; entry < monitor_.entries; ++entry)
      if (is(at_, entry)) mine.push_back(entry);
    if (mine.size() > 1) return name(at_) + " cannot come before itself";
    // Either something later has come already, or what should have come before has not yet.
    for (int32_t later = mine[0] + 1; later < monitor_.entries; ++later)
      if (const int64_t other = find(later, 0, at_); other >= 0)
        return show(other) + " came before " + name(at_);
    for (int32_t earlier = mine[0] - 1; earlier >= 0; --earlier)
      if (find(earlier, 0, at_) < 0)
        return name(at_) + " came before " + show(find(earlier, at_, items_.size()));
    return name(at_) + " came out of order";
  }

  std::string sequence() {
    const auto wanted = [&](std::size_t n) { return written(n); };
    if (at_end()) return "after " + how_many(at_) + " " + wanted(at_) + " was still to come";
    if (at_ >= rule_.events.size()) return name(at_) + " came after the sequence was over";
    return name(at_) + " came where " + wanted(at_) + " should have" +
           (at_ > 0 ? " (after " + name(at_ - 1) + ")" : "");
  }
  static std::string how_many(std::size_t n) { return std::to_string(n) + (n == 1 ? " event" : " events"); }

  std::string precedes() {
    const int64_t first = find(0, at_, items_.size());
    return first < 0 ? name(at_) + " came, but " + written(0) + " never occurred"
                     : name(at_) + " came before " + show(first);
  }

  std::string leads_to() {
    const std::size_t end = at_;
    const int64_t last = find_last(0, end);
    return last < 0 ? "broken" : "no " + written(1) + " came after " + show(last);
  }

  std::string occurs() {
    int64_t count = 0;
    for (std::size_t i = begin_; i < items_.size() && (i < at_ || i == at_); ++i) count += is(i, 0) ? 1 : 0;
    if (!at_end() && is(at_, 0)) {
      for (std::size_t i = at_ + 1; i < items_.size(); ++i) {
        if (rule_.scope != Expectation::ScopeKind::whole) break;
        count += is(i, 0) ? 1 : 0;
      }
      return written(0) + " occurred " + times_text(count) +
             (monitor_.at_least == monitor_.at_most ? ", not " : ", more than ") +
             times_text(monitor_.at_most);
    }
    if (count == 0 && monitor_.at_least == 1) return written(0) + " never occurred";
    return written(0) + (count == 0 ? std::string(" never occurred") : " occurred " + times_text(count)) +
           (monitor_.at_least == monitor_.at_most ? ", not " : ", less than ") +
           times_text(monitor_.at_least);
  }

  [[nodiscard]] std::string with_value(std::size_t item) const {
    const Value& value = evidence_.event(items_[item]).value;
    return monitor_.by_value ? name(item) + " of " + to_text(evidence_.program, value) : name(item);
  }

  std::string pairs() {
    if (at_end()) return unanswered();
    const int32_t value = items_[at_].letter.value;
    int64_t sent = 0, received = 0;
    for (std::size_t i = 0; i < at_; ++i) {
      if (items_[i].letter.value != value) continue;
      sent += is(i, 0) ? 1 : 0;
      received += is(i, 1) ? 1 : 0;
    }
    if (sent > received) return with_value(at_) + " came before what was sent earlier";
    for (std::size_t i = at_; i < items_.size(); ++i)
      if (is(i, 0) && items_[i].letter.value == value)
        return with_value(at_) + " came before " + show(static_cast<int64_t>(i));
    return with_value(at_) + " has no " + written(0) + " that it could belong to";
  }
  // The first `from` that was never answered: of each value, as many as came are taken from the front.
  std::string unanswered() {
    std::map<int32_t, int64_t> received;
    for (std::size_t i = 0; i < items_.size(); ++i)
      if (is(i, 1)) ++received[items_[i].letter.value];
    for (std::size_t i = 0; i < items_.size(); ++i)
      if (is(i, 0) && received[items_[i].letter.value]-- <= 0) {
        events_.push_back(items_[i].event);
        return with_value(i) + " was never answered by " + written(1);
      }
    return "broken";
  }

  // Who is inside just before `at`: for each actor the item of its entering.
  [[nodiscard]] std::map<std::pair<int32_t, int32_t>, std::size_t> inside_before(std::size_t at) const {
    std::map<std::pair<int32_t, int32_t>, std::vector<std::size_t>> entered;
    for (std::size_t i = 0; i < at; ++i)
      for (int32_t entry = 0; entry < monitor_.entries; ++entry) {
        auto& stack = entered[{entry / 2, items_[i].actor}];
        if (is(i, entry) && entry % 2 == 0) stack.push_back(i);
        if (is(i, entry) && entry % 2 == 1 && !stack.empty()) stack.pop_back();
      }
    std::map<std::pair<int32_t, int32_t>, std::size_t> inside;
    for (const auto& [key, stack] : entered)
      if (!stack.empty()) inside[key] = stack.front();
    return inside;
  }

  std::string exclusive() {
    for (const auto& [key, since] : inside_before(at_)) {
      if (key.second == items_[at_].actor || (monitor_.entries > 2 && is(at_, 2 * key.first))) continue;
      events_.push_back(items_[since].event);
      return span(at_) + " began while " + span(since) + " had not ended";
    }
    return span(at_) + " overlapped another";
  }
  [[nodiscard]] std::string span(std::size_t item) const {
    std::string text = name(item);
    if (const auto suffix = text.find(".begin"); suffix != std::string::npos) text.erase(suffix, 6);
    return text;
  }

  std::string inside() {
    std::vector<std::string> names;
    for (const auto& [key, since] : inside_before(at_)) {
      names.push_back(actor_name(evidence_.program, ActorId(key.second)));
      events_.push_back(items_[since].event);
    }
    names.push_back(actor_name(evidence_.program, ActorId(items_[at_].actor)));
    return joined(names, "and") + " were inside together: " + std::to_string(names.size()) + ", more than " +
           std::to_string(monitor_.at_most);
  }

  std::string blocks() {
    if (at_end()) {
      const int64_t wait = find_last(1, at_);
      return wait < 0 ? "broken" : "after " + show(wait) + " it never got on";
    }
    int64_t wait = -1;
    for (std::size_t i = 0; i < at_; ++i) {
      if (items_[i].actor != items_[at_].actor) continue;
      if (is(i, 1)) wait = static_cast<int64_t>(i);
      if (is(i, 0)) wait = -1;
    }
    if (wait < 0) return name(at_) + " did not have to wait";
    events_.push_back(items_[static_cast<std::size_t>(wait)].event);
    return name(at_) + " got on before " + written(1);
  }

  const Evidence& evidence_;
  const Expectation& rule_;
  const Monitor& monitor_;
  const std::vector<Item>& items_;
  std::size_t at_;
  std::size_t begin_ = 0;  // of the stretch of the scope in which it broke
  std::vector<std::size_t>& events_;
};

}  // namespace

std::string explain_break(const Evidence& evidence, std::size_t rule, const Automaton& automaton,
                          const std::vector<Item>& items, std::size_t at, std::vector<std::size_t>& events) {
  return Explainer(evidence, rule, automaton, items, at, events).explain();
}

std::string explain_open(const Evidence& evidence, const std::vector<Item>& items,
                         std::vector<std::size_t>& events) {
  for (std::size_t i = 0; i + 1 < items.size(); ++i) {
    if (items[i].actor == items[i + 1].actor || evidence.order.before(items[i].event, items[i + 1].event))
      continue;
    events = {items[i].event, items[i + 1].event};
    return event_name(evidence.program, evidence.event(items[i])) + " and " +
           event_name(evidence.program, evidence.event(items[i + 1])) +
           " overlapped in this run, so that their order is not known";
  }
  return "it is not known whether an event happened whose actor was killed in the middle of it";
}

}  // namespace rehearse
