// Whole programs of small scenarios, as `rehearse check --program` prints them.
#include "from_yaml.h"
#include "parts.h"

namespace rehearse {
namespace {

std::string text_of(const std::string& yaml) {
  const Program program = from_yaml::program(yaml);
  EXPECT_EQ(broken_parts(program), "");
  return disassemble(program);
}

TEST(Golden, TwoPhilosophers) {
  EXPECT_EQ(text_of(R"(
scenario: dining
params: {n: 2}
resources:
  fork: {array: n, of: lock}
actors:
  philosopher:
    count: n
    steps:
      - with: fork[index]
        as: first
        do:
          - with: fork[(index + 1) % n]
            timeout: 10ms
            do:
              - mark: eats
)"),
            R"(main: process
  >    0  finish
philosopher[0]: process
  >    1  acquire fork[0]                         ; 10:9 with: fork[index] as first
       2  check ok
  >    3  acquire fork[1] timeout 10000000        ; 13:13 with: fork[(index + 1) % n]
       4  t0 = result
       5  check ok
       6  unless t0 jump 10
  >    7  mark eats                               ; 16:17 mark: eats as eats
  >    8  release fork[1]                         ; 13:13 with: fork[(index + 1) % n]
       9  check ok
  >   10  release fork[0]                         ; 10:9 with: fork[index]
      11  check ok
  >   12  finish
philosopher[1]: process
  >   13  acquire fork[1]                         ; 10:9 with: fork[index] as first
      14  check ok
  >   15  acquire fork[0] timeout 10000000        ; 13:13 with: fork[(index + 1) % n]
      16  t0 = result
      17  check ok
      18  unless t0 jump 22
  >   19  mark eats                               ; 16:17 mark: eats as eats
  >   20  release fork[0]                         ; 13:13 with: fork[(index + 1) % n]
      21  check ok
  >   22  release fork[1]                         ; 10:9 with: fork[index]
      23  check ok
  >   24  finish
)");
}

TEST(Golden, AHandlerThatAChildInherits) {
  EXPECT_EQ(text_of(R"(
scenario: inherited
actors:
  main:
    steps:
      - sigaction: SIGUSR1
        mask: [SIGUSR2]
        flags: [restart]
        do:
          - let: {got: sig.number}
          - if: got == SIGUSR1
            then:
              - return
          - exit: 1
      - start: child
      - kill: child
        signal: SIGUSR1
      - waitpid: any
        into: status
        who: pid
  child:
    start: manual
    steps:
      - let: {mine: self.pid}
      - sigsuspend: []
)"),
            R"(main: process
  >    0  sigaction 10: handler 0 mask {12} restart  ; 6:9 sigaction: SIGUSR1
       1  check ok
  >    2  start child                             ; 15:9 start: child
       3  check ok
  >    4  kill child signal 10                    ; 16:9 kill: child
       5  check ok
  >    6  waitpid any                             ; 18:9 waitpid: any
       7  check ok
       8  status = result
       9  pid = who
  >   10  finish
 handler 0 of signal 10, 6:9
  >   11  let got = t0                            ; 10:13 let: {got: sig.number}
  >   12  t4 = got == 10                          ; 11:13 if: got == SIGUSR1
      13  unless t4 jump 15
  >   14  jump 16                                 ; 13:17 return
  >   15  exit 1                                  ; 14:13 exit: 1
  >   16  end of handler
child: process, manual
  >   17  let mine = child.pid                    ; 24:9 let: {mine: self.pid}
  >   18  sigsuspend {}                           ; 25:9 sigsuspend: []
      19  check ok
  >   20  finish
 handler 0 of signal 10, 6:9
  >   21  let got = t0                            ; 10:13 let: {got: sig.number}
  >   22  t4 = got == 10                          ; 11:13 if: got == SIGUSR1
      23  unless t4 jump 25
  >   24  jump 26                                 ; 13:17 return
  >   25  exit 1                                  ; 14:13 exit: 1
  >   26  end of handler
)");
}

TEST(Golden, ATaskWithAResourceAndAFailure) {
  EXPECT_EQ(text_of(R"(
scenario: tasks
resources:
  f: {array: 2, of: lock}
tasks:
  guarded:
    params: [l, n]
    steps:
      - with: l
        do:
          - section: inside
            do:
              - if: n == 0
                then:
                  - fail: Zero
      - return: n + 1
actors:
  main:
    steps:
      - repeat: 2
        counter: i
        do:
          - call: guarded
            args:
              l: f[i]
              n: i
            catch:
              Zero:
                - continue
            into: got
            as: called
)"),
            R"(main: process
  >    0  t0 = 0                                  ; 20:9 repeat: 2
       1  t1 = t0 < 2
       2  unless t1 jump 34
       3  i = t0
  >    4  guarded#1.l[] = i                       ; 23:13 call: guarded as called
       5  guarded#1.n = i
  >    6  t1 = guarded#1.l[]                      ; 9:9 with: l
       7  check 0 <= t1 < 2
       8  acquire f[t1]
       9  check ok
  >   10  begin inside                            ; 11:13 section: inside
  >   11  t2 = guarded#1.n == 0                   ; 13:17 if: n == 0
      12  unless t2 jump 18
  >   13  end inside                              ; 11:13 section: inside
  >   14  release f[t1]                           ; 9:9 with: l
      15  check ok
  >   16  outcome fails Zero                      ; 15:21 fail: Zero
      17  jump 25
  >   18  end inside                              ; 11:13 section: inside
  >   19  release f[t1]                           ; 9:9 with: l
      20  check ok
  >   21  t1 = guarded#1.n + 1                    ; 16:9 return: n + 1
      22  outcome t1
      23  jump 25
  >   24  outcome none                            ; 23:13 call: guarded as called
      25  end of call guarded tolerated
      26  if ok jump 31
      27  if Zero jump 29
      28  check ok
  >   29  jump 32                                 ; 29:19 continue
      30  jump 32                                 ; 23:13 call: guarded as called
      31  got = result
  >   32  t0 = t0 + 1                             ; 20:9 repeat: 2
      33  jump 1
  >   34  finish
)");
}

TEST(Golden, LooksOfActorsAndPrimitivesArePartsOfTheirOwn) {
  EXPECT_EQ(text_of(R"(
scenario: looks
resources:
  s: {semaphore: 1}
  x: {shared: 0}
actors:
  main:
    steps:
      - while: not w.alive or s.value == x
        do:
          - yield
      - assert: self.name == 'main' and w.exitcode == none
  w:
    kind: thread
    steps:
      - sleep: 1ms
        took: {at_least: 1ms, at_most: 1s}
)"),
            R"(main: process
  >    0  t0 = look w.alive                       ; 9:9 while: not w.alive or s.value == x
  >    1  unless t0 jump 6
       2  t0 = look s.value
  >    3  t1 = load x
  >    4  t0 = t0 == t1
       5  unless t0 jump 8
  >    6  yield                                   ; 11:13 yield
       7  jump 0                                  ; 9:9 while: not w.alive or s.value == x
  >    8  t0 = look w.exitcode                    ; 12:9 assert: self.name == 'main' and w.exitcode == none
  >    9  t0 = t0 == none
      10  t0 = truth of t0
      11  assert t0
  >   12  finish
w: thread of main
  >   13  sleep 1000000                           ; 16:9 sleep: 1ms
      14  check took at least 1000000 at most 1000000000
      15  check ok
  >   16  finish
)");
}

}  // namespace
}  // namespace rehearse
