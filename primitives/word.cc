#include "primitives/word.h"

namespace rehearse {
namespace {

void init(void* state, const PrimitiveOptions& options) { *static_cast<WordState*>(state) = options.initial; }

constexpr Field kFields[] = {{"value", FieldKind::value, 0, sizeof(WordState)}};
static_assert(sizeof(WordState) <= kStateBytes);

constexpr Promise kPromises[] = {
    {"order of points",
     "Words that an `atomic:` or an `always:` names are read and written under the guard, with a point each; "
     "other "
     "words cost nothing and have none."},
};
constexpr Backend kBackends[] = {{.name = "native",
                                  .offers = [](const PrimitiveOptions&) { return true; },
                                  .points = false,
                                  .interrupts = false,
                                  .promises = kPromises}};

}  // namespace

Room word_room() {
  return {.id = RoomId::word,
          .name = "shared",
          .summary = "A variable: `shared` (unordered accesses race), `atomic`, or `local` to a process.",
          .fields = kFields,
          .backends = kBackends,
          .default_backend = [](const PrimitiveOptions&) -> std::string_view { return "native"; },
          .init = init};
}

}  // namespace rehearse
