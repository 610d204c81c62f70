// Whatever bytes a file holds: a tree or diagnostics, whose places lie inside the text, and never a crash or
// a hang.
#include <gtest/gtest.h>

#include <random>

#include "tests/unit/syntax/parsing.h"

using namespace std::string_view_literals;

namespace rehearse {
namespace {

const std::vector<std::string> kSeeds{
    "# verdict: fail deadlock\nscenario: lock order inversion\nresources:\n  a: mutex\n  b: {mutex: {kind: "
    "recursive}}\n"
    "actors:\n  T1:\n    kind: thread\n    steps:\n      - acquire: a\n      - acquire: b\n      - release: "
    "b\n"
    "  T2: {kind: thread, steps: [{acquire: b}, {acquire: a}, {release: a}]}\n",
    "scenario: semaphore\nparams: {n: [2, 3], how: [SIGTERM]}\nexpect:\n  - order: [main.set(e), "
    "\"w[*].freed\"]\n"
    "  - inside: '*.room'\n    at_most: 3\n    peak: 3\n  - blocked: {\"h[*].acquire(q)\": "
    "1}\n---\nscenario: two\n",
    "base: &b\n  x: 1\n  y: [a, b, &c d]\none: {<<: *b, y: *c}\nmany:\n  <<: [*b, {z: 8}]\n  ? key\n  : "
    "value\n...\n---\n- ~\n-\n- null\n",
    "about: |\n  two lines\n    of text\n\nwhy: >-\n  folded\n  text\nquoted: \"a \\u00e9 \\\" \\\n   "
    "b\"\nsingle: 'it''s\n  so'\n"
    "plain: several\n  lines # comment\nflow: [a: b, {c, d: , e: f}, [], {}, \"g\" : h]\n",
    "\xEF\xBB\xBF%YAML 1.2\n---\r\nname: é 日本\r\ntag: !t &x v\r\n- \t b\r\n",
};

// What a mutation may put in: YAML's own characters, then also bytes that break texts.
constexpr std::string_view kClean = "[]{}:,-?&*!|>'\"%@`#~<=\\ \n\tab0.()";
constexpr std::string_view kSpice = "[]{}:,-?&*!|>'\"%@`#~<=\\ \n\tab0.()\r\x01\x04\x7f\x80\xc3\xe2\xff\0"sv;

std::string mutate(std::string text, std::mt19937& random) {
  const auto below = [&random](std::size_t limit) { return limit == 0 ? 0 : random() % limit; };
  for (std::size_t changes = 1 + below(4); changes > 0; --changes) {
    const std::size_t at = below(text.size() + 1);
    switch (below(6)) {
      case 0: text.insert(at, 1, kSpice[below(kSpice.size())]); break;
      case 1: text.erase(at, 1 + below(8)); break;
      case 2: text.resize(at); break;
      case 3: text.insert(at, text.substr(below(text.size()), below(40))); break;
      case 4: {
        const std::string& other = kSeeds[below(kSeeds.size())];
        text.insert(at, other.substr(below(other.size()), below(60)));
        break;
      }
      case 5:
        if (at < text.size()) text[at] = kSpice[below(kSpice.size())];
        break;
      default: break;
    }
  }
  return text;
}

void expect_inside(const Place& place, const Sources& sources) {
  if (place.line == 0) return;
  const std::string_view line = sources.line(place.file, place.line);
  EXPECT_GE(place.line, 1);
  EXPECT_GE(place.column, 1);
  EXPECT_GE(place.length, 1);
  EXPECT_LE(static_cast<std::size_t>(place.column), line.size() + 1);
}

void expect_places(const Node& node, const Sources& sources) {
  expect_inside(node.place, sources);
  for (const Node& item : node.items) expect_places(item, sources);
  for (const Entry& entry : node.entries) {
    expect_inside(entry.key_place, sources);
    expect_places(entry.value, sources);
  }
}

void expect_sound(const std::string& text) {
  SCOPED_TRACE(text);
  Sources sources;
  const Parsed parsed = parse_yaml(sources.add("f.yaml", text), sources);
  for (const Node& document : parsed.documents) expect_places(document, sources);
  for (const Diagnostic& diagnostic : parsed.diagnostics) {
    expect_inside(diagnostic.place, sources);
    EXPECT_FALSE(format(diagnostic, sources, true).empty());
  }
}

TEST(Robustness, EveryBeginningOfAText) {
  for (const std::string& seed : kSeeds)
    for (std::size_t length = 0; length <= seed.size(); ++length) expect_sound(seed.substr(0, length));
}

TEST(Robustness, EveryByteLeftOut) {
  for (const std::string& seed : kSeeds)
    for (std::size_t at = 0; at < seed.size(); ++at) expect_sound(std::string(seed).erase(at, 1));
}

TEST(Robustness, MutatedTexts) {
  std::mt19937 random(20240229);
  for (int round = 0; round < 20'000; ++round) expect_sound(mutate(kSeeds[random() % kSeeds.size()], random));
}

TEST(Robustness, RandomTexts) {
  std::mt19937 random(7);
  for (int round = 0; round < 20'000; ++round) {
    std::string text;
    for (std::size_t length = random() % 24; length > 0; --length) text += kClean[random() % kClean.size()];
    expect_sound(text);
  }
}

}  // namespace
}  // namespace rehearse
