// The runs that the golden outputs show.
#pragma once
#include <signal.h>

#include "play.h"

namespace rehearse {

// Two threads, two mutexes, opposite orders.
inline Play abba_play() {
  Play play("lock order inversion");
  play.actor("main");
  const ActorId t1 = play.actor("T1"), t2 = play.actor("T2");
  play.did(t1, "acquire(a)");
  play.did(t2, "acquire(b)");
  const auto w1 = play.waits(t1, "acquire(b)");
  const auto w2 = play.waits(t2, "acquire(a)");
  play.stuck(t1);
  play.stuck(t2);
  play.trace.wall = 3'400'000;
  const Place place = play.place(
      "scenario: lock order inversion\nresources:\n  a: mutex\n  b: mutex\nactors:\n  T1:\n    kind: "
      "thread\n    steps:\n"
      "      - acquire: a\n      - acquire: b\n",
      10, 9, 10);
  play.found({"deadlock",
              place,
              "T1 and T2 wait for each other, and neither can ever go on",
              {"T1 waits for b, held by T2", "T2 waits for a, held by T1",
               "main waits for T1 to end, and is only kept waiting by them"},
              {w1, w2}},
             7, 20);
  return play;
}

// A signal that comes between the check and `pause`.
inline Play lost_signal_play() {
  Play play("a signal sent between the check and pause is lost");
  play.actor("main");
  const ActorId a = play.actor("A"), b = play.actor("B");
  play.did(a, "sigaction(SIGUSR1)");
  play.waits(b, "await(A.ready)");
  const auto ready = play.did(a, "ready");
  play.got(b, "await(A.ready)", ready);
  const auto kill = play.did(b, "kill(A)");
  play.did(a, "tested");
  const auto handler = play.handles(a, SIGUSR1, kill);
  const auto let = play.did(a, "let(flag)");
  play.event(let).depth = 1;
  play.event(let).value = Value::integer(1);
  play.handled(a, SIGUSR1);
  play.ends(b);
  const auto sleep = play.waits(a, "pause");
  play.stuck(a);
  play.trace.wall = 4'100'000;
  const Place place = play.place(
      "scenario: a signal sent between the check and pause is lost\n          - pause:\n", 2, 13, 5);
  play.found(
      {"lost wakeup",
       place,
       "A sleeps in `pause` and nothing can wake it any more",
       {"SIGUSR1 was handled before A began to wait; use `sigsuspend` with SIGUSR1 blocked beforehand"},
       {handler, sleep}},
      20, 20);
  return play;
}

// Five philosophers, each with one fork in hand.
inline Play philosophers_play() {
  Play play("dining philosophers [n=5]");
  play.actor("main");
  std::vector<ActorId> philosophers;
  for (int i = 0; i < 5; ++i) philosophers.push_back(play.actor("philosopher[" + std::to_string(i) + "]"));
  const auto fork = [](int i) { return "acquire(fork[" + std::to_string(i % 5) + "])"; };
  play.waits(philosophers[4], fork(4));
  std::size_t freed = 0;
  for (int i = 0; i < 5; ++i) {
    if (i == 4)
      play.got(philosophers[4], fork(4), freed);
    else
      play.did(philosophers[static_cast<std::size_t>(i)], fork(i));
    if (i == 1) freed = play.did(philosophers[0], "thinks");
  }
  std::vector<std::size_t> shown;
  for (int i = 0; i < 5; ++i) {
    shown.push_back(play.waits(philosophers[static_cast<std::size_t>(i)], fork(i + 1)));
    play.stuck(philosophers[static_cast<std::size_t>(i)]);
  }
  play.trace.wall = 2'900'000;
  const Place place =
      play.place("scenario: dining philosophers\n      - acquire: fork[(index + 1) % 5]\n", 2, 9, 7);
  play.found({"deadlock",
              place,
              "all five philosophers wait in a circle",
              {"philosopher[0] waits for fork[1], held by philosopher[1]",
               "philosopher[1] waits for fork[2], held by philosopher[2]",
               "philosopher[2] waits for fork[3], held by philosopher[3]",
               "philosopher[3] waits for fork[4], held by philosopher[4]",
               "philosopher[4] waits for fork[0], held by philosopher[0]"},
              shown},
             2, 20);
  return play;
}

// A rule broken after a long loop.
inline Play long_play() {
  Play play("the consumer never overtakes");
  play.actor("main");
  const ActorId producer = play.actor("producer"), consumer = play.actor("consumer");
  std::size_t odd = 0;
  for (int i = 0; i < 60; ++i) {
    const auto put = play.did(producer, "release(full)");
    if (i % 7 == 0) {
      play.waits(consumer, "acquire(full)");
      play.got(consumer, "acquire(full)", put);
    } else {
      play.did(consumer, "acquire(full)");
    }
    if (i == 41) odd = play.did(consumer, "overtakes");
  }
  play.ends(producer);
  play.ends(consumer);
  const Place place = play.place("expect:\n  - never: consumer.overtakes\n", 2, 5, 5);
  play.found({"never", place, "consumer.overtakes occurred, 1.2 ms after the run began", {}, {odd}}, 3, 20);
  play.trace.schedule = "free";
  return play;
}

// A finding with no rule, in a process that starts others.
inline Play unreaped_play() {
  Play play("one wait for three children");
  const ActorId main = play.actor("main");
  const ActorId first = play.actor("child[0]", Play::Begun::by_start),
                second = play.actor("child[1]", Play::Begun::by_start);
  const auto start1 = play.did(main, "start(child[0])");
  const auto begins = [&](ActorId child, std::size_t because) {
    const auto index = play.did(child, "begins");
    play.event(index).kind = Event::Kind::start;
    play.event(index).cause = {main, play.event(because).sequence};
  };
  begins(first, start1);
  begins(second, play.did(main, "start(child[1])"));
  play.did(second, "works");
  play.ends(first);
  const auto failed = play.did(main, "waitpid(any)");
  play.event(failed).value = Value::pid(first);
  const auto killed = play.ends(second, Value::integer(-SIGKILL));
  const auto error = play.did(main, "kill(child[1])");
  play.event(error).error = symbols::esrch;
  play.ends(main);
  const Place place = play.place("actors:\n  main:\n    steps:\n      - start: child\n", 4, 9, 5);
  play.found({"unreaped child",
              place,
              "child[1] ended, and no step of its parent main waited for it",
              {"hint: add `join: child[1]` to main"},
              {killed}},
             20, 20);
  return play;
}

// A loop that goes round without an end.
inline Play endless_play() {
  Play play("nobody ends");
  const ActorId main = play.actor("main"), spinner = play.actor("spinner"), waiter = play.actor("waiter");
  play.did(main, "begins");
  for (int i = 0; i < 100'000; ++i) play.did(spinner, "yield");
  play.waits(waiter, "await(spinner.exit)");
  for (int i = 0; i < 100'000; ++i) play.did(spinner, i % 2 == 0 ? "looks" : "turns");
  play.stuck(waiter);
  play.trace.ending = Trace::Ending::timeout;
  play.trace.wall = 10'000'000'000;
  play.found({"timeout", {}, "the run was not over after 10s", {"spinner was at `yield`"}, {}}, 1, 1);
  return play;
}

}  // namespace rehearse
