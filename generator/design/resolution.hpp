#pragma once

#include <cstddef>
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "description/description.hpp"
#include "design/design.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// What the steps of `derive` share while a design is being made: the description, what became of
/// it so far, and where problems go.
struct Resolution {
  const Description& description;
  Design& design;
  DiagnosticSink& sink;

  std::vector<const WrittenResource*> written;                      ///< by index of the resource
  std::unordered_map<std::string_view, std::size_t> top_resources;  ///< by snake name
  std::unordered_map<std::string_view, const WrittenField*> types;  ///< named types
  std::unordered_map<std::string_view, std::size_t> auth_roles;     ///< by snake name
  std::unordered_map<std::string_view, std::size_t> integrations;
  std::vector<std::string> top_names;  ///< for hints

  /// Which texts match which patterns, as far as it was asked. A named type asks again wherever it
  /// is used, and a compiled pattern is much larger than an answer.
  std::map<std::pair<std::string, std::string>, std::optional<bool>> matches{};

  std::vector<const WrittenField*> open_types{};  ///< named types that are being resolved
  std::size_t members = 0;  ///< of the objects that the first of these is made of

  /// What the description implies, as if it had been written there, and its texts.
  std::deque<WrittenResource> derived{};
  std::deque<std::string> derived_texts{};

  /// A field of a derived resource that holds a secret.
  struct SecretField {
    std::size_t resource = no_index;
    std::string_view name;
    Secret secret = Secret::None;
  };
  std::vector<SecretField> secrets{};
};

/// Index of the resource that `path` names (`order`, `order.item`), or `no_index` with a
/// diagnostic. `from` is the resource in which it stands: its own parts may be named alone.
std::size_t find_resource(Resolution& resolution, const std::vector<Spelled>& path,
                          std::size_t from);

/// Index of the action of `resource` that `name` calls, or `no_index` with a diagnostic.
std::size_t find_action(Resolution& resolution, std::size_t resource, const Spelled& name);

/// Reports an event that nothing emits; needs the events.
void report_unknown_event(Resolution& resolution, const Spelled& name);

/// Index of the part of `whole` that is called `name`, or `no_index`.
std::size_t find_part(const Design& design, std::size_t whole, std::string_view name);

/// The outermost whole of `resource`, which may be itself.
std::size_t outermost(const Design& design, std::size_t resource);

/// The field that is called `name`, or `no_index`.
std::size_t find_field(const std::vector<Field>& fields, std::string_view name);

/// Whether there is no number between these limits.
bool leaves_nothing(const Bound& minimum, const Bound& maximum);

/// Whether rows can be looked up by a value of `type`: it has a column that an index takes.
bool can_be_key(const Type& type);

/// A field, an input or a member of an object, with its type, limits and flags resolved. Rules and
/// expressions are resolved later, when all fields are known. `owner` is the resource it stands in.
Field resolve_field(Resolution& resolution, const WrittenField& written, std::size_t owner);

/// The line of a field alone: kernel, list, constraints and words, without its value.
Field resolve_line(Resolution& resolution, const WrittenField& written, std::size_t owner);

/// What is said of `field` beside its type: value, example, prose, deprecation.
void resolve_remarks(Resolution& resolution, const WrittenField& written, Field& field);

/// Reports a value of a named type that a line which uses it has no room for, at `place`; forgets
/// such an example. `field` is what the line makes, `type` its type, or that of its elements.
void hold_against_limits(Resolution& resolution, const Span& place, const Field& field, Type& type);

/// What `deprecated` says, as a map.
Deprecation deprecation_of(const Remarks& remarks);

/// The names of built-in types and of `types`.
std::vector<std::string> type_names(const Resolution& resolution);
bool is_type_name(const Resolution& resolution, std::string_view name);

/// What `body` or `returns` says; `owner` is the resource it stands in, or is about.
Content content_of(Resolution& resolution, const WrittenField& written, std::size_t owner);
/// Reports files among the members of a body.
void refuse_files(Resolution& resolution, const std::vector<Field>& fields);

/// Indices of the integrations that `written` names; unknown ones go to the sink.
std::vector<std::size_t> integrations_of(Resolution& resolution,
                                         const std::vector<Spelled>& written);

/// Whether `name` is a type of the language itself.
bool is_built_in_type(std::string_view name);

/// What the author wrote for people.
Prose prose_of(const Remarks& remarks);

/// What a literal of a description is there for: messages call it so.
enum class LiteralUse { Default, Example, Value };

/// `text` as a value of `type`, or nothing with a diagnostic where it is none.
std::optional<Constant> constant_of(Resolution& resolution, const Type& type, const Spelled& text,
                                    bool quoted, LiteralUse use);

/// Who a service, or a system, is: what is called `called`.
Service service_of(const Description& description, const Spelled& called, DiagnosticSink& sink);

/// The whole number that `text` is (checked when read), or `fallback` where nothing was written.
std::uint32_t count_of(const Spelled& text, std::uint32_t fallback);

std::vector<Limit> limits_of(Resolution& resolution, const std::vector<WrittenLimit>& written);
Pagination pagination_of(Resolution& resolution, const std::optional<WrittenPagination>& written,
                         const Pagination& fallback);
std::vector<std::pair<Verb, std::uint64_t>> cache_of(Resolution& resolution,
                                                     const std::vector<NamedText>& written);

// Steps of `derive`, in their order.
void resolve_service(Resolution& resolution);    // service.cpp
void declare_resources(Resolution& resolution);  // resources.cpp
void resolve_roles(Resolution& resolution);      // auth.cpp
void resolve_limits(Resolution& resolution);     // service.cpp
void resolve_fields(Resolution& resolution);     // resources.cpp
void resolve_auth(Resolution& resolution);       // auth.cpp: needs the identity's fields
void complete_limits(
    Resolution& resolution);  // service.cpp: what is not written of them; needs all roles
void resolve_tenant(Resolution& resolution);         // auth.cpp
void add_derived_fields(Resolution& resolution);     // resources.cpp
void resolve_resource_keys(Resolution& resolution);  // resource_keys.cpp
void resolve_access(Resolution& resolution);         // rules.cpp
void resolve_expressions(Resolution& resolution);    // expressions.cpp
void resolve_endpoints(Resolution& resolution);      // own_endpoints.cpp
void resolve_jobs(Resolution& resolution);           // service.cpp
void resolve_serials(Resolution& resolution);        // serials.cpp: `per`
void resolve_events(Resolution& resolution);         // events.cpp: needs actions and fields
void resolve_subscriptions(Resolution& resolution);  // events.cpp
void resolve_webhooks(Resolution& resolution);       // webhooks.cpp: needs the events
void resolve_errors(Resolution& resolution);         // own_errors.cpp: the description's codes

// What is asked of the whole once all is resolved; each says nothing of what could not be read.
void check_types(Resolution& resolution);      // field_checks.cpp
void check_fields(Resolution& resolution);     // field_checks.cpp
void check_resources(Resolution& resolution);  // resource_checks.cpp
void check_states(Resolution& resolution);     // state_checks.cpp
void check_values(Resolution& resolution);     // value_checks.cpp

/// Reports codes that actions name and that nothing declares or derives; needs the derived ones.
void check_error_codes(Resolution& resolution);  // own_errors.cpp

/// The rule with its names resolved, as it holds at `resource`.
Rule resolve_rule(Resolution& resolution, const AccessRule& written, std::size_t resource);

/// Where an expression stands, and what it may speak of there.
struct ExpressionScope {
  std::size_t resource = no_index;
  const std::vector<Field>* input = nullptr;  ///< of an action
  bool references = false;                    ///< paths through references
  bool aggregates = false;
  bool caller = false;
  bool clock = false;
  /// What the value is for: words are those of this enum, and nothing is asked of an unknown type.
  const Type* wanted = nullptr;
};

/// The expression with its names resolved and its types checked. Problems go to the sink; what
/// comes back then is a null constant.
Operation resolve_expression(Resolution& resolution, const Expression& written,
                             const ExpressionScope& scope);

/// The fields that `action` writes by itself; `scope` is that of its expressions.
void resolve_sets(Resolution& resolution, const WrittenAction& written,
                  const ExpressionScope& scope, Action& action);  // assignments.cpp

/// As `resolve_expression`, of one that is true or false.
Operation resolve_condition(Resolution& resolution, const Expression& written,
                            const ExpressionScope& scope);

/// Reports a value that is neither true nor false.
void check_condition(Resolution& resolution, const Operation& condition, const Span& place);

/// Whether a field of `type` can hold the value; one that is not known can.
bool can_hold(const Type& type, const Operation& value);

/// Reports a value that a field of `type` cannot hold; `place` is where it is written.
void check_value_type(Resolution& resolution, const Type& type, const Operation& value,
                      const Span& place);

}  // namespace plinth
