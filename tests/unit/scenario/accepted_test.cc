// Whole scenarios that hold many forms at once: none of them is accused.
#include <gtest/gtest.h>

#include "checking.h"

namespace rehearse {
namespace {

TEST(Accepted, ParamsHandlersAndCopies) {
  EXPECT_EQ(complaints_of(R"yaml(scenario: params, handlers and copies
params: {n: [2, 3], how: [SIGTERM, KILL], delay: 5ms, impl: [boost]}
resources:
  m: {mutex: {kind: recursive}}
  fork: {array: n, of: lock}
  xs: {array: 2, of: {shared: 0}}
  x: {shared: 0}
  y: {local: 0}
  e: event
  s: {semaphore: 2}
tasks:
  enter: {params: [room, k], steps: [{acquire: room}, {let: {mine: k + 1}}, {release: room}, {return: mine}]}
actors:
  main:
    steps:
      - start: kid
      - kill: kid
        signal: how
      - join: kid
        into: ok
      - assert: kid.exitcode == -how and kid.pid != self.pid
      - await: "w[*].enter_done"
      - await: w.let(mine)
        times: n
  kid:
    start: manual
    steps:
      - sigaction: USR1
        do:
          - let: {got: sig.number, who2: sig.sender, v: sig.value}
          - mark: handled
      - pause
  w:
    count: n
    steps:
      - call: enter
        args: {room: "fork[(index + 1) % n]", k: index}
        into: r
        as: enter_done
      - let: {"xs[index % 2]": "r + max(1, n)", y: y + 1}
      - with: m
        timeout: delay * 2
        do: [{mark: eat}]
      - sleep: delay
      - sleep: 2 * delay + 1ms
expect:
  - order: ["w[0].acquire(fork[1])", "w[0].release(fork[1])"]
  - occurs: "w[*].enter_done"
    times: n
  - always: count(w.eat) <= n and waiting(fork[0]) <= 1
  - finally: w[0].r == 1 and w[0].y == 1 and xs[0] >= 0
  - never: kid.handler(USR1)
  - never: kid.handled#last
  - never: w.acquire(m).fails
  - exit: {kid: how}
)yaml"),
            "");
}

TEST(Accepted, TasksSpansAndEveryKindOfEvent) {
  EXPECT_EQ(complaints_of(R"yaml(scenario: traps
resources: {l: lock, fork: {array: 2, of: lock}, x: {shared: 0}, z: {local: 0}, flag: {atomic: 0}}
tasks:
  use: {params: [r, v], steps: [{with: r, do: [{let: {t: v * 2}}]}, {return: t}]}
actors:
  main:
    steps:
      - call: use
        args: {r: l, v: 3}
        into: got
      - call: use
        args: {r: "fork[got % 2]", v: got}
        as: second
      - let: {a: "'stop'", b: stopped == 'stopped', c: none, d: not l.locked}
      - assert: "a != 'go' and (c == none or c > 3)"
      - start: w
      - waitpid: any
        into: st
        who: p
      - assert: st == 0 and p == w[0].pid or st == stopped
      - atomic: {flag: flag + 1}
        into: old
        when: flag == 0
      - repeat: 2
        counter: i
        do:
          - acquire: fork[i]
          - release: fork[i]
      - join: w
        timeout: 1s
        returns: true
      - sleep: 1ms * (i + 1)
      - raise: SIGURG
      - alarm: 0s
      - if: x == 1
        then: [{mark: one}]
        elif: [{if: x == 2, then: [{mark: two}]}]
        else: [{mark: other}]
      - sigaction: SIGCHLD
        do:
          - while: true
            do:
              - waitpid: any
                blocking: false
                into: s2
              - if: s2 == none
                then: [break]
              - mark: reaped
  w:
    count: 2
    start: manual
    steps:
      - atomic: {flag: 1}
      - let: {z: z + 1, x: index}
      - section: crit
        do: [yield]
      - exit: 0
expect:
  - order: ["w[0].crit.end", main.join(w)#last]
  - precedes: {first: "w[*].start", then: main.second}
  - exclusive: "*.crit"
  - exclusive: ["w[0].crit", "w[1].crit"]
  - inside: w.crit
    at_most: 2
  - always: inside("w[*].crit") <= 2
  - finally: main.got == 6 and w[0].z == 1 and main.i == 2
  - occurs: main.acquire(fork)
    times: 2
  - occurs: main.acquire(fork[1])
  - never: main.handler(SIGURG)
  - never: main.reaped
    before: w.exit
  - never: w.reaped
  - never: main.let(t)
  - leads_to: {from: "w[*].atomic(flag)", to: main.start(w), within: 50ms}
  - blocks: main.join(w)
    until: w.exit
  - occurs: main.call(use)
    times: 2
  - occurs: main.waitpid(any)
  - nonblocking: main.acquire(l)
)yaml"),
            "");
}

}  // namespace
}  // namespace rehearse
