#include "description/action_reader.hpp"

#include <array>
#include <utility>

#include "description/field_reader.hpp"
#include "description/line_reader.hpp"
#include "description/map_reader.hpp"
#include "description/name_rules.hpp"
#include "description/remark_reader.hpp"
#include "description/value_reader.hpp"

namespace plinth {
namespace {

void read_input(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  action.input = read_fields(entry.value, "input", sink);
}

void read_moves(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  if (!expect_map(entry.value, sink, "say which field moves: `status: pending -> paid`")) return;
  read_entries(entry.value, sink, [&](const yaml::Entry& move) {
    const Spelled field = spelled(move.key);
    const Spelled states = read_text(move.value, sink);
    if (!check_reference(field, "field", sink) || !states) return;
    std::optional<WrittenMove> parsed = parse_move(states, sink);
    if (!parsed) return;
    parsed->field = field;
    action.moves.push_back(std::move(*parsed));
  });
}

void read_when(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  action.when = read_expression(entry.value, sink);
}

void read_sets(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  if (!expect_map(entry.value, sink, "say which field gets what: `reason: input.reason`")) return;
  read_entries(entry.value, sink, [&](const yaml::Entry& set) {
    const Spelled field = spelled(set.key);
    ExpressionPtr value = read_expression(set.value, sink);
    if (check_reference(field, "field", sink) && value)
      action.sets.emplace_back(field, std::move(value));
  });
}

void read_action_access(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  action.access = read_rule(entry.value, sink);
}

void read_calls(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  action.calls = read_references(entry.value, "integration", sink);
}

void read_errors(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  action.errors = read_error_codes(entry.value, sink);
}

void read_emits(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  action.emits = read_event_names(entry.value, sink);
}

void read_action_limits(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  action.limits = read_limits(entry.value, sink);
}

void read_toggles(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  action.toggles = read_reference(entry.value, "field", sink);
}

void read_returns(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  if (entry.value.is_scalar()) action.returns = spelled(entry.value);
  action.returned = read_line_or_fields(entry.value, sink);
}

void read_for(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  const Spelled target = read_text(entry.value, sink);
  if (!target || target.text == "all" || target.text == "one") {
    action.target = target;
    return;
  }
  sink.error("unknown-value", target.span,
             "expected `all`, found `" + std::string(target.text) + "`")
      .hint("`for: all` acts on the collection; without it an action acts on one");
}

void read_idempotent(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  action.idempotent = read_bool(entry.value, false, sink);
}

void read_async(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  action.asynchronous = read_bool(entry.value, false, sink);
}

void read_since(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  action.since = read_api_version(entry.value, sink);
}

void read_until(const yaml::Entry& entry, WrittenAction& action, DiagnosticSink& sink) {
  action.until = read_api_version(entry.value, sink);
}

constexpr auto action_keys = join_keys(std::array<Key<WrittenAction>, 16>{{
                                           {"input", read_input},
                                           {"moves", read_moves},
                                           {"when", read_when},
                                           {"sets", read_sets},
                                           {"access", read_action_access, true},
                                           {"calls", read_calls},
                                           {"errors", read_errors},
                                           {"emits", read_emits},
                                           {"limits", read_action_limits},
                                           {"toggles", read_toggles},
                                           {"returns", read_returns},
                                           {"for", read_for},
                                           {"idempotent", read_idempotent},
                                           {"async", read_async},
                                           {"since", read_since},
                                           {"until", read_until},
                                       }},
                                       remark_keys<WrittenAction>);

/// What acts on the collection has no row of its own.
void check_rowless(const WrittenAction& action, DiagnosticSink& sink) {
  if (action.target.text != "all") return;
  const bool moves = !action.moves.empty();
  if (!moves && action.sets.empty()) return;
  const std::string_view key = moves ? "moves" : "sets";
  const Spelled& field = moves ? action.moves.front().field : action.sets.front().first;
  sink.error("no-row", field.span,
             "`" + std::string(key) + "` writes a row, and an action `for: all` has none")
      .note(action.target.span, "it acts on the collection")
      .hint("leave `for: all` out, to have it act on one");
}

}  // namespace

WrittenAction read_action(const yaml::Entry& entry, DiagnosticSink& sink) {
  WrittenAction action;
  action.name = spelled(entry.key);
  action.span = entry.value.span;
  check_name(action.name, "action", sink);
  read_map(entry.value, "an action", action_keys, action, sink);
  check_rowless(action, sink);
  if (entry.value.is_map() && !has_key(entry.value, "access", action_keys)) {
    sink.error("missing-access", entry.key.span,
               "the action `" + std::string(entry.key.text) + "` does not say who may call it")
        .hint("`access: owner`, or `access: nobody` for the service's own code only");
  }
  return action;
}

}  // namespace plinth
