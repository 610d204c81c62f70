#include "runner/stage/collect.h"

#include <algorithm>
#include <cstring>

#include "runner/program/evaluate.h"

namespace rehearse::stage {
namespace {

bool is(const ActorSlot& slot, Phase phase) { return slot.phase == static_cast<uint32_t>(phase); }

std::vector<Event> collect_events(const Mapping& mapping) {
  const Control& control = mapping.control();
  if (control.base == 0) return {};          // no run has begun
  const uint64_t before = control.base - 1;  // tickets of a trace begin at 1
  const uint64_t after = control.cut != 0 ? control.cut : control.ticket.load();
  std::vector<Event> events;
  for (uint32_t holder = 0; holder <= mapping.program().actors.size(); ++holder) {
    const Event* log = mapping.log_events(holder);
    events.insert(events.end(), log, log + mapping.log(holder).count);
  }
  std::sort(events.begin(), events.end(), [](const Event& a, const Event& b) { return a.end < b.end; });
  std::erase_if(events, [&](const Event& event) { return event.end >= after; });
  for (Event& event : events) {
    event.begin -= before;
    event.end -= before;
    if (event.point != kNoTicket) event.point -= before;
    event.time = control.times.time_of(event.time);
  }
  return events;
}

void fill_doing(const ActorSlot& slot, ActorEnd& end) {
  const Undertaking& doing = slot.doing[std::min<std::size_t>(slot.depth, kDepths - 1)];
  end.waiting = doing.announced != 0;
  end.step = doing.step;
  end.waits_for = doing.target;
}

// A process that the program does without: it would only wait for the others.
void fill_needless_main(const Mapping& mapping, ActorEnd& end) {
  end.began = true;
  for (const ActorInfo& info : mapping.program().actors) {
    const ActorSlot& slot = mapping.actor(info.id);
    if (info.thread || info.daemon || is(slot, Phase::unborn) || is(slot, Phase::ended)) continue;
    end.waiting = true;
    end.waits_for = info.id.value;
    return;
  }
  end.ended = true;
  end.exitcode = Value::integer(0);
}

ActorEnd collect_actor(const Mapping& mapping, const ActorInfo& info) {
  const ActorSlot& slot = mapping.actor(info.id);
  ActorEnd end;
  const Value* names = mapping.names(info.id);
  end.names.assign(names, names + info.names);
  if (info.id.value == 0 && !mapping.program().main_needed) return fill_needless_main(mapping, end), end;
  end.began = !is(slot, Phase::unborn);
  end.ended = is(slot, Phase::ended);
  end.ended_by_runner = slot.ended_by_runner;
  end.ended_by_parent = slot.ended_by_parent && end.ended;
  end.ended_with_process = slot.ended_with_process;
  end.reaped = slot.reaped && !slot.reaped_at_end;
  end.reaped_at_end = slot.reaped_at_end;
  end.parent = slot.parent;
  end.parent_ignored_sigchld = slot.parent_ignored;
  if (slot.parent.valid()) {
    const ProcessSlot& parent = mapping.process(slot.parent);
    end.parent_died = parent.over != 0 && !parent.natural && is(mapping.actor(slot.parent), Phase::ended);
  }
  if (end.ended && !info.thread) end.exitcode = Value::integer(mapping.process(info.id).exitcode);
  if (end.began && !end.ended) fill_doing(slot, end);
  return end;
}

ObjectEnd collect_object(const Mapping& mapping, const ObjectInfo& info, ActorId process) {
  const Object& object = mapping.object(info.id, process);
  const Room& its = room(info.room);
  ObjectEnd end;
  end.object = info.id;
  end.process = info.scope == Scope::process ? process : ActorId();
  std::memcpy(end.state.data(), object.state, kStateBytes);
  const auto backend = static_cast<std::size_t>(info.backend);
  if (backend < its.backends.size() && its.backends[backend].observe != nullptr)
    its.backends[backend].observe(object, end.state.data());
  if (its.holder != nullptr)
    end.owner = its.holder(end.state.data());
  else if (its.owner != nullptr)
    end.owner = its.owner(end.state.data());
  return end;
}

std::vector<ObjectEnd> collect_objects(const Mapping& mapping) {
  std::vector<ObjectEnd> ends;
  for (const ObjectInfo& info : mapping.program().objects) {
    if (info.scope != Scope::process) {
      ends.push_back(collect_object(mapping, info, ActorId(0)));
      continue;
    }
    for (const ActorInfo& actor : mapping.program().actors)
      if (!actor.thread && (!is(mapping.actor(actor.id), Phase::unborn) || actor.id.value == 0))
        ends.push_back(collect_object(mapping, info, actor.id));
  }
  return ends;
}

std::string number_or_name(const Program& program, const Value& value) { return to_text(program, value); }

std::string text_of(const Program& program, const RaisedSlot& slot) {
  const auto name = [&](Symbol symbol) {
    return symbol.valid() ? program.symbols.text(symbol) : std::string("?");
  };
  if (slot.reason != nullptr) return slot.reason;
  if (slot.kind == Raised::Kind::not_owner) return "released by an actor that does not hold it";
  switch (static_cast<Trap>(slot.trap)) {
    case Trap::none: break;
    case Trap::overflow: return "an integer overflow";
    case Trap::division_by_zero: return "a division by zero";
    case Trap::unset_name: return "a name is read that nothing wrote";
    case Trap::index_out_of_range:
      return "index " + number_or_name(program, slot.got) + " is not in 0 to " +
             number_or_name(program, slot.wanted);
    case Trap::wrong_type: return "a value of the wrong kind";
    case Trap::step_failed: return "fails with " + name(slot.error);
    case Trap::untrue: return "is false";
    case Trap::returned_otherwise:
      if (slot.error != symbols::ok)
        return "fails with " + name(slot.error) + ", should return " + number_or_name(program, slot.wanted);
      return "returned " + number_or_name(program, slot.got) + ", not " +
             number_or_name(program, slot.wanted);
    case Trap::failed_otherwise:
      if (slot.error == symbols::ok)
        return "succeeded, should fail with " + number_or_name(program, slot.wanted);
      return "fails with " + name(slot.error) + ", not " + number_or_name(program, slot.wanted);
    case Trap::blocked_otherwise:
      return truth(slot.got, {}) ? "had to wait, but should not" : "did not have to wait, but should";
  }
  return "";
}

std::vector<Raised> collect_raised(const Mapping& mapping) {
  std::vector<Raised> raised;
  const Control& control = mapping.control();
  const uint32_t count = control.cut != 0 ? control.raised_before_cut : kMostRaised;
  for (uint32_t i = 0; i < count; ++i) {
    const RaisedSlot& slot = control.findings[i];
    if (slot.written == 0) continue;
    Raised one;
    one.kind = slot.kind;
    one.actor = slot.actor;
    one.step = slot.step;
    one.instruction = slot.instruction;
    one.error = slot.error;
    one.got = slot.got;
    one.wanted = slot.wanted;
    one.text = text_of(mapping.program(), slot);
    raised.push_back(one);
  }
  return raised;
}

}  // namespace

Trace collect(const Mapping& mapping, Trace::Ending ending) {
  Control& control = mapping.control();
  if (control.times.last_time == control.times.first_time) control.times.end();  // the stage could not
  Trace trace;
  trace.ending = ending;
  trace.events = collect_events(mapping);
  for (const ActorInfo& info : mapping.program().actors) trace.actors.push_back(collect_actor(mapping, info));
  trace.objects = collect_objects(mapping);
  trace.raised = collect_raised(mapping);
  trace.cycle.assign(control.cycle.begin(), control.cycle.begin() + control.cycle_length);
  trace.trouble = control.trouble.data();
  drop_unfreed(mapping.program(), trace);
  return trace;
}

}  // namespace rehearse::stage
