// Small strong types for the numbers that both machines use instead of names.
#pragma once
#include <array>
#include <bit>
#include <compare>
#include <cstdint>

namespace rehearse {

template <class Tag>
struct Id {
  int32_t value = -1;
  constexpr Id() = default;
  constexpr explicit Id(int32_t number) : value(number) {}
  constexpr explicit Id(std::size_t number) : value(static_cast<int32_t>(number)) {}
  [[nodiscard]] constexpr bool valid() const { return value >= 0; }
  [[nodiscard]] constexpr std::size_t index() const { return static_cast<std::size_t>(value); }
  friend constexpr auto operator<=>(Id, Id) = default;
};

using ActorId = Id<struct ActorTag>;      // one copy of an actor; `main` is always 0
using ObjectId = Id<struct ObjectTag>;    // one element of a resource
using Symbol = Id<struct SymbolTag>;      // an interned text; the first ones are those of symbols.h
using StepId = Id<struct StepTag>;        // a written step (Program::steps)
using FileId = Id<struct FileTag>;

// The check refuses more actors than this.
constexpr int kMaxActors = 256;

// A set of actors as plain data, so that it may lie in shared memory.
struct ActorSet {
  std::array<uint64_t, kMaxActors / 64> words{};
  constexpr void insert(ActorId a) { words[a.index() / 64] |= uint64_t{1} << (a.index() % 64); }
  constexpr void erase(ActorId a) { words[a.index() / 64] &= ~(uint64_t{1} << (a.index() % 64)); }
  [[nodiscard]] constexpr bool contains(ActorId a) const { return (words[a.index() / 64] >> (a.index() % 64)) & 1; }
  [[nodiscard]] constexpr bool empty() const {
    for (uint64_t w : words) if (w != 0) return false;
    return true;
  }
  // Calls f(ActorId) for each member, lowest first.
  template <class F>
  constexpr void for_each(F f) const {
    for (std::size_t i = 0; i < words.size(); ++i)
      for (uint64_t w = words[i]; w != 0; w &= w - 1) f(ActorId(i * 64 + static_cast<std::size_t>(std::countr_zero(w))));
  }
  friend constexpr bool operator==(const ActorSet&, const ActorSet&) = default;
};

}  // namespace rehearse
