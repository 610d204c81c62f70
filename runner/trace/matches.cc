// Which events a written pattern means.
#include <algorithm>

#include "runner/trace/trace.h"

namespace rehearse {
namespace {

using Suffix = EventPattern::Suffix;

template <class T>
bool contains(const std::vector<T>& list, T wanted) {
  return std::find(list.begin(), list.end(), wanted) != list.end();
}

const StepInfo* step_of(const Program& program, const Event& event) {
  if (event.kind != Event::Kind::step && event.kind != Event::Kind::blocks) return nullptr;
  return event.step.valid() && event.step.index() < program.steps.size() ? &program.steps[event.step.index()]
                                                                         : nullptr;
}

const Instruction* instruction_of(const Program& program, const Event& event) {
  const auto index = static_cast<std::size_t>(event.instruction);
  return event.instruction >= 0 && index < program.code.size() ? &program.code[index] : nullptr;
}

// The loads and looks of an expression are steps of their own, but nobody wrote them.
bool written(const Program& program, const Event& event) {
  const Instruction* instruction = instruction_of(program, event);
  if (instruction == nullptr) return true;
  return instruction->op != Op::load && instruction->op != Op::look && instruction->op != Op::look_actor;
}

// An error that nothing in the scenario provides for ends the run; its label has not occurred.
bool provided_for(const Program& program, const Event& event) {
  if (event.error == symbols::ok) return true;
  const Instruction* instruction = instruction_of(program, event);
  return instruction == nullptr || (instruction->flags & kTolerated) != 0;
}

bool names_target(const EventKey& key, const StepInfo& info, const Event& event) {
  if (key.any_target || names_also(info, key)) return true;
  switch (info.target) {
    case StepInfo::TargetKind::nothing: return true;
    case StepInfo::TargetKind::object: return contains(key.objects, ObjectId(event.target));
    case StepInfo::TargetKind::actor: return contains(key.actors, ActorId(event.target));
    case StepInfo::TargetKind::signal: return contains(key.signals, event.target);
    case StepInfo::TargetKind::name: return contains(key.names, info.target_name);
  }
  return false;
}

bool step_suffix_fits(const Program& program, const Event& event, Suffix suffix, bool label) {
  if (event.kind == Event::Kind::blocks) return suffix == Suffix::blocks;
  if (suffix == Suffix::fails) return event.failed();
  if (suffix != Suffix::plain) return false;
  return label ? provided_for(program, event) : !event.failed();
}

bool matches_span(const Program& program, const StepInfo& info, const EventKey& key, const Event& event,
                  Suffix suffix) {
  if (event.kind != Event::Kind::step || info.span != key.name) return false;
  const NoteKind note = note_kind(program, event);
  if (suffix == Suffix::begin) return note == NoteKind::section_begin;
  return note == NoteKind::section_end && (suffix == Suffix::end || suffix == Suffix::plain);
}

bool matches_step(const Program& program, const EventKey& key, const Event& event, Suffix suffix) {
  const StepInfo* info = step_of(program, event);
  if (info == nullptr || !written(program, event)) return false;
  switch (key.kind) {
    case EventKey::Kind::span: return matches_span(program, *info, key, event, suffix);
    case EventKey::Kind::label:
      return info->label == key.name && note_kind(program, event) != NoteKind::section_begin &&
             step_suffix_fits(program, event, suffix, true);
    case EventKey::Kind::verb:
      return info->verb == key.name && names_target(key, *info, event) &&
             step_suffix_fits(program, event, suffix, false);
    default: return false;
  }
}

bool matches_key(const Program& program, const EventKey& key, const Event& event, Suffix suffix) {
  switch (key.kind) {
    case EventKey::Kind::start: return event.kind == Event::Kind::start;
    case EventKey::Kind::exit: return event.kind == Event::Kind::exit;
    case EventKey::Kind::stopped: return event.kind == Event::Kind::stopped;
    case EventKey::Kind::continued: return event.kind == Event::Kind::continued;
    case EventKey::Kind::handler: {
      const auto wanted = suffix == Suffix::end ? Event::Kind::handler_end : Event::Kind::handler_begin;
      return event.kind == wanted && (key.any_target || contains(key.signals, event.target));
    }
    default: return matches_step(program, key, event, suffix);
  }
}

}  // namespace

bool matches(const Program& program, const EventPattern& pattern, const Event& event, Suffix suffix) {
  if (!std::binary_search(pattern.actors.begin(), pattern.actors.end(), event.actor)) return false;
  return std::any_of(pattern.keys.begin(), pattern.keys.end(),
                     [&](const EventKey& key) { return matches_key(program, key, event, suffix); });
}

bool matches(const Program& program, const EventPattern& pattern, const Event& event) {
  return matches(program, pattern, event, pattern.suffix);
}

}  // namespace rehearse
