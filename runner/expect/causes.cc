#include "runner/expect/causes.h"

#include <algorithm>

namespace rehearse {
namespace {

constexpr uint64_t kNeverEnded = UINT64_MAX - 1;

uint64_t place_in_life(const Event& event) {
  if (event.kind == Event::Kind::exit) return UINT64_MAX;
  return event.maybe ? kNeverEnded : event.end;
}

Op op_of(const Program& program, const Event& event) {
  const auto index = static_cast<std::size_t>(event.instruction);
  return event.instruction >= 0 && index < program.code.size() ? program.code[index].op : Op::move;
}

class EdgeFinder {
 public:
  EdgeFinder(const Program& program, const Trace& trace, const Actors& actors)
      : program_(program), trace_(trace), actors_(actors) {}

  std::vector<Edge> find() {
    for (uint32_t i = 0; i < trace_.events.size(); ++i) add_causes(i);
    add_births();
    add_deaths();
    return std::move(edges_);
  }

 private:
  void add(int64_t from, int64_t to) {
    if (from >= 0 && to >= 0 && from != to)
      edges_.push_back({static_cast<uint32_t>(from), static_cast<uint32_t>(to)});
  }

  void add_causes(uint32_t i) {
    const Event& event = trace_.events[i];
    if (event.cause.actor.valid()) add(actors_.find(event.cause), i);
    if (event.kind != Event::Kind::step || event.failed()) return;
    switch (op_of(program_, event)) {
      case Op::start: add(i, actors_.first(ActorId(event.target), Event::Kind::start)); break;
      case Op::join:
      case Op::waitpid: add(actors_.first(ActorId(event.target), Event::Kind::exit), i); break;
      case Op::await: add_await(i, event); break;
      default: break;
    }
  }

  // A process's auto threads begin after it.
  void add_births() {
    for (const ActorInfo& actor : program_.actors)
      if (actor.thread && !actor.manual)
        add(actors_.first(actor.process, Event::Kind::start), actors_.first(actor.id, Event::Kind::start));
  }

  // A thread without an end of its own ended with its process.
  void add_deaths() {
    for (const ActorInfo& actor : program_.actors) {
      if (!actor.thread || actors_.of(actor.id).empty() || actors_.first(actor.id, Event::Kind::exit) >= 0)
        continue;
      add(actors_.of(actor.id).back(), actors_.first(actor.process, Event::Kind::exit));
    }
  }

  void add_await(uint32_t i, const Event& event) {
    const auto number =
        static_cast<std::size_t>(program_.code[static_cast<std::size_t>(event.instruction)].number);
    if (number >= program_.awaits.size()) return;
    const AwaitInfo& await = program_.awaits[number];
    const bool counted = program_.code[static_cast<std::size_t>(event.instruction)].a.present();
    if (await.state) return add_asleep(i, await.pattern);
    // With `times:` it is not known which of several actors' occurrences it counted; tickets must do.
    if (counted && await.pattern.actors.size() > 1) return;
    const int wanted = await.pattern.occurrence > 0 ? await.pattern.occurrence : 1;
    for (ActorId actor : await.pattern.actors) add(nth(actor, await.pattern, wanted), i);
  }

  int64_t nth(ActorId actor, const EventPattern& pattern, int wanted) const {
    if (actor.index() >= actors_.count()) return -1;
    for (uint32_t i : actors_.of(actor))
      if (!trace_.events[i].maybe && matches(program_, pattern, trace_.events[i]) && --wanted == 0) return i;
    return -1;
  }

  // `await: x.acquire(m).blocks`: x was asleep in that wait at the await's instant, so the wait began before
  // it and the step ended after it. Which of x's waits it was is known where only one can have overlapped the
  // await.
  void add_asleep(uint32_t i, const EventPattern& pattern) {
    for (ActorId actor : pattern.actors) {
      if (actor.index() >= actors_.count()) continue;
      int64_t wait = -1, after = -1;
      int candidates = 0;
      const auto& own = actors_.of(actor);
      for (std::size_t k = 0; k < own.size(); ++k) {
        const Event& event = trace_.events[own[k]];
        if (event.earliest() >= trace_.events[i].latest()) break;
        if (!matches(program_, pattern, event)) continue;
        const int64_t end = step_of_wait(own, k);
        if (end >= 0 && trace_.events[static_cast<std::size_t>(end)].latest() < trace_.events[i].earliest())
          continue;
        ++candidates, wait = own[k], after = end;
      }
      if (candidates != 1) continue;
      add(wait, i);
      add(i, after);
    }
  }

  int64_t step_of_wait(const std::vector<uint32_t>& own, std::size_t wait) const {
    const Event& begun = trace_.events[own[wait]];
    for (std::size_t k = wait + 1; k < own.size(); ++k) {
      const Event& event = trace_.events[own[k]];
      if (event.kind == Event::Kind::exit) return own[k];
      if (event.kind == Event::Kind::step && event.step == begun.step && event.depth == begun.depth)
        return own[k];
    }
    return -1;
  }

  const Program& program_;
  const Trace& trace_;
  const Actors& actors_;
  std::vector<Edge> edges_;
};

}  // namespace

Actors::Actors(const Program& program, const Trace& trace) : trace_(trace) {
  std::size_t count = program.actors.size();
  for (const Event& event : trace.events)
    if (event.actor.valid()) count = std::max(count, event.actor.index() + 1);
  lists_.resize(count);
  by_sequence_.resize(count);
  for (uint32_t i = 0; i < trace.events.size(); ++i) {
    const Event& event = trace.events[i];
    if (!event.actor.valid()) continue;
    lists_[event.actor.index()].push_back(i);
    auto& sequences = by_sequence_[event.actor.index()];
    if (event.sequence == 0 || event.sequence > trace.events.size() * 4) continue;
    if (sequences.size() <= event.sequence) sequences.resize(event.sequence + std::size_t{1}, -1);
    sequences[event.sequence] = i;
  }
  for (auto& list : lists_)
    std::stable_sort(list.begin(), list.end(), [&](uint32_t a, uint32_t b) {
      return place_in_life(trace.events[a]) < place_in_life(trace.events[b]);
    });
}

int64_t Actors::find(Event::Cause cause) const {
  if (!cause.actor.valid() || cause.actor.index() >= by_sequence_.size()) return -1;
  const auto& sequences = by_sequence_[cause.actor.index()];
  return cause.sequence < sequences.size() ? sequences[cause.sequence] : -1;
}

int64_t Actors::first(ActorId actor, Event::Kind kind) const {
  if (!actor.valid() || actor.index() >= lists_.size()) return -1;
  const auto& own = lists_[actor.index()];
  const auto matching = [&](uint32_t i) { return trace_.events[i].kind == kind; };
  if (kind == Event::Kind::exit) {  // the last one: search from the back
    const auto found = std::find_if(own.rbegin(), own.rend(), matching);
    return found != own.rend() ? int64_t{*found} : -1;
  }
  const auto found = std::find_if(own.begin(), own.end(), matching);
  return found != own.end() ? int64_t{*found} : -1;
}

std::vector<Edge> causal_edges(const Program& program, const Trace& trace, const Actors& actors) {
  return EdgeFinder(program, trace, actors).find();
}

}  // namespace rehearse
