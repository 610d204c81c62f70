// What must hold of every compiled program, whatever was written.
#pragma once
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "runner/program/evaluate.h"

namespace rehearse {

// Follows every path of every actor and says the first thing that is wrong: a part with two effects, a way
// round a loop without a boundary, a jump out of its actor, a register outside its frame.
class PartsCheck {
 public:
  explicit PartsCheck(const Program& program) : program_(program) {}

  std::string run() {
    for (std::size_t a = 0; a < program_.actors.size() && wrong_.empty(); ++a) {
      actor_ = &program_.actors[a];
      end_ = a + 1 < program_.actors.size() ? program_.actors[a + 1].entry
                                            : static_cast<int32_t>(program_.code.size());
      follow(actor_->entry);
      for (const int32_t entry : actor_->handler_entries)
        if (entry >= 0) follow(entry);
    }
    return wrong_;
  }

 private:
  struct State {
    int32_t at;
    bool had_effect;
    auto operator<=>(const State&) const = default;
  };

  void follow(int32_t entry) {
    std::set<State> seen;
    std::vector<State> open{{entry, false}};
    while (!open.empty() && wrong_.empty()) {
      State state = open.back();
      open.pop_back();
      if (!seen.insert(state).second) continue;
      if (state.at < actor_->entry || state.at >= end_) return fail(state.at, "is outside its actor");
      const Instruction& i = program_.code[static_cast<std::size_t>(state.at)];
      if ((i.flags & kBoundary) != 0) state.had_effect = false;
      if (!is_private(i.op) && state.had_effect) return fail(state.at, "is a second effect of its part");
      check_registers(state.at, i);
      state.had_effect = state.had_effect || !is_private(i.op);
      for (const int32_t next : after(state.at, i)) open.push_back({next, state.had_effect});
    }
    std::set<int32_t> done, path;
    for (const State& state : seen) find_round(state.at, done, path);
  }

  std::vector<int32_t> after(int32_t at, const Instruction& i) {
    switch (i.op) {
      case Op::finish:
      case Op::handler_end:
      case Op::exit_process: return {};
      case Op::jump: return {i.target};
      case Op::atomic: check_body(at, i); return {i.target};
      case Op::jump_if:
      case Op::jump_unless:
      case Op::jump_if_ok:
      case Op::jump_if_error: return {at + 1, i.target};
      default: return {at + 1};
    }
  }

  void check_body(int32_t at, const Instruction& atomic) {
    for (int32_t inside = at + 1; inside < atomic.target; ++inside) {
      const Instruction& i = program_.code[static_cast<std::size_t>(inside)];
      const bool look = i.op == Op::load || i.op == Op::look || i.op == Op::look_actor || i.op == Op::store;
      if (!look && !is_private(i.op)) fail(inside, "may not stand in an atomic");
      if ((i.flags & kBoundary) != 0) fail(inside, "is a boundary in an atomic");
      check_registers(inside, i);
    }
  }

  // Depth first through what is reached without a boundary.
  void find_round(int32_t at, std::set<int32_t>& done, std::set<int32_t>& path) {
    if (done.contains(at)) return;
    if (!path.insert(at).second) return fail(at, "is on a loop without a boundary");
    for (const int32_t next : after(at, program_.code[static_cast<std::size_t>(at)]))
      if ((program_.code[static_cast<std::size_t>(next)].flags & kBoundary) == 0 && wrong_.empty())
        find_round(next, done, path);
    path.erase(at);
    done.insert(at);
  }

  void check_registers(int32_t at, const Instruction& i) {
    for (const Operand* operand : {&i.to, &i.a, &i.b, &i.c}) {
      const int32_t count = operand->kind == Operand::Kind::name ? actor_->names
                            : operand->kind == Operand::Kind::temporary
                                ? actor_->temporaries
                                : static_cast<int32_t>(program_.constants.size());
      if (operand->present() && (operand->number < 0 || operand->number >= count))
        fail(at, "has a register too many");
    }
  }

  void fail(int32_t at, const std::string& what) {
    if (wrong_.empty())
      wrong_ = program_.symbols.text(actor_->name) + ": instruction " + std::to_string(at) + " " + what;
  }

  const Program& program_;
  const ActorInfo* actor_ = nullptr;
  int32_t end_ = 0;
  std::string wrong_;
};

inline std::string broken_parts(const Program& program) { return PartsCheck(program).run(); }

}  // namespace rehearse
