#include "runner/trace/names.h"

namespace rehearse {
namespace {

const std::string kUnknown = "?";

const std::string& symbol_text(const Program& program, Symbol symbol) {
  return symbol.valid() && symbol.index() < program.symbols.size() ? program.symbols.text(symbol) : kUnknown;
}

std::string_view suffix(const Program& program, const Event& event) {
  switch (event.kind) {
    case Event::Kind::blocks: return ".blocks";
    case Event::Kind::handler_end: return ".end";
    case Event::Kind::step: break;
    default: return "";
  }
  switch (note_kind(program, event)) {
    case NoteKind::section_begin: return ".begin";
    case NoteKind::section_end: return ".end";
    default: return event.failed() ? ".fails" : "";
  }
}

std::string own_name(const Program& program, const Event& event) {
  switch (event.kind) {
    case Event::Kind::step:
    case Event::Kind::blocks: return step_name(program, event.step, event.target);
    case Event::Kind::start: return "start";
    case Event::Kind::exit: return "exit";
    case Event::Kind::stopped: return "stopped";
    case Event::Kind::continued: return "continued";
    case Event::Kind::handler_begin:
    case Event::Kind::handler_end: return "handler(" + signal_name(event.target) + ")";
    case Event::Kind::always: return "always";
    case Event::Kind::finding: return "finding";
  }
  return "?";
}

}  // namespace

NoteKind note_kind(const Program& program, const Event& event) {
  if (event.instruction < 0 || static_cast<std::size_t>(event.instruction) >= program.code.size())
    return NoteKind::mark;
  const Instruction& instruction = program.code[static_cast<std::size_t>(event.instruction)];
  return instruction.op == Op::note ? static_cast<NoteKind>(instruction.sub) : NoteKind::mark;
}

std::string actor_name(const Program& program, ActorId actor) {
  if (!actor.valid() || actor.index() >= program.actors.size()) return "nobody";
  return symbol_text(program, program.actors[actor.index()].name);
}

std::string object_name(const Program& program, ObjectId object) {
  if (!object.valid() || object.index() >= program.objects.size()) return "?";
  return symbol_text(program, program.objects[object.index()].name);
}

std::string target_name(const Program& program, StepId step, int32_t target) {
  if (!step.valid() || step.index() >= program.steps.size()) return "";
  const StepInfo& info = program.steps[step.index()];
  switch (info.target) {
    case StepInfo::TargetKind::nothing: return "";
    case StepInfo::TargetKind::object: return object_name(program, ObjectId(target));
    case StepInfo::TargetKind::actor: return target < 0 ? "any" : actor_name(program, ActorId(target));
    case StepInfo::TargetKind::signal: return signal_name(target);
    case StepInfo::TargetKind::name: return symbol_text(program, info.target_name);
  }
  return "";
}

std::string step_name(const Program& program, StepId step, int32_t target) {
  if (!step.valid() || step.index() >= program.steps.size()) return "?";
  const StepInfo& info = program.steps[step.index()];
  if (info.span.valid()) return symbol_text(program, info.span);
  if (info.label.valid()) return symbol_text(program, info.label);
  const std::string what = target_name(program, step, target);
  const std::string& verb = symbol_text(program, info.verb);
  return what.empty() ? verb : verb + "(" + what + ")";
}

std::string event_name(const Program& program, const Event& event) {
  std::string name = actor_name(program, event.actor) + "." + own_name(program, event);
  return name.append(suffix(program, event));
}

std::string to_text(const Program& program, const Value& value) {
  switch (value.kind) {
    case ValueKind::unset: return "unset";
    case ValueKind::none: return "none";
    case ValueKind::integer: return std::to_string(value.bits);
    case ValueKind::boolean: return value.bits != 0 ? "true" : "false";
    case ValueKind::text: return symbol_text(program, Symbol(static_cast<int32_t>(value.bits)));
    case ValueKind::pid:
    case ValueKind::tid: return actor_name(program, ActorId(static_cast<int32_t>(value.bits)));
  }
  return "?";
}

}  // namespace rehearse
