#include "context/endpoint_context.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "context/access_context.hpp"
#include "context/errors_context.hpp"
#include "context/type_context.hpp"

namespace plinth {
namespace {

using jinja::List;
using jinja::Map;
using jinja::Value;

std::string_view access_word(Access access) {
  constexpr std::array<std::string_view, 3> spelled{"denied", "own", "allowed"};
  return spelled[static_cast<std::size_t>(access)];
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
  map.set("schema", schema_name(design, answer.schema));
  map.set("location", Value(answer.location)).set("etag", Value(answer.etag));
  map.set("no_store", Value(answer.no_store));
  map.set("cache_seconds", seconds(answer.cache_ms));
  return {std::move(map)};
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
  map.set("file", words(endpoint.file));
  map.set("parameters", parameter_ids(design, endpoint.parameters));
  map.set("body", body_value(endpoint.body, design));
  map.set("answer", answer_value(endpoint.answer, design));
  map.set("public", Value(is_public(endpoint.rule)));
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
  std::map<std::string, Value> tags;
  for (const Endpoint& endpoint : design.endpoints) {
    std::size_t resource = endpoint.resource;
    while (resource != no_index && design.resources[resource].whole != no_index) {
      resource = design.resources[resource].whole;
    }
    tags.emplace(endpoint.tag, resource_name(design, resource));
  }
  List list;
  for (auto& [name, resource] : tags) {
    Map entry;
    entry.set("name", Value(name)).set("resource", resource);
    list.emplace_back(std::move(entry));
  }
  return {std::move(list)};
}

}  // namespace plinth
