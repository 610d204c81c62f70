#include "runner/program/awaited.h"

#include <algorithm>

#include "runner/scenario/step_walk.h"

namespace rehearse {
namespace {

bool in_range(int32_t value, int32_t first, int32_t count) { return value >= first && value < first + count; }

template <class T>
bool meet(const std::vector<T>& a, const std::vector<T>& b) {
  return std::any_of(a.begin(), a.end(),
                     [&](const T& one) { return std::find(b.begin(), b.end(), one) != b.end(); });
}

bool about(const EventKey& key, const StepInfo& info, int32_t first, int32_t count) {
  if (key.any_target || names_also(info, key)) return true;
  const auto object = [&](ObjectId id) { return in_range(id.value, first, count); };
  const auto actor = [&](ActorId id) { return in_range(id.value, first, count); };
  const auto signal = [&](int number) { return in_range(number, first, count); };
  switch (info.target) {
    case StepInfo::TargetKind::nothing: return true;
    case StepInfo::TargetKind::object: return std::any_of(key.objects.begin(), key.objects.end(), object);
    case StepInfo::TargetKind::actor: return std::any_of(key.actors.begin(), key.actors.end(), actor);
    case StepInfo::TargetKind::signal: return std::any_of(key.signals.begin(), key.signals.end(), signal);
    case StepInfo::TargetKind::name: break;
  }
  return std::find(key.names.begin(), key.names.end(), info.target_name) != key.names.end();
}

bool may_match(const EventKey& key, const StepInfo& info, int32_t first, int32_t count) {
  switch (key.kind) {
    case EventKey::Kind::label: return info.label.valid() && info.label == key.name;
    case EventKey::Kind::span: return info.span.valid() && info.span == key.name;
    case EventKey::Kind::verb:
      return info.verb.valid() && info.verb == key.name && about(key, info, first, count);
    default: return false;
  }
}

bool is_no_steps(const EventKey& key) { return key.kind > EventKey::Kind::span; }

template <class Matches>
std::vector<int> matching(const Build& build, ActorId actor, Matches matches) {
  std::vector<int> found;
  for (std::size_t i = 0; i < build.program.awaits.size(); ++i) {
    const EventPattern& pattern = build.program.awaits[i].pattern;
    if (!std::binary_search(pattern.actors.begin(), pattern.actors.end(), actor)) continue;
    if (std::any_of(pattern.keys.begin(), pattern.keys.end(), matches)) found.push_back(static_cast<int>(i));
  }
  return found;
}

void add(Build& build, int pattern, bool counter) {
  int& await = build.awaits[static_cast<std::size_t>(pattern)];
  if (await < 0) {
    await = static_cast<int>(build.program.awaits.size());
    const EventPattern& written = build.scenario.patterns[static_cast<std::size_t>(pattern)];
    build.program.awaits.push_back({written, written.suffix == EventPattern::Suffix::blocks, false});
  }
  if (counter) build.program.awaits[static_cast<std::size_t>(await)].counter = true;
}

}  // namespace

void collect_awaits(Build& build) {
  for (const Actor& actor : build.scenario.actors)
    for_each_step(actor.steps, Handlers::included, [&](const Step& step) {
      if (step.kind == Step::Kind::await) add(build, step.pattern, false);
    });
  for (const Expectation& expectation : build.scenario.expectations) {
    if (expectation.kind != Expectation::Kind::always || !expectation.condition) continue;
    for_each_expression(*expectation.condition, [&](const Expression& e) {
      if (e.op == Expression::Op::count || e.op == Expression::Op::inside) add(build, e.pattern, true);
    });
  }
}

std::vector<int> awaited_by(const Build& build, ActorId actor, const StepInfo& info, int32_t first,
                            int32_t count) {
  return matching(build, actor, [&](const EventKey& key) { return may_match(key, info, first, count); });
}

bool names_also(const StepInfo& info, const EventKey& key) {
  return meet(info.also, key.objects) || meet(info.also_names, key.names);
}

std::vector<int> awaited_of(const Build& build, ActorId actor) { return matching(build, actor, is_no_steps); }

}  // namespace rehearse
