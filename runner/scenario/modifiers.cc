#include "runner/scenario/modifiers.h"

#include <fmt/format.h>

#include <algorithm>

#include "runner/scenario/failures.h"
#include "runner/scenario/types.h"

namespace rehearse {
namespace {

struct Site {
  const WrittenStep& written;
  const Uses& uses;
  Step& step;
  StepContext& context;

  [[nodiscard]] std::string_view verb() const { return uses.verb.name; }
  void refuse(const Place& place, std::string message, std::string hint = {}) const {
    context.error(place, std::move(message), std::move(hint));
  }
};

bool has_result(const Site& site) { return site.uses.result != ResultKind::nothing; }

void read_label(const Entry& entry, Site& site) {
  site.step.modifiers.label = site.context.identifier(entry.value, "as");
}

void read_into(const Entry& entry, Site& site) {
  if (!has_result(site))
    return site.refuse(entry.key_place, fmt::format("`{}` has no result for `into`", site.verb()));
  site.step.modifiers.into = site.context.name(entry.value, "into");
}

// What the result can never be equal to.
bool never_returned(ResultKind result, Late late, ExpressionType type) {
  if (type == ExpressionType::text) return result == ResultKind::boolean || result == ResultKind::integer;
  if (type == ExpressionType::none)
    return result == ResultKind::boolean || (result == ResultKind::integer && late != Late::is_none);
  return type == ExpressionType::pid && result == ResultKind::boolean;
}

void read_returns(const Entry& entry, Site& site) {
  if (!has_result(site))
    return site.refuse(entry.key_place, fmt::format("`{}` has no result for `returns`", site.verb()));
  if (site.uses.result == ResultKind::set)
    return site.refuse(entry.key_place, "`returns` cannot be compared with a set of signals",
                       "write `sigpending: SIGUSR1` to ask for one");
  auto value = site.context.expression(entry.value, "returns");
  if (!value) return;
  const ExpressionType type = type_of(*value, site.context.environment);
  if (never_returned(site.uses.result, site.uses.verb.late, type))
    return site.refuse(
        entry.value.place, fmt::format("`{}` never returns {}", site.verb(), with_article(type)),
        site.uses.result == ResultKind::boolean ? "it returns `true` or `false`" : "it returns a number");
  site.step.modifiers.returns = std::move(value);
}

void read_fails(const Entry& entry, Site& site) {
  if (!can_fail(entry, site.uses, site.context)) return;
  if (!require_scalar(entry.value, "fails", "the name of an error, or `any`",
                      site.context.reading.diagnostics))
    return;
  Node written = site.context.reading.as_written(entry.value);
  site.step.modifiers.fails = read_error(written.text, entry.value.place, site.uses, site.context);
  // A wait that must fail so is one that can.
  if (site.step.modifiers.fails == symbols::eintr) site.step.modifiers.interruptible = true;
  if (const Entry* returns = site.written.node.find("returns"))
    site.refuse(returns->key_place, "a step that `fails` returns nothing");
}

void read_catch(const Entry& entry, Site& site) {
  if (!can_fail(entry, site.uses, site.context)) return;
  if (!require_mapping(entry.value, "catch", site.context.reading.diagnostics)) return;
  for (const Entry& clause : entry.value.entries) {
    CatchClause read;
    read.place = clause.key_place;
    read.error = read_error(clause.key, clause.key_place, site.uses, site.context);
    if (clause.value.kind != Node::Kind::empty)
      read.steps = read_steps(clause.value, clause.key, site.context);
    site.step.modifiers.catches.push_back(std::move(read));
  }
}

void read_error_name(const Entry& entry, Site& site) {
  if (can_fail(entry, site.uses, site.context))
    site.step.modifiers.error = site.context.name(entry.value, "error");
}

bool can_be_late(const Entry& entry, Site& site) {
  if (site.uses.verb.late != Late::never) return true;
  site.refuse(entry.key_place, fmt::format("`{}` takes no `{}`", site.verb(), entry.key),
              site.uses.verb.waits ? "it waits until it is over" : "it never waits");
  return false;
}

bool can_wait(const Entry& entry, Site& site) {
  if (site.uses.verb.waits) return true;
  site.refuse(entry.key_place, fmt::format("`{}` takes no `{}`: it never waits", site.verb(), entry.key));
  return false;
}

void read_timeout(const Entry& entry, Site& site) {
  if (!can_be_late(entry, site)) return;
  site.step.modifiers.timeout = site.context.duration(entry.value, "timeout");
}

void read_blocking(const Entry& entry, Site& site) {
  if (!can_be_late(entry, site)) return;
  const auto blocking = site.context.reading.flag(entry.value, "blocking");
  if (!blocking) return;
  site.step.modifiers.non_blocking = !*blocking;
  const Entry* timeout = site.written.node.find("timeout");
  if (!*blocking && timeout != nullptr)
    site.refuse(timeout->key_place, "without blocking there is no `timeout`", "leave one of the two out");
}

void read_blocks(const Entry& entry, Site& site) {
  if (!can_wait(entry, site)) return;
  site.step.modifiers.blocks = site.context.reading.flag(entry.value, "blocks");
  const Node* blocking = site.written.find("blocking");
  if (site.step.modifiers.blocks == true && blocking != nullptr && blocking->text == "false")
    site.refuse(entry.key_place, "`blocks: true` cannot be met with `blocking: false`");
}

void read_interruptible(const Entry& entry, Site& site) {
  if (!can_wait(entry, site)) return;
  const auto interruptible = site.context.reading.flag(entry.value, "interruptible");
  if (!interruptible || !*interruptible) return;
  if (!site.uses.not_interruptible.empty())
    return site.refuse(entry.key_place,
                       fmt::format("`interruptible` means nothing here: {}", site.uses.not_interruptible));
  site.step.modifiers.interruptible = true;
}

void read_took(const Entry& entry, Site& site) {
  static constexpr std::string_view kKeys[] = {"at_least", "at_most"};
  if (!can_wait(entry, site)) return;
  if (!require_mapping(entry.value, "took", site.context.reading.diagnostics)) return;
  check_keys(entry.value, "`took`", kKeys, site.context.reading.diagnostics);
  if (const Entry* least = entry.value.find("at_least"))
    site.step.modifiers.took_at_least = site.context.duration(least->value, "at_least");
  if (const Entry* most = entry.value.find("at_most"))
    site.step.modifiers.took_at_most = site.context.duration(most->value, "at_most");
}

struct Modifier {
  std::string_view name;
  void (*read)(const Entry&, Site&);
};
constexpr Modifier kModifiers[] = {
    {"as", read_label},        {"into", read_into},
    {"returns", read_returns}, {"fails", read_fails},
    {"catch", read_catch},     {"error", read_error_name},
    {"timeout", read_timeout}, {"blocking", read_blocking},
    {"blocks", read_blocks},   {"interruptible", read_interruptible},
    {"took", read_took},
};

bool is_parameter(const Verb& verb, std::string_view key) {
  return std::ranges::find(verb.parameters, key, &Parameter::name) != verb.parameters.end();
}

std::string what_may_stand(const Verb& verb, std::string_view key) {
  std::vector<std::string_view> names;
  for (const Parameter& parameter : verb.parameters) names.push_back(parameter.name);
  const std::size_t parameters = names.size();
  for (const Modifier& modifier : kModifiers) names.push_back(modifier.name);
  const std::string_view near = did_you_mean(key, names);
  if (!near.empty()) return fmt::format("did you mean `{}`?", near);
  names.resize(parameters);
  return names.empty() ? "" : fmt::format("beside it may stand {} and modifiers such as `as`", listed(names));
}

// `flags: [untraced]` beside `waitpid`: flags that the language has and this version has not yet.
bool refuse_flags(const Entry& entry, Site& site) {
  if (site.verb() != "waitpid" || entry.key != "flags") return false;
  for (const Node* flag : site.context.reading.one_or_more(entry.value, "flags"))
    (void)site.context.reading.word(*flag, "flags", {}, LanguagePart::waitpid_flag);
  return true;
}

void refuse_key(const Entry& entry, Site& site) {
  if (refuse_flags(entry, site)) return;
  site.refuse(entry.key_place, fmt::format("`{}` takes no `{}`", site.verb(), entry.key),
              what_may_stand(site.uses.verb, entry.key));
}

}  // namespace

bool is_modifier(std::string_view key) {
  return std::ranges::find(kModifiers, key, &Modifier::name) != std::end(kModifiers);
}

void read_modifiers(const WrittenStep& written, const Uses& uses, Step& step, StepContext& context) {
  Site site{written, uses, step, context};
  for (const Entry& entry : written.node.entries) {
    if (&entry == &written.verb || is_parameter(uses.verb, entry.key)) continue;
    const auto* modifier = std::ranges::find(kModifiers, entry.key, &Modifier::name);
    if (modifier == std::end(kModifiers))
      refuse_key(entry, site);
    else
      modifier->read(entry, site);
  }
}

}  // namespace rehearse
