#include "primitives/unsupported.h"

#include <algorithm>

namespace rehearse {
namespace {

using enum LanguagePart;

constexpr Unsupported kTable[] = {
    {resource, "rwlock"},
    {resource, "condition"},
    {resource, "barrier"},
    {resource, "queue"},
    {resource, "pipe"},
    {resource, "pool"},
    {resource_option, "order"},
    {verb, "acquire_read"},
    {verb, "acquire_write"},
    {verb, "with_read"},
    {verb, "with_write"},
    {verb, "notify"},
    {verb, "notify_all"},
    {verb, "abort"},
    {verb, "reset"},
    {verb, "put"},
    {verb, "get"},
    {verb, "qsize"},
    {verb, "empty"},
    {verb, "full"},
    {verb, "task_done"},
    {verb, "send"},
    {verb, "recv"},
    {verb, "poll"},
    {verb, "close"},
    {verb, "apply_async"},
    {verb, "killpg"},
    {verb, "sigqueue"},
    {actor_kind, "program"},
    {actor_key, "command"},
    {actor_key, "env"},
    {actor_key, "cwd"},
    {actor_key, "events"},
    {actor_key, "stdin"},
    {actor_key, "group"},
    {actor_key, "holds"},
    {actor_key, "subreaper"},
    {sigaction_flag, "nocldwait"},
    {sigaction_flag, "nocldstop"},
    {sigaction_flag, "nodefer"},
    {sigaction_flag, "resethand"},
    {waitpid_flag, "untraced"},
    {waitpid_flag, "continued"},
    {expectation, "possible"},
    {document_key, "outcomes"},
    {attribute, "size"},
    {attribute, "left"},
};

}  // namespace

std::span<const Unsupported> unsupported() { return kTable; }

bool is_unsupported(LanguagePart part, std::string_view name) {
  return std::any_of(std::begin(kTable), std::end(kTable),
                     [&](const Unsupported& entry) { return entry.part == part && entry.name == name; });
}

}  // namespace rehearse
