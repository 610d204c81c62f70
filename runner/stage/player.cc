#include "runner/stage/player.h"

namespace rehearse::stage {

thread_local Player* self = nullptr;

Player::Player(Mapping& its_mapping, ActorId its_id)
    : mapping(its_mapping),
      program(its_mapping.program()),
      control(its_mapping.control()),
      id(its_id),
      info(program.actors[its_id.index()]),
      process_id(info.thread ? info.process : its_id),
      slot(its_mapping.actor(its_id)),
      process(its_mapping.process(process_id)),
      holder{its_mapping, static_cast<uint32_t>(its_id.value) + 1, {}, false},
      port(*this),
      temporaries(kDepths * static_cast<std::size_t>(info.temporaries)) {
  if (control.schedule == Schedule::Kind::free) return;
  noise = (control.seed + 1) * 0x9e3779b97f4a7c15u + its_id.index() * 0xbf58476d1ce4e5b9u + 1;
  noise_left = 500;
}

// splitmix64
uint64_t Player::random() {
  if (noise == 0) return 0;
  uint64_t z = noise += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

}  // namespace rehearse::stage
