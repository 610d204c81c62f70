// One instruction a line: `>` where a part begins, its number, what it does, and where it was written.
#include <fmt/format.h>
#include <array>

#include "runner/program/program.h"

namespace rehearse {
namespace {

constexpr std::array<std::string_view, 13> kBinary = {
    "+", "-", "*", "/", "%", "==", "!=", "<", "<=", ">", ">=", "min", "max"};
constexpr std::array<std::string_view, 5> kActorAttributes = {"pid", "tid", "name", "exitcode", "alive"};

class Printer {
 public:
  explicit Printer(const Program& program) : p_(program) {}

  std::string print() {
    for (const ActorInfo& actor : p_.actors) print_actor(actor);
    for (const Rule& rule : p_.rules) print_rule(rule);
    return std::move(out_);
  }

 private:
  void print_actor(const ActorInfo& actor);
  void print_rule(const Rule& rule);
  void print_line(int32_t at);
  [[nodiscard]] int32_t end_of(const ActorInfo& actor) const;

  [[nodiscard]] std::string text(Symbol symbol) const {
    return symbol.valid() ? p_.symbols.text(symbol) : std::string("?");
  }
  [[nodiscard]] std::string text(const Value& value) const;
  [[nodiscard]] std::string text(const Operand& operand) const;
  [[nodiscard]] std::string object(const Instruction& i) const;
  [[nodiscard]] std::string actor(const Instruction& i) const;
  [[nodiscard]] std::string mask(uint64_t bits) const;
  [[nodiscard]] std::string note(const Instruction& i) const;
  [[nodiscard]] std::string primitive(const Instruction& i) const;
  [[nodiscard]] std::string sigaction(const Instruction& i) const;
  [[nodiscard]] std::string took(const Instruction& i) const;
  [[nodiscard]] std::string binary(const Instruction& i) const;
  [[nodiscard]] std::string private_text(const Instruction& i) const;
  [[nodiscard]] std::string look(const Instruction& i) const;
  [[nodiscard]] std::string effect(const Instruction& i) const;
  [[nodiscard]] std::string what(const Instruction& i) const;
  [[nodiscard]] std::string modifiers(const Instruction& i) const;
  [[nodiscard]] const Room& room_of(const Instruction& i) const {
    return room(p_.objects[static_cast<std::size_t>(i.number)].room);
  }

  const Program& p_;
  const ActorInfo* actor_ = nullptr;
  StepId last_;
  std::string out_;
};

std::string Printer::text(const Value& value) const {
  switch (value.kind) {
    case ValueKind::unset: return "unset";
    case ValueKind::none: return "none";
    case ValueKind::integer: return std::to_string(value.bits);
    case ValueKind::boolean: return value.bits != 0 ? "true" : "false";
    case ValueKind::text: return "'" + text(Symbol{static_cast<int32_t>(value.bits)}) + "'";
    case ValueKind::pid: return text(p_.actors[static_cast<std::size_t>(value.bits)].name) + ".pid";
    case ValueKind::tid: break;
  }
  return text(p_.actors[static_cast<std::size_t>(value.bits)].name) + ".tid";
}

std::string Printer::text(const Operand& operand) const {
  const auto number = static_cast<std::size_t>(operand.number);
  switch (operand.kind) {
    case Operand::Kind::nothing: break;
    case Operand::Kind::constant: return text(p_.constants[number]);
    case Operand::Kind::name:
      return actor_ != nullptr ? text(actor_->name_texts[number]) : fmt::format("name {}", number);
    case Operand::Kind::temporary: return fmt::format("t{}", number);
  }
  return "nothing";
}

// An index counts from the first element, whose name ends in "[0]".
std::string indexed(const std::string& first, const std::string& index) {
  return first.substr(0, first.rfind('[')) + "[" + index + "]";
}

std::string Printer::object(const Instruction& i) const {
  const std::string name = text(p_.objects[static_cast<std::size_t>(i.number)].name);
  return i.b.present() ? indexed(name, text(i.b)) : name;
}

std::string Printer::actor(const Instruction& i) const {
  if (i.number < 0) return "any";
  const std::string name = text(p_.actors[static_cast<std::size_t>(i.number)].name);
  return i.b.present() ? indexed(name, text(i.b)) : name;
}

std::string Printer::mask(uint64_t bits) const {
  std::string list;
  for (int signal = 1; signal <= 64; ++signal)
    if ((bits >> (signal - 1)) & 1) list += (list.empty() ? "" : ", ") + std::to_string(signal);
  return "{" + list + "}";
}

std::string Printer::note(const Instruction& i) const {
  const StepInfo& step = p_.steps[i.step.index()];
  switch (static_cast<NoteKind>(i.sub)) {
    case NoteKind::mark: return "mark " + text(step.label) + (i.a.present() ? " value " + text(i.a) : "");
    case NoteKind::section_begin: return "begin " + text(step.span);
    case NoteKind::section_end: return "end " + text(step.span);
    case NoteKind::call: return "end of call " + text(step.target_name);
    case NoteKind::composite: break;
  }
  return "note";
}

std::string Printer::primitive(const Instruction& i) const {
  const Verb& verb = room_of(i).verbs[i.sub];
  return fmt::format("{} {}{}", verb.name, object(i), i.a.present() ? " with " + text(i.a) : "");
}

std::string Printer::sigaction(const Instruction& i) const {
  std::string does = i.sub == 1 ? "ignore" : i.sub == 2 ? "default" : fmt::format("handler {}", i.target);
  if (i.mask != 0) does += " mask " + mask(i.mask);
  if ((i.flags & kRestart) != 0) does += " restart";
  return fmt::format("sigaction {}: {}", i.number, does);
}

std::string Printer::took(const Instruction& i) const {
  std::string bounds;
  if (i.a.present()) bounds += " at least " + text(i.a);
  if (i.b.present()) bounds += " at most " + text(i.b);
  return "check took" + bounds;
}

std::string Printer::binary(const Instruction& i) const {
  const std::string_view name = kBinary[i.sub];
  const bool function = i.sub >= static_cast<uint8_t>(BinaryOp::minimum);
  return function ? fmt::format("{} = {}({}, {})", text(i.to), name, text(i.a), text(i.b))
                  : fmt::format("{} = {} {} {}", text(i.to), text(i.a), name, text(i.b));
}

std::string Printer::private_text(const Instruction& i) const {
  constexpr std::array<std::string_view, 3> kUnary = {"-", "not ", "truth of "};
  const std::string error = i.number == symbols::k_any ? "any error" : text(Symbol{i.number});
  switch (i.op) {
    case Op::move: return text(i.to) + " = " + text(i.a);
    case Op::unary: return fmt::format("{} = {}{}", text(i.to), kUnary[i.sub], text(i.a));
    case Op::binary: return binary(i);
    case Op::jump: return fmt::format("jump {}", i.target);
    case Op::jump_if: return fmt::format("if {} jump {}", text(i.a), i.target);
    case Op::jump_unless: return fmt::format("unless {} jump {}", text(i.a), i.target);
    case Op::take_result: return text(i.to) + " = result";
    case Op::take_error: return text(i.to) + " = error";
    case Op::take_who: return text(i.to) + " = who";
    case Op::jump_if_ok: return fmt::format("if ok jump {}", i.target);
    case Op::jump_if_error: return fmt::format("if {} jump {}", error, i.target);
    case Op::set_outcome: return i.a.present() ? "outcome " + text(i.a) : "outcome fails " + error;
    case Op::check_ok: return "check ok";
    case Op::check_returns: return "check returns " + text(i.a);
    case Op::check_fails: return "check fails " + error;
    case Op::check_blocks: return i.number != 0 ? "check blocked" : "check not blocked";
    case Op::check_took: return took(i);
    case Op::assert_true: return "assert " + text(i.a);
    case Op::index_check: return fmt::format("check 0 <= {} < {}", text(i.a), i.number);
    default: return {};
  }
}

std::string Printer::look(const Instruction& i) const {
  const std::string to = text(i.to) + " = ";
  switch (i.op) {
    case Op::load: return to + "load " + object(i);
    case Op::look: return fmt::format("{}look {}.{}", to, object(i), room_of(i).attributes[i.sub].name);
    case Op::look_actor: return fmt::format("{}look {}.{}", to, actor(i), kActorAttributes[i.sub]);
    case Op::look_name: {
      const ActorInfo& whose = p_.actors[static_cast<std::size_t>(i.number)];
      return to + "look " + text(whose.name) + "." +
             text(whose.name_texts[static_cast<std::size_t>(i.target)]);
    }
    case Op::count: return to + "count " + p_.patterns[static_cast<std::size_t>(i.number)].text;
    case Op::inside: return to + "inside " + p_.patterns[static_cast<std::size_t>(i.number)].text;
    case Op::waiting: return to + "waiting " + object(i);
    default: return {};
  }
}

std::string Printer::effect(const Instruction& i) const {
  constexpr std::array<std::string_view, 3> kMask = {"block", "unblock", "set"};
  switch (i.op) {
    case Op::assign: return "let " + text(i.to) + " = " + text(i.a);
    case Op::note: return note(i);
    case Op::primitive: return primitive(i);
    case Op::store: return "store " + object(i) + " = " + text(i.a);
    case Op::atomic:
      return fmt::format("atomic to {}{}", i.target, i.a.present() ? " gives " + text(i.a) : "");
    case Op::start: return "start " + actor(i);
    case Op::join: return "join " + actor(i);
    case Op::is_alive: return "is_alive " + actor(i);
    case Op::terminate: return "terminate " + actor(i);
    case Op::exit_process: return "exit " + text(i.a);
    case Op::waitpid: return "waitpid " + actor(i);
    case Op::kill: return "kill " + actor(i) + " signal " + text(i.a);
    case Op::raise: return "raise " + text(i.a);
    case Op::sigaction: return sigaction(i);
    case Op::mask: return fmt::format("{} {}", kMask[i.sub], mask(i.mask));
    case Op::sigpending: return i.number >= 0 ? fmt::format("sigpending {}", i.number) : "sigpending";
    case Op::sigwait: return "sigwait " + mask(i.mask);
    case Op::sigsuspend: return "sigsuspend " + mask(i.mask);
    case Op::pause: return "pause";
    case Op::alarm: return "alarm " + text(i.a);
    case Op::sleep: return "sleep " + text(i.a);
    case Op::yield: return "yield";
    case Op::await:
      return "await " + p_.awaits[static_cast<std::size_t>(i.number)].pattern.text +
             (i.a.present() ? " times " + text(i.a) : "");
    case Op::finish: return "finish";
    case Op::handler_end: return "end of handler";
    default: return "?";
  }
}

std::string Printer::what(const Instruction& i) const {
  if (std::string line = private_text(i); !line.empty()) return line;
  if (std::string line = look(i); !line.empty()) return line;
  return effect(i) + modifiers(i);
}

std::string Printer::modifiers(const Instruction& i) const {
  std::string line;
  if (i.c.present()) line += " timeout " + text(i.c);
  if ((i.flags & kNonBlocking) != 0) line += " nonblocking";
  if ((i.flags & kInterruptible) != 0) line += " interruptible";
  if ((i.flags & kTolerated) != 0) line += " tolerated";
  return line;
}

void Printer::print_line(int32_t at) {
  const Instruction& i = p_.code[static_cast<std::size_t>(at)];
  std::string line = fmt::format("  {} {:>4}  {}", (i.flags & kBoundary) != 0 ? '>' : ' ', at, what(i));
  if (i.step.valid() && i.step != last_) {
    const StepInfo& step = p_.steps[i.step.index()];
    line = fmt::format("{:<48}  ; {}:{} {}", line, step.place.line, step.place.column, step.text);
    if (step.label.valid()) line += " as " + text(step.label);
  }
  last_ = i.step;
  out_ += line + "\n";
}

// Actors stand one after the other; behind the last one come the conditions.
int32_t Printer::end_of(const ActorInfo& actor) const {
  const std::size_t next = actor.id.index() + 1;
  if (next < p_.actors.size()) return p_.actors[next].entry;
  for (const Rule& rule : p_.rules)
    if (rule.condition.begin >= 0) return rule.condition.begin;
  return static_cast<int32_t>(p_.code.size());
}

void Printer::print_actor(const ActorInfo& actor) {
  actor_ = &actor;
  last_ = {};
  const std::string kind =
      actor.thread ? "thread of " + text(p_.actors[actor.process.index()].name) : "process";
  out_ += fmt::format("{}: {}{}{}\n", text(actor.name), kind, actor.manual ? ", manual" : "",
                      actor.daemon ? ", daemon" : "");
  for (int32_t at = actor.entry; at < end_of(actor); ++at) {
    for (std::size_t handler = 0; handler < actor.handler_entries.size(); ++handler)
      if (actor.handler_entries[handler] == at)
        out_ += fmt::format(" handler {} of signal {}, {}:{}\n", handler, p_.handlers[handler].signal,
                            p_.handlers[handler].place.line, p_.handlers[handler].place.column);
    print_line(at);
  }
}

void Printer::print_rule(const Rule& rule) {
  if (rule.condition.begin < 0) return;
  actor_ = nullptr;
  last_ = {};
  out_ += fmt::format("rule {}:{} {}\n", rule.expectation.place.line, rule.expectation.place.column,
                      rule.expectation.text);
  for (int32_t at = rule.condition.begin; at < rule.condition.end; ++at) print_line(at);
}

}  // namespace

std::string disassemble(const Program& program) { return Printer(program).print(); }

}  // namespace rehearse
