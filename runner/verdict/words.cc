#include "runner/verdict/verdict.h"

namespace rehearse {

std::string_view to_text(Verdict::Outcome outcome) {
  switch (outcome) {
    case Verdict::Outcome::pass: return "pass";
    case Verdict::Outcome::fail: return "fail";
    case Verdict::Outcome::inconclusive: return "inconclusive";
    case Verdict::Outcome::invalid: return "invalid";
    case Verdict::Outcome::broken: return "broken";
    case Verdict::Outcome::skipped: return "skipped";
  }
  return "broken";
}

std::string_view to_text(Expectation::Kind kind) {
  using Kind = Expectation::Kind;
  switch (kind) {
    case Kind::order: return "order";
    case Kind::any_order: return "any_order";
    case Kind::sequence: return "sequence";
    case Kind::precedes: return "precedes";
    case Kind::leads_to: return "leads_to";
    case Kind::never: return "never";
    case Kind::occurs: return "occurs";
    case Kind::pairs: return "pairs";
    case Kind::exclusive: return "exclusive";
    case Kind::inside: return "inside";
    case Kind::blocks: return "blocks";
    case Kind::nonblocking: return "nonblocking";
    case Kind::blocked: return "blocked";
    case Kind::always: return "always";
    case Kind::finally: return "finally";
    case Kind::exit: return "exit";
  }
  return "expect";
}

Verdict skipped(std::string why) {
  Verdict verdict;
  verdict.outcome = Verdict::Outcome::skipped;
  verdict.notes.push_back(std::move(why));
  return verdict;
}

}  // namespace rehearse
