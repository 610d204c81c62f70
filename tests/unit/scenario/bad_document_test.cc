// What is wrong with documents, params, actors and tasks: each text, and the first thing said of it.
#include "bad_input.h"

#include <gtest/gtest.h>

namespace rehearse {
namespace {

constexpr BadInput kInputs[] = {
    {"actors: {}", "1:1: a document needs its title, `scenario: ...`"},
    {"- scenario: x", "1:1: a document is a mapping that begins with `scenario: ...`"},
    {"scenario: \"\"", "1:11: the title is empty"},
    {"scenario: [a, b]", "1:11: `scenario` needs a title | quote a text that begins with `[` or `{`"},
    {"scenario: x\nactor: {}", "2:1: unknown key `actor` of a scenario | did you mean `actors`?"},
    {"scenario: x\noutcomes: {observe: [x]}", "2:1: `outcomes` is not supported yet"},
    {"scenario: x\n---\nscenario: x",
     "3:11: the scenario `x` is already in this file | the first is in line 1"},
    {"scenario: x\ntimeout: 10", "2:10: a duration needs a unit | write `10ms` or `10s`"},
    {"scenario: x\ntimeout: 0s", "2:10: `timeout` must be more than nothing and at most one hour"},
    {"scenario: x\ntiming: orderd", "2:9: `timing` cannot be `orderd` | did you mean `ordered`?"},
    {"scenario: x\nrequire: refuted",
     "2:10: `require` cannot be `refuted` | there are `observed`, `bounded`, `timed` and `verified`"},
    {"scenario: x\nneeds: [roof]", "2:9: `needs` cannot be `roof` | did you mean `root`?"},
    {"scenario: x\nskip: true",
     "2:7: `skip` takes the reason | leave the key out where nothing is to be skipped"},
    {"scenario: x\nsettings: {run: 3}", "2:12: unknown key `run` of settings | did you mean `runs`?"},
    {"scenario: x\nsettings: {runs: 0}", "2:18: 0 is too small; the least is 1"},
    {"scenario: x\nallow: [datarace]", "2:9: unknown finding `datarace` | did you mean `data race`?"},
    {"scenario: x\nxfail: deadlock", "2:8: `xfail` needs a mapping, `key: value`"},
    {"scenario: x\nxfail: {finding: deadlok}", "2:18: unknown finding `deadlok` | did you mean `deadlock`?"},
    {"scenario: x\nxfail: {reason: \"why\"}", "2:8: `xfail` needs the `finding` that is expected"},
    {"scenario: x\nxfail: {finding: deadlock, reason: a, b c}",
     "2:39: unknown key `b c` of xfail | a text with a comma must be quoted here"},
    {"scenario: x\nxfail: {finding: data race}", "2:18: `data race` is not supported yet"},
    {"scenario: x\nxfail: {finding: deadlock, when: k > 2}", "2:34: unknown name `k`"},
    {"scenario: x\nparams: {n: []}", "2:13: param `n` has no values"},
    {"scenario: x\nparams: {n: [2, 2]}", "2:17: param `n` has the value 2 twice"},
    {"scenario: x\nparams: {n: {a: 1}}",
     "2:13: param `n` needs a value or a list of values | values are numbers, durations, signals and words"},
    {"scenario: x\nparams: {index: [1, 2]}",
     "2:10: `index` has a meaning of its own and cannot name a param"},
    {"scenario: x\nparams: {main: 1}", "2:10: `main` is the first process and cannot name a param"},
    {"scenario: x\nparams: {a: &l [1,2,3,4,5,6,7,8,9,10,11], b: *l, c: *l, d: *l}",
     "2:57: more than 10,000 combinations of params"},
    {"scenario: x\nresources: {a: lock}\nactors:\n  a: {}",
     "4:3: `a` is already a resource (line 2) | resources, actors, tasks and params share one set of names"},
    {"scenario: x\nactors:\n  my-actor: {}",
     "3:3: `my-actor` is no name for an actor | a name has letters, digits and `_`, and begins with no "
     "digit"},
    {"scenario: x\nactors:\n  a:\n    - mark: x",
     "4:5: actor `a` needs a mapping | put the list below `steps:`"},
    {"scenario: x\nactors:\n  a: {step: []}", "3:7: unknown key `step` of an actor | did you mean `steps`?"},
    {"scenario: x\nactors:\n  a: {kind: tread}", "3:13: `kind` cannot be `tread` | did you mean `thread`?"},
    {"scenario: x\nactors:\n  a: {kind: program, command: [ls]}",
     "3:13: `kind: program` is not supported yet"},
    {"scenario: x\nactors:\n  a: {count: 0}", "3:14: 0 is too small; the least is 1"},
    {"scenario: x\nparams: {n: two}\nactors:\n  a: {count: n}",
     "4:14: expected a number, and this is a text"},
    {"scenario: x\nactors:\n  a: {count: 64}", "3:3: more than 64 actors"},
    {"scenario: x\nactors:\n  main: {count: 2}", "3:10: `main` is the first process and takes no `count`"},
    {"scenario: x\nactors:\n  a: {in: main}", "3:7: `in` is for threads | write `kind: thread` beside it"},
    {"scenario: x\nactors:\n  house: {}\n  a: {kind: thread, in: hose}",
     "4:25: there is no process `hose` | did you mean `house`?"},
    {"scenario: x\nactors:\n  a: {kind: thread}\n  b: {kind: thread, in: a}",
     "4:25: `a` is a thread itself | name its process"},
    {"scenario: x\nactors:\n  a: {count: 2}\n  b: {kind: thread, in: a}",
     "4:25: `a` has 2 copies; a thread belongs to one process"},
    {"scenario: x\nactors:\n  a: {group: own}", "3:7: `group` is not supported yet"},
    {"scenario: x\nactors:\n  a: {daemon: yes}", "3:15: `daemon` must be `true` or `false`"},
    {"scenario: x\nactors:\n  a: {steps: {mark: x}}",
     "3:14: `steps` needs a list | begin each entry with `- `"},
    {"scenario: x\ntasks:\n  t: {params: [a]}", "3:6: task `t` needs `steps`"},
    {"scenario: x\ntasks:\n  t: hello", "3:6: task `t` needs a list of steps"},
    {"scenario: x\nresources: {l: lock}\ntasks:\n  t:\n    - aquire: l",
     "5:7: unknown verb `aquire` | did you mean `acquire`?"},
    {"scenario: x\ntasks:\n  t:\n    - call: t\nactors:\n  a: {steps: [{call: t}]}",
     "4:13: `t` calls itself; calls do not recur"},
    {"scenario: x\nactors:\n  a: {steps: [{assert: sig.number == 1}]}",
     "3:24: `sig` is the signal being handled, and this is no step of a handler"},
    {"scenario: x\nactors:\n  a:\n    steps:\n      - sigaction: USR1\n        do: [{let: {n: 1}}]\n  t: "
     "{kind: thread, in: a}",
     "6:21: a handler in a process with several threads has no names, such as `n` | write to a `local` word "
     "of `resources:`"},
};

TEST(BadInput, ABadDocumentIsRefused) { expect_complaints(kInputs, whole); }

}  // namespace
}  // namespace rehearse
