#include "runner/report/wakers.h"

#include <algorithm>
#include <array>
#include <map>

#include "runner/expect/causes.h"

namespace rehearse {
namespace {

constexpr int kMostHolders = 64;

// Whether the verb `by` can end a wait in `waiting`: asked of the room's meaning itself, in a state where
// somebody must wait. True where no such state was found: better an arrow too many than none.
bool can_end_wait(const ObjectInfo& object, std::size_t waiting, std::size_t by) {
  const Room& its_room = room(object.room);
  const Verb &waiter = its_room.verbs[waiting], &waker = its_room.verbs[by];
  if (waiter.attempt == nullptr || waker.attempt == nullptr || waker.late != Late::never) return false;
  alignas(16) std::array<std::byte, kStateBytes> state{};
  if (its_room.init != nullptr) its_room.init(state.data(), object.options);
  const auto attempt = [&](const Verb& verb, int actor) {
    Call call;
    call.actor = call.process = ActorId(actor);
    return verb.attempt(state.data(), call);
  };
  for (int actor = 0; actor < kMostHolders; ++actor)
    if (attempt(waiter, actor).kind == Effect::Kind::must_wait)
      return attempt(waker, 0).wake != Effect::Wake::nobody;
  return true;
}

class Wakers {
 public:
  Wakers(const Program& program, const Trace& trace)
      : program_(program), trace_(trace), wakers_(trace.events.size(), kNobody) {}

  std::vector<std::size_t> find() {
    const Actors actors(program_, trace_);
    for (const Edge& edge : causal_edges(program_, trace_, actors)) take_edge(edge);
    for (std::size_t i = 0; i < trace_.events.size(); ++i) {
      const Event& event = trace_.events[i];
      if (const int64_t cause = actors.find(event.cause); event.cause.actor.valid() && cause >= 0)
        wakers_[i] = static_cast<std::size_t>(cause);
      if (event.kind == Event::Kind::blocks) begun_waiting_[event.actor] = i;
      if (event.kind == Event::Kind::step && event.blocked && wakers_[i] == kNobody)
        wakers_[i] = last_on_object(i);
    }
    return std::move(wakers_);
  }

 private:
  // Of several that an await needs, the last.
  void take_edge(const Edge& edge) {
    const Event& event = trace_.events[edge.to];
    const Instruction* instruction = instruction_of(event);
    if (instruction == nullptr || instruction->op != Op::await || !event.blocked) return;
    if (wakers_[edge.to] == kNobody || wakers_[edge.to] < edge.from) wakers_[edge.to] = edge.from;
  }

  [[nodiscard]] const Instruction* instruction_of(const Event& event) const {
    if (event.kind != Event::Kind::step || event.instruction < 0) return nullptr;
    return &program_.code[static_cast<std::size_t>(event.instruction)];
  }

  [[nodiscard]] const Instruction* primitive(const Event& event) const {
    const Instruction* instruction = instruction_of(event);
    return instruction != nullptr && instruction->op == Op::primitive && event.target >= 0 ? instruction
                                                                                           : nullptr;
  }

  // Its end may lie a little after the end of the wait that it ended.
  [[nodiscard]] std::size_t last_on_object(std::size_t step) const {
    constexpr std::size_t kAhead = 16;
    const Event& waited = trace_.events[step];
    const Instruction* waiting = primitive(waited);
    const auto begun = begun_waiting_.find(waited.actor);
    if (waiting == nullptr || waited.late || begun == begun_waiting_.end()) return kNobody;
    for (std::size_t i = std::min(step + kAhead, trace_.events.size()); i-- > begun->second;) {
      const Event& event = trace_.events[i];
      const Instruction* by = primitive(event);
      if (by == nullptr || event.actor == waited.actor || event.target != waited.target || event.failed())
        continue;
      if (event.earliest() > waited.latest() || event.latest() < trace_.events[begun->second].begin) continue;
      const ObjectInfo& object = program_.objects[static_cast<std::size_t>(event.target)];
      if (can_end_wait(object, waiting->sub, by->sub)) return i;
    }
    return kNobody;
  }

  const Program& program_;
  const Trace& trace_;
  std::vector<std::size_t> wakers_;
  std::map<ActorId, std::size_t> begun_waiting_;  // the last `.blocks` of each
};

}  // namespace

std::vector<std::size_t> wakers_of(const Program& program, const Trace& trace) {
  return Wakers(program, trace).find();
}

}  // namespace rehearse
