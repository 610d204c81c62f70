// The tables themselves: what every room must say of itself.
#include <gtest/gtest.h>

#include <set>
#include <string>

#include "primitives/ports.h"
#include "primitives/unsupported.h"
#include "primitives/word.h"

namespace rehearse {
namespace {

TEST(Rooms, StandInTheOrderOfTheirIds) {
  ASSERT_EQ(rooms().size(), static_cast<std::size_t>(RoomId::trace) + 1);
  for (std::size_t i = 0; i < rooms().size(); ++i) EXPECT_EQ(static_cast<std::size_t>(rooms()[i].id), i);
}

TEST(Rooms, AreFoundByTheirKeyInResources) {
  EXPECT_EQ(find_room("lock")->id, RoomId::lock);
  EXPECT_EQ(find_room("mutex")->id, RoomId::mutex);
  EXPECT_EQ(find_room("semaphore")->id, RoomId::semaphore);
  EXPECT_EQ(find_room("event")->id, RoomId::event);
  for (const char* key : {"shared", "atomic", "local"}) EXPECT_EQ(find_room(key)->id, RoomId::word);
  for (const char* key : {"", "word", "process", "Lock"}) EXPECT_EQ(find_room(key), nullptr);
  for (std::string_view key : resource_keys()) EXPECT_NE(find_room(key), nullptr) << key;
}

TEST(Rooms, HaveNoVerbTwiceButOnSeveralResources) {
  std::set<std::string_view> alone;
  for (const Room& room : rooms()) {
    std::set<std::string_view> here;
    for (const Verb& verb : room.verbs) {
      EXPECT_TRUE(here.insert(verb.name).second) << verb.name;
      EXPECT_TRUE(!room.name.empty() || alone.insert(verb.name).second) << verb.name;
    }
  }
}

TEST(Rooms, ExplainEveryVerbAndShowAStepOfIt) {
  for (const Room& room : rooms())
    for (const Verb& verb : room.verbs) {
      EXPECT_FALSE(verb.line.empty()) << verb.name;
      EXPECT_EQ(verb.line.back(), '.') << verb.name;
      const std::string begin = "- " + std::string(verb.name);
      EXPECT_EQ(verb.example.substr(0, begin.size()), begin) << verb.name;
      for (const Parameter& parameter : verb.parameters) EXPECT_FALSE(parameter.help.empty()) << verb.name;
    }
}

TEST(Rooms, KnowWhatEachVerbOfAPrimitiveMeansButForWith) {
  for (const Room& room : rooms())
    for (const Verb& verb : room.verbs)
      EXPECT_EQ(verb.attempt != nullptr, !room.name.empty() && verb.name != "with") << verb.name;
}

TEST(Rooms, GiveEveryVerbThatCanComeTooLateAResultForIt) {
  for (const Room& room : rooms())
    for (const Verb& verb : room.verbs) {
      if (verb.late == Late::never) continue;
      EXPECT_TRUE(verb.waits);
      const Effect late = too_late(verb.late);
      EXPECT_TRUE(late.kind == Effect::Kind::done || late.kind == Effect::Kind::failed);
    }
}

TEST(Rooms, KeepTheirFieldsInsideTheState) {
  for (const Room& room : rooms())
    for (const Field& field : room.fields) EXPECT_LE(field.offset + field.size, kStateBytes) << field.name;
}

TEST(Rooms, HaveADefaultBackendThatOffersWhatIsDeclared) {
  const PrimitiveOptions all[] = {{},
                                  {.recursive = true},
                                  {.errorcheck = true},
                                  {.robust = true},
                                  {.recursive = true, .robust = true},
                                  {.value = 2, .bound = 2}};
  for (const Room& room : rooms()) {
    if (room.name.empty()) continue;
    for (const PrimitiveOptions& options : all) {
      const std::string_view name = room.default_backend(options);
      int serving = 0;
      for (const Backend& backend : room.backends)
        if (backend.name == name && backend.offers(options)) ++serving;
      EXPECT_EQ(serving, 1) << room.name << " " << name;
    }
  }
}

TEST(Rooms, ServeNativelyWithoutARealObjectAndOtherwiseWithOne) {
  for (const Room& room : rooms())
    for (const Backend& backend : room.backends) {
      EXPECT_EQ(backend.perform == nullptr, backend.name == "native") << room.name << " " << backend.name;
      EXPECT_EQ(backend.create == nullptr, backend.name == "native") << room.name << " " << backend.name;
      EXPECT_FALSE(backend.promises.empty()) << room.name << " " << backend.name;
    }
}

TEST(Rooms, OfAMutexChooseTheirBackendByKind) {
  const Room& mutex = room(RoomId::mutex);
  EXPECT_EQ(mutex.default_backend({}), "boost");
  EXPECT_EQ(mutex.default_backend({.recursive = true}), "boost");
  EXPECT_EQ(mutex.default_backend({.errorcheck = true}), "posix");
  EXPECT_EQ(mutex.default_backend({.robust = true}), "posix");
}

TEST(Unsupported, IsNothingThatARoomHas) {
  for (const Unsupported& entry : unsupported()) {
    EXPECT_FALSE(entry.part == LanguagePart::resource && find_room(entry.name) != nullptr) << entry.name;
    if (entry.part != LanguagePart::verb) continue;
    for (const Room& room : rooms()) EXPECT_LT(find_verb(room, entry.name), 0) << entry.name;
  }
  EXPECT_TRUE(is_unsupported(LanguagePart::verb, "killpg"));
  EXPECT_FALSE(is_unsupported(LanguagePart::verb, "kill"));
}

TEST(Word, BeginsWithWhatWasDeclared) {
  alignas(16) std::byte state[kStateBytes];
  room(RoomId::word).init(state, {.initial = Value::integer(7)});
  EXPECT_EQ(*reinterpret_cast<WordState*>(state), Value::integer(7));
}

}  // namespace
}  // namespace rehearse
