// The runner's side of the stage: real runs of one program, in one stage process that is forked again if it
// is lost.
#pragma once
#include <cstdint>
#include <memory>
#include <string>

#include "runner/trace/trace.h"

namespace rehearse {

struct Schedule {
  enum class Kind : uint8_t { free, noise } kind = Kind::free;
  uint64_t seed = 0;
  [[nodiscard]] std::string text() const;  // "free", "noise:12"
};

// Not copyable: owns the shared mapping and the stage process. The caller must be single-threaded when the
// first run begins (the stage is a fork of it).
class Runs {
 public:
  explicit Runs(const Program& program);
  ~Runs();
  Runs(const Runs&) = delete;
  Runs& operator=(const Runs&) = delete;
  // Never throws, never hangs: after `timeout` ns of wall clock the run is ended (Trace::Ending::timeout).
  // `stop` is looked at while waiting: once it is true the run is cleaned up (Trace::Ending::interrupted).
  Trace run(const Schedule& schedule, int64_t timeout, const volatile bool* stop);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Makes the calling process a subreaper, so that nothing outlives it even if a stage is killed. Once, at the
// beginning.
void adopt_orphans();

}  // namespace rehearse
