#include "runner/program/facts.h"

#include <algorithm>

#include "runner/scenario/step_walk.h"

namespace rehearse {
namespace {

// As on Linux (signal(7)); numbers, because this layer knows nothing of the system.
constexpr int kSigalrm = 14, kSigterm = 15, kSigchld = 17, kMostSignal = 64;

uint64_t bit(int64_t signal) {
  return signal >= 1 && signal <= kMostSignal ? uint64_t{1} << (signal - 1) : 0;
}

void look_at_signals(const Step& step, Build& build) {
  uint64_t& named = build.program.named_signals;
  for (const int signal : step.mask) named |= bit(signal);
  if (step.signal) named |= step.signal->is_constant() ? bit(step.signal->value.bits) : ~uint64_t{0};
  if (step.kind == Step::Kind::alarm) named |= bit(kSigalrm);
  if (step.kind == Step::Kind::terminate) named |= bit(kSigterm);
  if (step.kind == Step::Kind::start && build.written(step.actor->actor).kind == Actor::Kind::process)
    named |= bit(kSigchld);
}

bool is_timer(const Step& step) {
  return step.kind == Step::Kind::sleep || step.kind == Step::Kind::alarm || step.modifiers.timeout;
}

// Events that an actor without steps has too.
bool needs_no_steps(const EventPattern& pattern) {
  return std::any_of(pattern.keys.begin(), pattern.keys.end(),
                     [](const EventKey& key) { return key.kind > EventKey::Kind::span; });
}

bool is_about_main(const EventPattern& pattern) {
  const bool among =
      std::find(pattern.actors.begin(), pattern.actors.end(), ActorId(0)) != pattern.actors.end();
  return among && (!pattern.many_actors || needs_no_steps(pattern));
}

bool names_main(const Step& step) {
  bool named = step.actor && step.actor->actor == 0;
  for_each_expression(step, [&](const Expression& e) { named = named || e.actor == 0; });
  return named;
}

bool names_main(const Expectation& expectation) {
  bool named = std::any_of(expectation.exits.begin(), expectation.exits.end(),
                           [](const ExitExpectation& exit) { return exit.actor == ActorId(0); });
  if (expectation.condition)
    for_each_expression(*expectation.condition, [&](const Expression& e) { named = named || e.actor == 0; });
  return named;
}

bool is_main_needed(const Scenario& scenario) {
  if (!scenario.actors[0].steps.empty()) return true;
  for (const Actor& actor : scenario.actors) {
    if (actor.kind == Actor::Kind::thread && actor.process == 0) return true;
    bool named = false;
    for_each_step(actor.steps, Handlers::included,
                  [&](const Step& step) { named = named || names_main(step); });
    if (named) return true;
  }
  return std::any_of(scenario.patterns.begin(), scenario.patterns.end(), is_about_main) ||
         std::any_of(scenario.expectations.begin(), scenario.expectations.end(),
                     [](const Expectation& expectation) { return names_main(expectation); });
}

}  // namespace

void find_facts(Build& build) {
  Program& program = build.program;
  for (const Actor& actor : build.scenario.actors) {
    if (actor.daemon) program.named_signals |= bit(kSigterm);
    for_each_step(actor.steps, Handlers::included, [&](const Step& step) {
      look_at_signals(step, build);
      program.timed = program.timed || is_timer(step);
    });
  }
  program.main_needed = is_main_needed(build.scenario);
}

}  // namespace rehearse
