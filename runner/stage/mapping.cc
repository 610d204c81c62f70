#include "runner/stage/mapping.h"

#include <sys/mman.h>

#include <boost/interprocess/anonymous_shared_memory.hpp>
#include <cstring>
#include <new>

namespace rehearse::stage {

// The log is reserved address space, touched as it grows; Boost has no way to say so.
struct Mapping::Memory {
  boost::interprocess::mapped_region shared;
  void* logs = MAP_FAILED;
  std::size_t log_bytes = 0;
  ~Memory() {
    if (logs != MAP_FAILED) munmap(logs, log_bytes);
  }
  bool reserve_logs(std::size_t bytes) {
    log_bytes = bytes;
    logs = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return logs != MAP_FAILED;
  }
};

namespace {

// Hands out aligned pieces of one block, first only measuring.
class Carver {
 public:
  explicit Carver(std::byte* base) : base_(base) {}
  template <class T>
  T* take(std::size_t count) {
    used_ = (used_ + alignof(T) - 1) / alignof(T) * alignof(T);
    T* at = base_ == nullptr ? nullptr : reinterpret_cast<T*>(base_ + used_);
    used_ += count * sizeof(T);
    return at;
  }
  [[nodiscard]] std::size_t used() const { return used_; }

 private:
  std::byte* base_;
  std::size_t used_ = 0;
};

}  // namespace

Mapping::Mapping(const Program& program)
    : program_(program), plan_(program), memory_(std::make_unique<Memory>()) {
  std::size_t processes = 0;
  for (const ActorInfo& actor : program.actors) {
    process_ranks_.push_back(actor.thread ? -1 : static_cast<int32_t>(processes++));
    name_offsets_.push_back(name_count_);
    name_count_ += static_cast<std::size_t>(actor.names);
  }
  for (const ObjectInfo& object : program.objects)
    private_ranks_.push_back(object.scope == Scope::process ? static_cast<int32_t>(private_count_++) : -1);
  copies_ = program.objects.size() + processes * private_count_;

  const auto carve = [&](Carver carver) {
    control_ = carver.take<Control>(1);
    actors_ = carver.take<ActorSlot>(program.actors.size());
    processes_ = carver.take<ProcessSlot>(program.actors.size());
    objects_ = carver.take<Object>(copies_);
    names_ = carver.take<Value>(name_count_);
    matched_ = carver.take<uint32_t>(program.awaits.size() * program.actors.size());
    open_spans_ = carver.take<int32_t>(program.awaits.size());
    logs_ = carver.take<Log>(program.actors.size() + 1);
    return carver.used();
  };
  const std::size_t size = carve(Carver(nullptr));
  memory_->shared = boost::interprocess::anonymous_shared_memory(size);
  // Where the system counts what is only reserved, shorter logs must do.
  const std::size_t count = program.actors.size() + 1;
  while (!memory_->reserve_logs(count * log_capacity_ * sizeof(Event)))
    if ((log_capacity_ /= 4) < kLogChunk) throw std::bad_alloc();
  carve(Carver(static_cast<std::byte*>(memory_->shared.get_address())));
  events_ = static_cast<Event*>(memory_->logs);
  control_->ticket = 1;
}

Mapping::~Mapping() = default;

std::size_t Mapping::place(ObjectId id, ActorId process) const {
  const int32_t rank = private_ranks_[id.index()];
  if (rank < 0) return id.index();
  return program_.objects.size() +
         static_cast<std::size_t>(process_ranks_[process.index()]) * private_count_ +
         static_cast<std::size_t>(rank);
}

void Mapping::reset_object(std::size_t place, ObjectId id) {
  const ObjectInfo& info = program_.objects[id.index()];
  Object& object = objects_[place];
  std::memset(static_cast<void*>(&object), 0, sizeof object);
  object.id = id;
  object.room = info.room;
  object.backend = static_cast<uint8_t>(info.backend);
  const Room& its_room = room(info.room);
  its_room.init(object.state, info.options);
  const auto backend = static_cast<std::size_t>(info.backend);
  if (backend < its_room.backends.size() && its_room.backends[backend].create != nullptr)
    its_room.backends[backend].create(object, info.options);
}

// A run that filled much of a log gives the memory back.
void Mapping::reset_logs() {
  constexpr uint32_t kMuch = 64 * kLogChunk;
  for (std::size_t i = 0; i <= program_.actors.size(); ++i) {
    const auto begin = reinterpret_cast<uintptr_t>(events_ + i * log_capacity_ + kMuch) & ~uintptr_t{4095};
    const auto end =
        reinterpret_cast<uintptr_t>(events_ + i * log_capacity_ + logs_[i].count) & ~uintptr_t{4095};
    if (logs_[i].count > 2 * kMuch && end > begin)
      madvise(reinterpret_cast<void*>(begin), end - begin, MADV_REMOVE);
    logs_[i].count = 0;
  }
}

void Mapping::touch_log(uint32_t holder, uint32_t index) const {
#ifdef MADV_POPULATE_WRITE
  const auto begin = reinterpret_cast<uintptr_t>(log_events(holder) + index) & ~uintptr_t{4095};
  const std::size_t left = log_capacity_ - index;
  const std::size_t bytes = std::min<std::size_t>(kLogChunk, left) * sizeof(Event);
  madvise(reinterpret_cast<void*>(begin), bytes,
          MADV_POPULATE_WRITE);  // an older kernel refuses: then by faults
#else
  (void)holder, (void)index;
#endif
}

void Mapping::reset() {
  Control& c = *control_;
  reset_logs();
  c.base = c.ticket;
  c.guard = c.go = c.begun = c.raised = c.always_logged = c.full = c.births = 0;
  c.watchers = {};
  for (RaisedSlot& slot : c.findings) slot.written = 0;
  c.ending = Trace::Ending::complete;
  c.cycle_length = 0;
  c.cut = 0;
  c.trouble[0] = 0;
  for (const ActorInfo& actor : program_.actors) {
    std::memset(static_cast<void*>(&actors_[actor.id.index()]), 0, sizeof(ActorSlot));
    actors_[actor.id.index()].parent = ActorId();
    if (!actor.thread) std::memset(static_cast<void*>(&processes_[actor.id.index()]), 0, sizeof(ProcessSlot));
  }
  for (std::size_t i = 0; i < name_count_; ++i) names_[i] = Value::unset();
  std::fill_n(matched_, program_.awaits.size() * program_.actors.size(), 0u);
  std::fill_n(open_spans_, program_.awaits.size(), 0);
  for (const ObjectInfo& object : program_.objects) {
    reset_object(object.id.index(), object.id);
    if (private_ranks_[object.id.index()] < 0) continue;
    for (const ActorInfo& actor : program_.actors)
      if (!actor.thread) reset_object(place(object.id, actor.id), object.id);
  }
}

}  // namespace rehearse::stage
