// The stage's Port: how a room waits in a real process.
#pragma once
#include "primitives/ports.h"

namespace rehearse::stage {

struct Player;

class StagePort final : public Port {
 public:
  explicit StagePort(Player& player) : player_(player) {}
  int64_t now() override;
  void lock_guard() override;
  void unlock_guard() override;
  void point() override;
  void announce(const Object& object, int64_t deadline) override;
  void awake() override;
  bool interrupted() override;
  void enlist(Object& object) override;
  void withdraw(Object& object) override;
  bool granted() override;
  void wake(Object& object, Effect::Wake how, int32_t grants) override;
  uint32_t park_word() override;
  void park(uint32_t seen, int64_t deadline) override;
  void open_gate() override;
  void shut_gate() override;

 private:
  Player& player_;
};

}  // namespace rehearse::stage
