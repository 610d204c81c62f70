// Where steps stand while they are read: whose they are, which names they see, what encloses them.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runner/scenario/reading.h"

namespace rehearse {

// A step as written: its mapping and the entry in it that is the verb.
struct WrittenStep {
  const Node& node;
  const Entry& verb;

  [[nodiscard]] const Node* find(std::string_view key) const {
    const Entry* entry = node.find(key);
    return entry == nullptr ? nullptr : &entry->value;
  }
  // `fails:`, `catch:` or `error:`: a failure is provided for, so one that is certain is a lesson and no
  // mistake.
  [[nodiscard]] bool provides_for_failure() const;
};

struct StepContext {
  Reading& reading;
  Environment environment;
  int* budget = nullptr;           // steps that the actor may still have
  int loops = 0;                   // that a `break` could leave
  bool in_task = false;            // a `fail` has something to end
  std::vector<std::string> calls;  // the tasks being read, outermost first
  bool uncalled = false;           // read for its errors alone: who would run it is not known

  void error(const Place& place, std::string message, std::string hint = {}) {
    reading.error(place, std::move(message), std::move(hint));
  }
  [[nodiscard]] const Actor& actor() const {
    return reading.scenario.actors[static_cast<std::size_t>(environment.actor)];
  }
  [[nodiscard]] Symbol intern(std::string_view text) { return reading.scenario.symbols.intern(text); }
  // False after an error, silently where the text mentions what is unclear. `of`: "an expression".
  bool readable(const Node& node, std::string_view key, std::string_view of);

  // All of these return nothing after an error.
  std::optional<Expression> expression(const Node& node, std::string_view key);
  std::optional<Expression> integer(const Node& node, std::string_view key);
  std::optional<Expression> duration(const Node& node, std::string_view key);
  std::optional<Expression> signal(const Node& node, std::string_view key, bool zero_allowed);
  std::optional<ResourceRef> resource(const Node& node, std::string_view key);
  std::optional<ActorRef> actor_ref(const Node& node, std::string_view key);
  int event(const Node& node, std::string_view key);
  // The index of a name of the actor that the step writes; -1 where it is none (said when names were
  // collected).
  int name(const Node& node, std::string_view key);
  // A label, the name of a mark …: any identifier.
  Symbol identifier(const Node& node, std::string_view key);
};

// The steps below `key` of a step; an error where there are none. `wanted`: false if they may be left out.
[[nodiscard]] Steps read_body(const WrittenStep& written, std::string_view key, bool wanted,
                              StepContext& context);
[[nodiscard]] Steps read_steps(const Node& list, std::string_view key, StepContext& context);

}  // namespace rehearse
