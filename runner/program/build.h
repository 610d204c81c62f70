// What the parts of the compiler share while one scenario becomes a Program.
#pragma once
#include <map>
#include <string>
#include <vector>

#include "runner/program/emitter.h"
#include "runner/program/program.h"

namespace rehearse {

// The names of one written actor: its own, and those that handlers inherited by fork bring along. All its
// copies have the same table, so that a name has one number in all of them.
class NameTable {
 public:
  explicit NameTable(std::vector<std::string> own);
  // Adds it where it is absent.
  int slot(const std::string& text);
  [[nodiscard]] int find(const std::string& text) const;  // -1: none
  [[nodiscard]] const std::vector<std::string>& texts() const { return texts_; }

 private:
  std::vector<std::string> texts_;
  std::map<std::string, int, std::less<>> slots_;
};

struct Build {
  explicit Build(const Scenario& written);

  const Scenario& scenario;
  Program program;
  Emitter emitter;
  std::vector<NameTable> names;            // by index into Scenario::actors
  std::map<const Step*, int> handlers;     // sigaction with a body -> index into Program::handlers
  std::vector<const Step*> handler_steps;  // the other way round
  std::vector<int> handler_actors;         // who declares it: index into Scenario::actors
  std::vector<int> awaits;                 // index into Scenario::patterns -> into Program::awaits, or -1
  Diagnostics diagnostics;

  [[nodiscard]] const Actor& written(int actor) const {
    return scenario.actors[static_cast<std::size_t>(actor)];
  }
  [[nodiscard]] const Resource& resource(int number) const {
    return scenario.resources[static_cast<std::size_t>(number)];
  }
  [[nodiscard]] const ActorInfo& actor(ActorId id) const { return program.actors[id.index()]; }
  Symbol intern(std::string_view text) { return program.symbols.intern(text); }
};

}  // namespace rehearse
