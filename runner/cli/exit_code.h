// What the exit status of `rehearse` means.
#pragma once
namespace rehearse {

namespace exit_code {
constexpr int kPass = 0;
constexpr int kFailed = 1;        // a scenario failed
constexpr int kUsage = 2;         // the command line, or an invalid scenario
constexpr int kOurs = 3;          // our own fault, `broken` too
constexpr int kNothing = 4;       // nothing matched
constexpr int kInconclusive = 5;  // only inconclusive ones beside passes
constexpr int kInterrupted = 130;
}  // namespace exit_code

}  // namespace rehearse
