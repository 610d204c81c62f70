#include "runner/cli/interrupt.h"

#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

#include <initializer_list>

namespace rehearse {
namespace {

volatile bool interrupted = false;

void on_interrupt(int) { interrupted = true; }

}  // namespace

// Without SA_RESTART: what waits shall look at the flag.
void watch_interrupts() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  sigemptyset(&action.sa_mask);
  for (int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

const volatile bool* interrupt_flag() { return &interrupted; }

void follow_runner(int runner) {
  prctl(PR_SET_PDEATHSIG, SIGTERM);
  if (getppid() != runner) interrupted = true;  // it was gone before the request took hold
}

}  // namespace rehearse
