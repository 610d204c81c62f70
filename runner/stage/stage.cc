#include "runner/stage/stage.h"

#include <fcntl.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/resource.h>

#include "primitives/check.h"
#include "runner/stage/asleep.h"
#include "runner/stage/birth.h"
#include "runner/stage/death.h"
#include "runner/stage/futex.h"
#include "runner/stage/quiescence.h"
#include "runner/stage/service.h"
#include "runner/stage/ticket.h"

namespace rehearse::stage {
namespace {

constexpr int64_t kMillisecond = 1'000'000;
constexpr int64_t kGrace = 5'000 * kMillisecond;  // beyond the time limit, for what is under way

// One run, from the first fork to the last death.
class Run {
 public:
  Run(Mapping& mapping, const Leash& leash)
      : mapping_(mapping),
        program_(mapping.program()),
        control_(mapping.control()),
        leash_(leash),
        family_(mapping),
        holder_{mapping, kStageId, {}, false},
        service_(mapping, family_, holder_) {}

  void perform() {
    mapping_.reset();
    control_.times.begin();
    deadline_ = control_.times.first_time + control_.timeout;
    service_.limit = deadline_ + kGrace;
    const Trace::Ending ending = begin_all() ? play() : trouble_ending();
    control_.ending = ending;
    cut();
    control_.times.end();
    for (const ActorInfo& info : program_.actors)
      if (is_up(mapping_.actor(info.id))) mapping_.actor(info.id).ended_by_runner = true;
    end_children();
  }

 private:
  void cut() {
    control_.raised_before_cut = control_.raised;
    // Counted is not written yet: its actor must not be killed in between.
    const int64_t patience = now() + 1'000 * kMillisecond;
    for (uint32_t i = 0; i < control_.raised_before_cut; ++i)
      while (control_.findings[i].written == 0 && now() < patience) sched_yield();
    control_.cut = see_ticket(control_);
  }

  // Auto processes in file order. None takes a step before all have begun.
  bool begin_all() {
    for (const ActorInfo& info : program_.actors) {
      if (info.thread || info.manual || (info.id.value == 0 && !program_.main_needed)) continue;
      if (begin_auto_process(mapping_, info.id, leash_) < 0)
        return write_trouble(mapping_, "fork failed"), false;
      if (!family_.adopt(info.id)) return write_trouble(mapping_, "a process was gone at once"), false;
      mapping_.actor(info.id).registered = 1;
    }
    while (!all_begun()) {
      std::vector<ActorId> dead;
      family_.wait(kMillisecond, dead);
      if (!dead.empty()) return outside(dead.front()), false;
      if (told_to_end() || now() > service_.limit)
        return write_trouble(mapping_, "the actors did not begin in time"), false;
    }
    control_.go = 1;
    futex_wake(control_.go);
    return true;
  }

  [[nodiscard]] bool all_begun() const {
    for (const ActorInfo& info : program_.actors)
      if (mapping_.actor(info.id).phase == static_cast<uint32_t>(Phase::starting)) return false;
    return true;
  }

  Trace::Ending play() {
    uint64_t last_ticket = 0;
    int64_t next_look = now() + kMillisecond;
    for (;;) {
      Trace::Ending ending;
      if (attend(ending)) return ending;
      if (now() >= next_look) {
        if (look(last_ticket, ending)) return ending;
        next_look = now() + kMillisecond;
      }
      family_.wait(kMillisecond, dead_);
    }
  }

  // What has come up: requests, births, deaths, findings, the end. True: the run is over.
  bool attend(Trace::Ending& ending) {
    adopt_newborn();
    if (!service_.serve() || !count_dead(ending)) return ending = trouble_ending(), true;
    if (told_to_end()) return ending = Trace::Ending::interrupted, true;
    if (control_.raised != 0) return ending = Trace::Ending::raised, true;
    if (control_.full != 0) return ending = Trace::Ending::log_full, true;
    if (only_daemons()) return ending = end_daemons(), true;
    if (now() >= deadline_) return ending = Trace::Ending::timeout, true;
    return false;
  }

  // Once a millisecond: can anybody still move?
  bool look(uint64_t& last_ticket, Trace::Ending& ending) {
    const uint64_t ticket = see_ticket(control_);
    const bool unmoved = ticket == last_ticket;
    last_ticket = ticket;
    if (someone_died_at_birth()) return ending = trouble_ending(), true;
    if (unmoved && is_quiescent(mapping_)) return ending = Trace::Ending::blocked, true;
    const std::vector<ActorId> cycle = find_cycle(mapping_);
    if (cycle.empty()) return false;
    control_.cycle_length = static_cast<uint32_t>(cycle.size());
    for (std::size_t i = 0; i < cycle.size(); ++i) control_.cycle[i] = cycle[i];
    // Where nobody at all can move that is the better thing to say.
    ending = is_quiescent(mapping_) ? Trace::Ending::blocked : Trace::Ending::cycle;
    return true;
  }

  [[nodiscard]] Trace::Ending trouble_ending() const {
    if (told_to_end()) return Trace::Ending::interrupted;
    if (killed_outside_) return Trace::Ending::killed_outside;
    return now() > deadline_ ? Trace::Ending::timeout : Trace::Ending::lost;
  }

  void adopt_newborn() {
    for (const ActorInfo& info : program_.actors) {
      ActorSlot& slot = mapping_.actor(info.id);
      if (info.thread || slot.registered != 0 || slot.phase != static_cast<uint32_t>(Phase::live)) continue;
      if (!family_.adopt(info.id)) outside(info.id);
      slot.registered = 1;
      futex_wake(slot.registered);
    }
  }

  bool count_dead(Trace::Ending&) {
    for (const ActorId process : dead_) {
      if (!family_.knows(process)) continue;  // counted by a request
      if (mapping_.process(process).over == 0)
        outside(process);
      else if (!service_.count(process))
        return false;
    }
    dead_.clear();
    return !killed_outside_;
  }

  void outside(ActorId process) {
    killed_outside_ = true;
    const std::string text = program_.symbols.text(program_.actors[process.index()].name) +
                             " died without a step, handler or request of the scenario as the cause";
    write_trouble(mapping_, text.c_str());
  }

  // A process that is killed from outside while it is being born: nobody has its pidfd yet.
  bool someone_died_at_birth() {
    for (const ActorInfo& info : program_.actors) {
      const ActorSlot& slot = mapping_.actor(info.id);
      if (info.thread || slot.phase != static_cast<uint32_t>(Phase::starting) || slot.pid == 0) continue;
      const char state = thread_state(slot.pid, slot.pid);
      if ((state == 'X' || state == 'Z') && slot.phase == static_cast<uint32_t>(Phase::starting))
        return outside(info.id), true;
    }
    return false;
  }

  [[nodiscard]] bool only_daemons() const {
    for (const ActorInfo& info : program_.actors)
      if (is_up(mapping_.actor(info.id)) && !is_daemon(program_, info.id)) return false;
    return true;
  }

  // Each between two of its steps, or in its sleep; what it still does until then counts.
  Trace::Ending end_daemons() {
    for (const ActorInfo& info : program_.actors) {
      if (info.thread || !is_up(mapping_.actor(info.id))) continue;
      mapping_.actor(info.id).ended_by_runner = true;
      if (!service_.kill_process(info.id, {})) return trouble_ending();
    }
    return control_.raised != 0 ? Trace::Ending::raised : Trace::Ending::complete;
  }

  Mapping& mapping_;
  const Program& program_;
  Control& control_;
  const Leash& leash_;
  Family family_;
  GuardHolder holder_;
  Service service_;
  int64_t deadline_ = 0;
  std::vector<ActorId> dead_;
  bool killed_outside_ = false;
};

// Nothing of the runner's stays open in us or in any actor; stderr is for CHECKs and sanitizers.
void let_go_of_descriptors(const StageDescriptors& ours) {
  const int null = open("/dev/null", O_RDWR | O_CLOEXEC);
  CHECK(null >= 0);
  CHECK(dup2(null, STDIN_FILENO) >= 0);
  CHECK(dup2(null, STDOUT_FILENO) >= 0);
  int from = 3;
  for (const int keep : {std::min(ours.bell, ours.done), std::max(ours.bell, ours.done)}) {
    if (keep > from) close_range(static_cast<unsigned>(from), static_cast<unsigned>(keep - 1), 0);
    from = keep + 1;
  }
  close_range(static_cast<unsigned>(from), ~0u, 0);
}

void settle_in(int runner, const StageDescriptors& descriptors) {
  set_kernel_mask(kAllSignals);
  catch_end();
  CHECK(prctl(PR_SET_PDEATHSIG, SIGTERM) == 0);
  if (getppid() != runner) _exit(3);
  setsid();
  CHECK(prctl(PR_SET_CHILD_SUBREAPER, 1) == 0);
  prctl(PR_SET_NAME, "rehearse stage");
  const rlimit none{0, 0};
  setrlimit(RLIMIT_CORE, &none);
  signal(SIGCHLD, SIG_DFL);
  let_go_of_descriptors(descriptors);
}

}  // namespace

void stage_main(Mapping& mapping, int runner, const StageDescriptors& descriptors) {
  settle_in(runner, descriptors);
  const Leash leash = make_leash();
  Control& control = mapping.control();
  Family nobody(mapping);
  for (;;) {
    std::vector<ActorId> dead;
    if (told_to_end() || getppid() != runner) {
      end_children();
      _exit(0);
    }
    if (control.ordered == control.done) {
      nobody.wait(1'000 * kMillisecond, dead);
      continue;
    }
    Run(mapping, leash).perform();
    if (told_to_end()) continue;
    control.done.store(control.ordered);
    const uint64_t one = 1;
    (void)!write(descriptors.done, &one, sizeof one);
  }
}

}  // namespace rehearse::stage
