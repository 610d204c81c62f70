#include <fmt/format.h>

#include <chrono>
#include <cstdio>

#include "runner/cli/commands.h"
#include "runner/cli/exit_code.h"
#include "runner/cli/interrupt.h"
#include "runner/cli/perform.h"
#include "runner/cli/terminal.h"
#include "runner/cli/workers.h"
#include "runner/report/report.h"

namespace rehearse {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto kRedraw = std::chrono::milliseconds(80);

int64_t since(Clock::time_point begin) {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(Clock::now() - begin).count();
}

// Options that the command which shows a finding again must repeat.
std::string extra_options(const Options& options) {
  std::string text;
  if (!options.backend.empty()) text += " --backend " + options.backend;
  if (options.timeout) text += fmt::format(" --timeout {}us", *options.timeout / 1000);
  return text;
}

class Session {
 public:
  Session(const Options& options, const Loaded& loaded)
      : options_(options),
        loaded_(loaded),
        selected_(select(loaded, options)),
        look_(look_of(stdout, options.no_color)) {}

  int run() {
    if (selected_.empty()) {
      std::fputs("rehearse: no scenario matches\n", stderr);
      return exit_code::kNothing;
    }
    watch_interrupts();
    adopt_orphans();
    Jobs jobs;
    jobs.count = selected_.size();
    jobs.run = [&](std::size_t i) { return perform_one(i); };
    jobs.lost = [&](std::size_t i, std::string why) { return lost(i, std::move(why)); };
    jobs.deliver = [&](std::size_t i, const JobResult& result) { return deliver(i, result); };
    run_jobs(jobs, options_.jobs, interrupt_flag());
    return finish();
  }

 private:
  JobResult perform_one(std::size_t index) {
    const Scenario& scenario = selected_[index]->scenario;
    Program program = compile(scenario).program;
    program.file = selected_[index]->file;
    program.timeout = options_.timeout.value_or(program.timeout);
    const auto progress = [&](int done, int of) {
      if (options_.jobs == 1)
        draw_progress(index, fmt::format("{}, run {} of {}", scenario.title, done + 1, of));
    };
    const Performance performance = perform(scenario, program, options_, interrupt_flag(), progress);
    return render(index, program, performance);
  }

  JobResult lost(std::size_t index, std::string why) {
    Performance performance;
    performance.verdict.outcome = Verdict::Outcome::broken;
    performance.verdict.notes.push_back(std::move(why));
    return render(index, compile(selected_[index]->scenario).program, performance);
  }

  JobResult render(std::size_t index, const Program& program, const Performance& performance) {
    const LoadedScenario& loaded = *selected_[index];
    const std::string filter = loaded.alone ? "" : loaded.scenario.title;
    const Judged judged{loaded.scenario, program, performance.verdict,    loaded_.sources, performance.wall,
                        loaded.file,     filter,  extra_options(options_)};
    JobResult result{performance.verdict.outcome, performance.interrupted, {}};
    result.text = options_.json ? to_json(judged)
                                : result_line(judged, look_) + explanation(judged, look_, options_.verbose);
    return result;
  }

  bool deliver(std::size_t index, const JobResult& result) {
    if (result.interrupted) return false;
    progress_.clear();
    std::fputs(result.text.c_str(), stdout);
    std::fflush(stdout);
    totals_.add(result.outcome);
    after_block_ = result.text.ends_with("\n\n");
    if (index + 1 < selected_.size()) draw_progress(index + 1, selected_[index + 1]->scenario.title);
    const bool good = result.outcome == Verdict::Outcome::pass || result.outcome == Verdict::Outcome::skipped;
    ++delivered_;
    stopped_early_ = !good && options_.fail_fast;
    return !stopped_early_;
  }

  void draw_progress(std::size_t index, const std::string& text) {
    if (Clock::now() - drawn_ < kRedraw) return;
    drawn_ = Clock::now();
    progress_.show(fmt::format("[{}/{}] {}", index + 1, selected_.size(), text));
  }

  int finish() {
    progress_.clear();
    if (!options_.json)
      fmt::print("{}{}", after_block_ ? "" : "\n", summary_line(totals_, since(begin_), look_));
    if (*interrupt_flag()) {
      std::fputs("rehearse: interrupted\n", stderr);
      return exit_code::kInterrupted;
    }
    if (totals_.broken > 0 || (delivered_ < selected_.size() && !stopped_early_)) return exit_code::kOurs;
    if (totals_.failed > 0) return exit_code::kFailed;
    return totals_.inconclusive > 0 ? exit_code::kInconclusive : exit_code::kPass;
  }

  const Options& options_;
  const Loaded& loaded_;
  std::vector<const LoadedScenario*> selected_;
  Look look_;
  ProgressLine progress_;
  Totals totals_;
  std::size_t delivered_ = 0;
  bool stopped_early_ = false;
  bool after_block_ = false;  // an explanation ends with an empty line of its own
  Clock::time_point begin_ = Clock::now();
  Clock::time_point drawn_;
};

}  // namespace

int run_scenarios(const Options& options) {
  if (!options.backend.empty() && !is_backend(options.backend)) {
    fmt::print(stderr, "rehearse: no primitive has a backend `{}`; `rehearse backends` lists them\n",
               options.backend);
    return exit_code::kUsage;
  }
  const Loaded loaded = load_and_report(options);
  if (!loaded.valid()) return exit_code::kUsage;
  return Session(options, loaded).run();
}

}  // namespace rehearse
