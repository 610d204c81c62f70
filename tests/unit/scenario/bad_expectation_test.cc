// What is wrong with expectations: each text, and the first thing said of it.
#include "bad_input.h"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

constexpr BadInput kInputs[] = {
    {"- ordr: [a.start, b.start]", "14:5: unknown expectation `ordr` | did you mean `order`?"},
    {"- possible: {order: [a.start, b.start]}", "14:5: `possible` is not supported yet"},
    {"- order: a.start", "14:12: `order` needs a list"},
    {"- order: [a.start]\n  never: b.start",
     "15:5: one entry expects one thing, here are `order` and `never` | begin another entry with `- `"},
    {"- never: b.boom", "14:12: no step can make the event `b.boom` | did you mean `room`?"},
    {"- never: c.start", "14:12: there is no actor `c` | there are `main`, `b`, `w`, `t`, `tm` and `a`"},
    {"- precedes: {first: a.start, than: b.start}",
     "14:32: unknown key `than` of `precedes` | did you mean `then`?"},
    {"- leads_to: {from: a.start, to: b.start, within: 5}",
     "14:52: a duration needs a unit | write `5ms` or `5s`"},
    {"- exclusive: a.start",
     "14:16: `exclusive` wants a span, and `a.start` is a point | a span is made by `section: name`, and "
     "named without `.begin` or `.end`"},
    {"- inside: b.room", "14:5: `inside` needs `at_most` or `peak`"},
    {"- order: [a.start, b.start]\n  after: b.start",
     "15:5: unknown key `after` of `order` | there are `order`, `name`, `vacuous` and `strength`"},
    {"- never: b.start\n  between: a.start", "15:14: `between` needs two events, `[A, B]`"},
    {"- never: b.start\n  after: a.start\n  each: true", "16:5: `each` belongs to `between`"},
    {"- occurs: b.start\n  times: 1\n  at_least: 1",
     "15:5: `times` says it all; leave `at_least` and `at_most` out"},
    {"- never: b.start\n  vacuous: yes", "15:14: `vacuous` cannot be `yes` | there is `ok`"},
    {"- never: b.start\n  strength: verified",
     "15:15: `strength` cannot be `verified` | there is `observed`"},
    {"- exit: {b: 300}", "14:15: 300 is too large; the most is 255"},
    {"- exit: {b: SIGKIL}", "14:15: there is no signal `SIGKIL` | did you mean `SIGKILL`?"},
    {"- exit: {b: -9}",
     "14:15: an exit code is between 0 and 255 | death by a signal is its name, such as `SIGKILL`"},
    {"- exit: {c: 0}", "14:12: there is no actor `c` | there are `main`, `b`, `w`, `t`, `tm` and `a`"},
    {"- exit: {\"w[0]\": 0, \"w[0] \": 1}", "14:23: how this actor ends is said twice"},
    {"- never: a.join(b)#1.fails",
     "14:21: `#` and its number stand last in an event | as in `a.join(b).fails#1`"},
    {"- always: x = 1", "14:15: unknown operator `=` | to compare, write `==`"},
    {"- always: b1.value == 1", "14:16: the `boost` semaphore has no `.value` | `backend: native` has"},
    {"- finally: count(b.boom) == 1", "14:20: no step can make the event `b.boom` | did you mean `room`?"},
    {"- finally: min(x, y2) == 1", "14:21: unknown name `y2`"},
};

TEST(BadInput, ABadExpectationIsRefused) { expect_complaints(kInputs, as_expectation); }

}  // namespace
}  // namespace rehearse
