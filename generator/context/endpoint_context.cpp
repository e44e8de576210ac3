#include "context/endpoint_context.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "context/access_context.hpp"
#include "context/errors_context.hpp"
#include "context/resource_context.hpp"
#include "context/type_context.hpp"
#include "context/version_context.hpp"
#include "design/conditions.hpp"

namespace plinth {
namespace {

using jinja::List;
using jinja::Map;
using jinja::Value;

std::string_view access_word(Access access) {
  constexpr std::array<std::string_view, 3> spelled{"denied", "own", "allowed"};
  return spelled[static_cast<std::size_t>(access)];
}

std::string lower_case(std::string text) {
  for (char& c : text) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return text;
}

Value schema_name(const Design& design, std::size_t schema) {
  return schema == no_index ? Value::none() : word(design.schemas[schema].name);
}

Value parameter_ids(const Design& design, const std::vector<std::size_t>& parameters) {
  List list;
  for (const std::size_t parameter : parameters)
    list.push_back(word(design.parameters[parameter].id));
  return {std::move(list)};
}

Value body_value(const Body& body, const Design& design) {
  constexpr std::array<std::string_view, 4> spelled{"none", "json", "merge_patch", "binary"};
  Map map;
  map.set("kind", word(spelled[static_cast<std::size_t>(body.kind)]));
  map.set("schema", schema_name(design, body.schema));
  map.set("content_types", words(body.content_types));
  map.set("max_bytes", Value(static_cast<std::int64_t>(body.max_bytes)));
  return {std::move(map)};
}

Value answer_value(const Answer& answer, const Design& design) {
  Map map;
  map.set("status", Value(answer.status));
  map.set("kind", word(to_text(answer.kind)));
  map.set("resource", resource_name(design, answer.resource));
  map.set("schema", schema_name(design, answer.schema));
  map.set("location", Value(answer.location)).set("etag", Value(answer.etag));
  map.set("no_store", Value(answer.no_store)).set("cookie", Value(answer.cookie));
  map.set("cache_seconds", seconds(answer.cache_ms));
  return {std::move(map)};
}

/// What must hold of the row, of the endpoint's own resource or of a whole of it.
Value conditions_value(const Endpoint& endpoint, const Design& design) {
  List list;
  for (const BoundCondition& bound : conditions_of(design, endpoint)) {
    Map entry;
    entry.set("resource", resource_name(design, bound.resource));
    entry.set("condition", operation_value(*bound.condition, design));
    list.emplace_back(std::move(entry));
  }
  return {std::move(list)};
}

/// The words of the path of an endpoint of its own, and the names of its parameters.
Value phrase_value(const CustomEndpoint& custom, const Design& design) {
  List list;
  for (const CustomSegment& segment : custom.path) {
    Map entry;
    if (segment.parameter == no_index) {
      entry.set("word", Value(name_from(segment.word).snake)).set("row", Value::none());
    } else {
      const CustomParameter& parameter = custom.parameters[segment.parameter];
      const bool row = parameter.row != no_index;
      entry.set("word", row ? Value::none() : word(parameter.field.name.snake));
      entry.set("row", resource_name(design, parameter.row));
    }
    entry.set("parameter", Value(segment.parameter != no_index));
    list.emplace_back(std::move(entry));
  }
  return {std::move(list)};
}

Value integration_names(const std::vector<std::size_t>& calls, const Design& design) {
  List list;
  for (const std::size_t call : calls) list.push_back(word(design.integrations[call].name.snake));
  return {std::move(list)};
}

/// What is known of an endpoint of its own beyond what every endpoint has.
Value custom_value(const Endpoint& endpoint, const Design& design) {
  if (endpoint.custom == no_index) return Value::none();
  const CustomEndpoint& custom = design.custom_endpoints[endpoint.custom];
  Map map;
  map.set("name", name_value(custom.name)).set("phrase", phrase_value(custom, design));
  map.set("calls", integration_names(custom.calls, design));
  map.set("emits", words(custom.emits)).set("events", words(custom.events));
  map.set("limits", limits_value(custom.limits));
  map.set("idempotent", Value(custom.idempotent));
  return {std::move(map)};
}

/// What the author wrote of the endpoint for people.
Prose prose_of(const Endpoint& endpoint, const Design& design) {
  if (endpoint.custom != no_index) return design.custom_endpoints[endpoint.custom].prose;
  const Action* action = action_of(design, endpoint);
  return action == nullptr ? Prose{} : action->prose;
}

Value segments_value(const Endpoint& endpoint, const Design& design) {
  List list;
  for (const PathSegment& segment : endpoint.path) {
    Map entry;
    entry.set("text", word(segment.text));
    entry.set("parameter", segment.parameter == no_index
                               ? Value::none()
                               : word(design.parameters[segment.parameter].id));
    list.emplace_back(std::move(entry));
  }
  return {std::move(list)};
}

Value endpoint_value(std::size_t index, const Design& design, const ErrorResponses& responses,
                     const std::vector<std::string>& roles) {
  const Endpoint& endpoint = design.endpoints[index];
  Map map;
  map.set("id", word(endpoint.id));
  map.set("kind", word(to_text(endpoint.kind)));
  map.set("method", word(to_text(endpoint.method)));
  map.set("path", Value(uri_template(endpoint)));
  map.set("segments", segments_value(endpoint, design));
  map.set("tag", word(endpoint.tag));
  map.set("resource", resource_name(design, endpoint.resource));
  const bool acts = endpoint.action != no_index;
  map.set("action",
          acts ? word(design.resources[endpoint.resource].actions[endpoint.action].name.snake)
               : Value::none());
  map.set("integration", endpoint.integration == no_index
                             ? Value::none()
                             : word(design.integrations[endpoint.integration].name.snake));
  map.set("file", words(endpoint.file));
  map.set("custom", custom_value(endpoint, design));
  const Prose prose = prose_of(endpoint, design);
  map.set("summary", free_text(prose.summary)).set("description", free_text(prose.description));
  map.set("conditions", conditions_value(endpoint, design));
  map.set("parameters", parameter_ids(design, endpoint.parameters));
  map.set("body", body_value(endpoint.body, design));
  map.set("answer", answer_value(endpoint.answer, design));
  map.set("public", Value(is_public(endpoint.rule)));
  map.set("credentials", Value(endpoint.credentials));
  map.set("alike", Value(endpoint.alike));
  map.set("rule", Value(to_text(endpoint.rule, roles)));
  map.set("rule_source", word(endpoint.rule_source));
  List errors;
  for (const std::size_t error : endpoint.errors) errors.push_back(word(design.errors[error].code));
  map.set("errors", Value(std::move(errors)));
  map.set("responses", responses_of_endpoint_value(design, responses, index));
  map.set("access", access_value(design, endpoint));
  map.set("anonymous", word(access_word(endpoint.anonymous)));
  map.set("signed_in", word(access_word(endpoint.signed_in)));
  map.set("owner", word(access_word(endpoint.owner)));
  map.set("deprecated", Value(endpoint.deprecated));
  map.set("deprecation", deprecation_value(endpoint));
  map.set("versions", version_names(design, endpoint.versions));
  map.set("asynchronous", Value(endpoint.asynchronous));
  return {std::move(map)};
}

Value parameter_value(const Parameter& parameter, const Design& design) {
  constexpr std::array<std::string_view, 3> places{"path", "query", "header"};
  Map map;
  map.set("id", word(parameter.id)).set("name", word(parameter.name));
  map.set("kind", word(to_text(parameter.kind)));
  map.set("place", word(places[static_cast<std::size_t>(parameter.place)]));
  map.set("type", type_value(parameter.type, design));
  map.set("required", Value(parameter.required));
  map.set("has_fallback", Value(parameter.fallback.has_value()));
  map.set("fallback", parameter.fallback ? constant_value(*parameter.fallback) : Value::none());
  map.set("example", constant_value(parameter.example));
  map.set("resource", resource_name(design, parameter.resource));
  map.set("path", words(parameter.path));
  map.set("choices", words(parameter.choices));
  map.set("deprecated", Value(parameter.deprecated));
  map.set("summary", free_text(parameter.summary));
  return {std::move(map)};
}

/// A tag by its first endpoint. What is at its beginning may be rows of a resource, of which the
/// tag is then.
Value tag_value(const Endpoint& endpoint, std::size_t resource, const Design& design) {
  const bool of_resource =
      resource != no_index && pascal_case(design.resources[resource].plural) == endpoint.tag;
  Map map;
  map.set("name", word(endpoint.tag));
  map.set("resource", of_resource ? resource_name(design, resource) : Value::none());
  map.set("kind", of_resource                              ? Value("resource")
                  : endpoint.kind == EndpointKind::Custom  ? Value("custom")
                  : endpoint.kind == EndpointKind::GetTask ? Value("tasks")
                  : endpoint.integration != no_index       ? Value("webhooks")
                                                           : Value("sign_in"));
  map.set("word", word(endpoint.path.empty() ? std::string_view{} : endpoint.path[0].text));
  return {std::move(map)};
}

}  // namespace

Value endpoints_value(const Design& design, const ErrorResponses& responses) {
  const std::vector<std::string> roles = design.role_names();
  // Paths in the order of their first endpoint, so that the methods of one path stand together.
  std::map<std::string, std::size_t> path_rank;
  std::vector<std::pair<std::size_t, std::size_t>> order;
  for (std::size_t i = 0; i < design.endpoints.size(); ++i) {
    const auto [rank, added] =
        path_rank.emplace(uri_template(design.endpoints[i]), path_rank.size());
    order.emplace_back(rank->second, i);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  List list;
  list.reserve(order.size());
  for (const auto& [rank, index] : order)
    list.push_back(endpoint_value(index, design, responses, roles));
  return {std::move(list)};
}

Value parameters_value(const Design& design) {
  std::vector<const Parameter*> by_id;
  for (const Parameter& parameter : design.parameters) by_id.push_back(&parameter);
  std::sort(by_id.begin(), by_id.end(),
            [](const Parameter* a, const Parameter* b) { return a->id < b->id; });
  List list;
  list.reserve(by_id.size());
  for (const Parameter* parameter : by_id) list.push_back(parameter_value(*parameter, design));
  return {std::move(list)};
}

Value tags_value(const Design& design) {
  // As people sort them: large and small letters are the same.
  const auto before = [](const std::string& a, const std::string& b) {
    const std::string left = lower_case(a), right = lower_case(b);
    return left != right ? left < right : a < b;
  };
  std::map<std::string, Value, decltype(before)> tags(before);
  for (const Endpoint& endpoint : design.endpoints) {
    std::size_t resource = endpoint.resource;
    while (resource != no_index && design.resources[resource].whole != no_index) {
      resource = design.resources[resource].whole;
    }
    tags.emplace(endpoint.tag, tag_value(endpoint, resource, design));
  }
  List list;
  for (auto& [name, tag] : tags) list.push_back(std::move(tag));
  return {std::move(list)};
}

}  // namespace plinth
