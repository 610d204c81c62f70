// What is wrong with resources: each text, and the first thing said of it.
#include "bad_input.h"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

constexpr BadInput kInputs[] = {
    {"r: mutx", "3:6: unknown kind of resource `mutx` | did you mean `mutex`?"},
    {"r: rwlock", "3:6: `rwlock` is not supported yet"},
    {"r:",
     "3:3: a resource needs its kind | there are `lock`, `mutex`, `semaphore`, `event`, `shared`, `atomic` "
     "and `local`"},
    {"r: {mutex: , kind: recursive}",
     "3:16: a resource is declared by its kind alone | options stand below it: `{mutex: {kind: ...}}`"},
    {"r: semaphore", "3:6: a semaphore needs its `value` | such as `{semaphore: 1}`"},
    {"r: {semaphore: -1}", "3:18: -1 is too small; the least is 0"},
    {"r: {semaphore: {value: 3, bound: 2}}", "3:36: `bound` is 2, less than the value 3"},
    {"r: {semaphore: {value: 3, order: fifo}}", "3:29: `order` is not supported yet"},
    {"r: {semaphore: {value: 1, bound: 1, backend: posix}}",
     "3:48: `posix` has no semaphore with `bound` | `backend: native` has"},
    {"r: {mutex: {kind: recursiv}}", "3:21: `kind` cannot be `recursiv` | did you mean `recursive`?"},
    {"r: {mutex: recursive}", "3:14: `mutex` takes no value | write `{mutex: {kind: recursive}}`"},
    {"r: {event: true}", "3:14: `event` takes no value | write `{event: {set: true}}`"},
    {"r: {mutex: {robust: true, backend: boost}}",
     "3:38: `boost` has no mutex with `robust` | `backend: native` has"},
    {"r: {event: {backend: boost}}", "3:24: `boost` has no event | there is `native`"},
    {"r: {lock: {backend: win32}}",
     "3:23: `backend` cannot be `win32` | there are `native`, `posix` and `boost`"},
    {"r: {lock: {scope: global}}", "3:21: `scope` cannot be `global` | there are `shared` and `process`"},
    {"r: {lock: {kind: recursive}}", "3:14: unknown key `kind` of a lock | there are `scope` and `backend`"},
    {"r: shared", "3:6: `shared` needs its first value | such as `{shared: 0}`"},
    {"r: {shared: {value: 0}}", "3:15: `shared` takes its first value alone | such as `{shared: 0}`"},
    {"r: {array: 3}", "3:6: an array needs `of:` | such as `{array: 5, of: lock}`"},
    {"r: {array: 0, of: lock}", "3:14: 0 is too small; the least is 1"},
    {"r: {array: 2, of: {array: 2, of: lock}}", "3:21: an array of arrays is not supported"},
};

TEST(BadInput, ABadResourceIsRefused) { expect_complaints(kInputs, as_resource); }

}  // namespace
}  // namespace rehearse
