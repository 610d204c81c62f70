// The kernel ends every actor process when the stage dies, for whatever reason, even together with the
// runner: the stage alone holds the write end of a pipe, and each process has asked for SIGKILL when its own
// description of the read end hangs up.
#pragma once

namespace rehearse::stage {

struct Leash {
  int read_end = -1;
  int write_end = -1;
};

[[nodiscard]] Leash make_leash();
// In a process that the stage forked: lets go of the write end, and wears it.
void wear_leash(const Leash& leash);
// In a process that an actor forked: arms its own, as a description stays owned by who armed it. Exits if the
// stage is gone already.
void wear_own_leash(const Leash& leash);

}  // namespace rehearse::stage
