#include "runner/program/rules.h"

#include <algorithm>

#include "runner/program/expressions.h"

namespace rehearse {
namespace {

template <class T>
void sort_unique(std::vector<T>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// Objects first … first + count - 1 of the resource or actor that the instruction names an element of.
int32_t how_many(const Build& build, const Instruction& look) {
  if (!look.b.present()) return 1;
  if (look.op == Op::look_actor) return build.written(build.actor(ActorId(look.number)).scenario_actor).count;
  return build.resource(build.program.objects[static_cast<std::size_t>(look.number)].resource).count;
}

void note_what_it_reads(Build& build, Code& code) {
  for (int32_t at = code.begin; at < code.end; ++at) {
    const Instruction& look = build.program.code[static_cast<std::size_t>(at)];
    const bool object = look.op == Op::load || look.op == Op::look || look.op == Op::waiting;
    const bool actor = look.op == Op::look_actor || look.op == Op::look_name;
    if (look.op == Op::count || look.op == Op::inside) code.patterns.push_back(look.number);
    if (!object && !actor) continue;
    if (look.op != Op::look_name && look.target == 0) build.program.main_needed = true;  // whose memory it is
    for (int32_t i = 0; i < how_many(build, look); ++i)
      if (object)
        code.words.emplace_back(look.number + i);
      else
        code.actors.emplace_back(look.number + i);
  }
  sort_unique(code.words);
  sort_unique(code.actors);
  sort_unique(code.patterns);
}

Code lower_condition(Build& build, const Expression& condition) {
  Emitter& emitter = build.emitter;
  emitter.begin_actor();
  emitter.begin_frame(0);
  emitter.set_step({});
  Code code;
  code.begin = emitter.here();
  {
    const Emitter::OnePart one(emitter);
    Expressions expressions(build, {});
    const Operand value = expressions.lower(condition);
    if (value != Operand{Operand::Kind::temporary, 0}) {
      emitter.begin_frame(0);
      const Operand result = emitter.temporary();
      Instruction& move = emitter.emit(Op::move);
      move.to = result;
      move.a = value;
    }
  }
  code.end = emitter.here();
  code.temporaries = emitter.most_temporaries();
  emitter.end_actor();
  if (code.temporaries > kMostConditionTemporaries)
    build.diagnostics.push_back({condition.place, "the condition is nested too deeply",
                                 "split it into several expectations", Diagnostic::Severity::error});
  note_what_it_reads(build, code);
  return code;
}

}  // namespace

void lower_rules(Build& build) {
  for (const Expectation& expectation : build.scenario.expectations) {
    Rule rule{expectation, {}};
    if (expectation.condition) rule.condition = lower_condition(build, *expectation.condition);
    build.program.rules.push_back(std::move(rule));
  }
}

}  // namespace rehearse
