#include "runner/scenario/declaration.h"

#include <fmt/format.h>

#include <array>

namespace rehearse {
namespace {

using std::string_view_literals::operator""sv;

constexpr std::array kMutexKinds = {"plain"sv, "recursive"sv, "errorcheck"sv};
constexpr int64_t kMostPermits = 2'147'483'647;  // SEM_VALUE_MAX

bool fail(const Place& place, std::string message, std::string hint, Reading& reading) {
  reading.error(place, std::move(message), std::move(hint));
  return false;
}

bool known_kind(const std::string& kind, const Place& place, Reading& reading) {
  if (find_room(kind) != nullptr) return true;
  if (is_unsupported(LanguagePart::resource, kind)) return fail(place, not_supported_yet(kind), {}, reading);
  return fail(place, fmt::format("unknown kind of resource `{}`", kind), suggestion(kind, resource_keys()),
              reading);
}

// -- options, one reader a kind; each returns false after an error
// --------------------------------------------------------

bool read_lock(const Node& options, Resource&, Reading& reading) {
  static constexpr std::array kKeys = {"scope"sv, "backend"sv};
  return check_keys(options, "a lock", kKeys, reading.diagnostics, LanguagePart::resource_option);
}

bool read_mutex(const Node& options, Resource& resource, Reading& reading) {
  static constexpr std::array kKeys = {"kind"sv, "robust"sv, "scope"sv, "backend"sv};
  if (!check_keys(options, "a mutex", kKeys, reading.diagnostics, LanguagePart::resource_option))
    return false;
  if (const Entry* kind = options.find("kind")) {
    const auto word = reading.word(kind->value, "kind", kMutexKinds);
    if (!word) return false;
    resource.options.recursive = *word == "recursive";
    resource.options.errorcheck = *word == "errorcheck";
  }
  if (const Entry* robust = options.find("robust")) {
    const auto flag = reading.flag(robust->value, "robust");
    if (!flag) return false;
    resource.options.robust = *flag;
  }
  return true;
}

bool read_semaphore(const Node& options, Resource& resource, Reading& reading) {
  static constexpr std::array kKeys = {"value"sv, "bound"sv, "scope"sv, "backend"sv};
  if (!check_keys(options, "a semaphore", kKeys, reading.diagnostics, LanguagePart::resource_option))
    return false;
  const Entry* value = options.find("value");
  if (value == nullptr)
    return fail(options.place, "a semaphore needs its `value`", "such as `{semaphore: 1}`", reading);
  const auto permits = reading.known_integer(value->value, 0, kMostPermits);
  if (!permits) return false;
  resource.options.value = *permits;
  if (const Entry* bound = options.find("bound")) {
    const auto most = reading.known_integer(bound->value, 1, kMostPermits);
    if (!most) return false;
    if (*most < *permits)
      return fail(bound->value.place, fmt::format("`bound` is {}, less than the value {}", *most, *permits),
                  {}, reading);
    resource.options.bound = *most;
  }
  return true;
}

bool read_event_options(const Node& options, Resource& resource, Reading& reading) {
  static constexpr std::array kKeys = {"set"sv, "scope"sv, "backend"sv};
  if (!check_keys(options, "an event", kKeys, reading.diagnostics, LanguagePart::resource_option))
    return false;
  const Entry* set = options.find("set");
  if (set == nullptr) return true;
  const auto flag = reading.flag(set->value, "set");
  resource.options.set = flag.value_or(false);
  return flag.has_value();
}

bool read_initial(const Declaration& declaration, Resource& resource, Reading& reading) {
  const std::string example = fmt::format("such as `{{{}: 0}}`", declaration.kind);
  if (declaration.value == nullptr)
    return fail(declaration.place, fmt::format("`{}` needs its first value", declaration.kind), example,
                reading);
  if (!declaration.value->is_scalar())
    return fail(declaration.value->place, fmt::format("`{}` takes its first value alone", declaration.kind),
                example, reading);
  if (mentions(declaration.value->text, reading.unclear)) return false;
  Environment known = reading.environment(Environment::Where::before_run);
  const std::size_t before = reading.diagnostics.size();
  const Expression initial = read_expression(*declaration.value, known);
  if (reading.diagnostics.size() != before) return false;
  if (!initial.is_constant())
    return fail(declaration.value->place, "the first value must be known before the run", {}, reading);
  resource.options.initial = initial.value;
  resource.options.value = initial.value.is_number() ? initial.value.bits : 0;
  return true;
}

bool read_word(const Declaration& declaration, Resource& resource, Reading& reading) {
  resource.word = declaration.kind == "shared"   ? WordKind::shared
                  : declaration.kind == "atomic" ? WordKind::atomic
                                                 : WordKind::local;
  resource.scope = resource.word == WordKind::local ? Scope::process : Scope::shared;
  return read_initial(declaration, resource, reading);
}

// -- short forms
// ------------------------------------------------------------------------------------------------------

// The option that the short form's value is; empty: there is no short form.
std::string_view short_option(RoomId room) { return room == RoomId::semaphore ? "value" : ""; }

std::string short_form_hint(const Declaration& declaration) {
  const std::string& value = declaration.value->text;
  if (declaration.kind == "mutex") return fmt::format("write `{{mutex: {{kind: {}}}}}`", value);
  if (declaration.kind == "event") return fmt::format("write `{{event: {{set: {}}}}}`", value);
  return fmt::format("write `{}` alone", declaration.kind);
}

// Options as a mapping, whichever form was written. nullopt after an error.
std::optional<Node> options_of(const Declaration& declaration, RoomId room, Reading& reading) {
  Node options;
  options.kind = Node::Kind::mapping;
  options.place = declaration.place;
  if (declaration.value == nullptr) return options;
  if (declaration.value->is_mapping()) return *declaration.value;
  const std::string_view option = short_option(room);
  if (!option.empty() && declaration.value->is_scalar()) {
    options.entries.push_back({std::string(option), declaration.value->place, *declaration.value});
    return options;
  }
  reading.error(declaration.value->place, fmt::format("`{}` takes no value", declaration.kind),
                declaration.value->is_scalar() ? short_form_hint(declaration) : "");
  return std::nullopt;
}

bool read_scope(const Node& options, Resource& resource, Reading& reading) {
  static constexpr std::array kScopes = {"shared"sv, "process"sv};
  const Entry* scope = options.find("scope");
  if (scope == nullptr) return true;
  const auto word = reading.word(scope->value, "scope", kScopes);
  resource.scope = word == "process" ? Scope::process : Scope::shared;
  return word.has_value();
}

bool read_room_options(const Node& options, Resource& resource, Reading& reading) {
  switch (resource.room) {
    case RoomId::lock: return read_lock(options, resource, reading);
    case RoomId::mutex: return read_mutex(options, resource, reading);
    case RoomId::semaphore: return read_semaphore(options, resource, reading);
    case RoomId::event: return read_event_options(options, resource, reading);
    default: return false;
  }
}

}  // namespace

std::optional<Declaration> take_apart(const Node& node, Reading& reading) {
  Declaration declaration;
  if (node.is_scalar()) {
    declaration = {reading.as_written(node).text, node.place, nullptr};
  } else if (node.is_mapping() && node.entries.size() == 1) {
    const Entry& entry = node.entries.front();
    declaration = {entry.key, entry.key_place,
                   entry.value.kind == Node::Kind::empty ? nullptr : &entry.value};
  } else if (node.is_mapping() && node.entries.size() > 1) {
    const bool option = find_room(node.entries.front().key) != nullptr;
    reading.error(node.entries[1].key_place, "a resource is declared by its kind alone",
                  option ? fmt::format("options stand below it: `{{{}: {{{}: ...}}}}`", node.entries[0].key,
                                       node.entries[1].key)
                         : "");
    return std::nullopt;
  } else {
    reading.error(node.place, "a resource needs its kind", suggestion("", resource_keys()));
    return std::nullopt;
  }
  if (!known_kind(declaration.kind, declaration.place, reading)) return std::nullopt;
  return declaration;
}

bool read_options(const Declaration& declaration, Resource& resource, Reading& reading) {
  resource.room = find_room(declaration.kind)->id;
  if (resource.room == RoomId::word) return read_word(declaration, resource, reading);
  const auto options = options_of(declaration, resource.room, reading);
  if (!options || !read_room_options(*options, resource, reading)) return false;
  if (!read_scope(*options, resource, reading)) return false;
  return choose_backend(*options, resource, reading);
}

}  // namespace rehearse
