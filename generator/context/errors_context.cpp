#include "context/errors_context.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "context/error_places.hpp"
#include "context/version_context.hpp"

namespace plinth {
namespace {

using jinja::List;
using jinja::Map;
using jinja::Value;

/// More codes than this do not make a readable id.
constexpr std::size_t most_codes_in_id = 3;

/// RFC 9110 and 6585, as part of an id.
std::string status_word(int status) {
  static const std::map<int, std::string> words{{400, "BadRequest"},
                                                {401, "Unauthorized"},
                                                {403, "Forbidden"},
                                                {404, "NotFound"},
                                                {409, "Conflict"},
                                                {412, "PreconditionFailed"},
                                                {413, "ContentTooLarge"},
                                                {415, "UnsupportedContent"},
                                                {422, "UnprocessableContent"},
                                                {428, "PreconditionRequired"},
                                                {429, "TooManyRequests"},
                                                {500, "InternalError"},
                                                {503, "Unavailable"}};
  const auto found = words.find(status);
  return found == words.end() ? "Status" + std::to_string(status) : found->second;
}

/// `PRODUCT_NOT_FOUND` -> `ProductNotFound`
std::string pascal_code(const std::string& code) {
  std::string text;
  bool start = true;
  for (const char c : code) {
    if (c == '_') {
      start = true;
      continue;
    }
    const bool letter = c >= 'A' && c <= 'Z';
    text += letter && !start ? static_cast<char>(c - 'A' + 'a') : c;
    start = false;
  }
  return text;
}

std::string pascal_id(const Endpoint& endpoint) {
  std::string id = endpoint.id;
  if (!id.empty() && id[0] >= 'a' && id[0] <= 'z') id[0] = static_cast<char>(id[0] - 'a' + 'A');
  return id;
}

std::string response_id(const Design& design, const std::vector<std::size_t>& errors,
                        const Endpoint& first) {
  const int status = design.errors[errors.front()].status;
  if (errors.size() > most_codes_in_id) return pascal_id(first) + status_word(status);
  std::string id;
  for (const std::size_t error : errors) {
    if (!id.empty()) id += "Or";
    id += pascal_code(design.errors[error].code);
  }
  return id;
}

/// What tells the answers of endpoints that end from those of others.
std::string ending_of(const Endpoint& endpoint) {
  if (!endpoint.deprecated) return {};
  return "deprecated " + endpoint.deprecation.since.str() + " " + endpoint.deprecation.sunset.str();
}

/// The codes of an endpoint, one list per status; they are sorted by status already.
std::vector<std::vector<std::size_t>> by_status(const Design& design, const Endpoint& endpoint) {
  std::vector<std::vector<std::size_t>> lists;
  for (const std::size_t error : endpoint.errors) {
    const bool next =
        lists.empty() || design.errors[lists.back().front()].status != design.errors[error].status;
    if (next) lists.emplace_back();
    lists.back().push_back(error);
  }
  return lists;
}

Value name_or_none(const Design& design, std::size_t resource) {
  return resource == no_index ? Value::none() : Value(design.resources[resource].name.snake);
}

Value texts(const std::vector<std::string>& items) {
  List list;
  for (const std::string& item : items) list.emplace_back(item);
  return list;
}

List codes(const Design& design, const std::vector<std::size_t>& errors) {
  List list;
  for (const std::size_t error : errors) list.emplace_back(design.errors[error].code);
  return list;
}

Value error_value(const Design& design, const Error& error, const ErrorPlaces& places) {
  List endpoints;
  for (const std::size_t endpoint : error.endpoints) {
    endpoints.emplace_back(design.endpoints[endpoint].id);
  }
  Map map;
  map.set("code", error.code)
      .set("status", error.status)
      .set("kind", to_text(error.kind))
      .set("category", to_text(error.category))
      .set("retry", to_text(error.retry))
      .set("message", Value::tainted(error.message))
      .set("resource", name_or_none(design, error.resource))
      .set("fields", texts(error.fields))
      .set("members", texts(error.members))
      .set("integration", error.integration == no_index
                              ? Value::none()
                              : Value(design.integrations[error.integration].name.snake))
      .set("endpoints", std::move(endpoints))
      .set("where", places.value(error))
      .set("own", error.own)
      .set("versions", version_names(design, error.versions));
  return map;
}

}  // namespace

ErrorResponses error_responses_of(const Design& design) {
  ErrorResponses found;
  std::map<std::pair<std::string, std::vector<std::size_t>>, std::size_t> known;
  std::set<std::string> taken;
  const bool all_end = std::all_of(design.endpoints.begin(), design.endpoints.end(),
                                   [](const Endpoint& one) { return one.deprecated; });
  for (std::size_t at = 0; at < design.endpoints.size(); ++at) {
    const Endpoint& endpoint = design.endpoints[at];
    std::vector<std::size_t>& of_endpoint = found.of_endpoints.emplace_back();
    for (std::vector<std::size_t>& errors : by_status(design, endpoint)) {
      const auto [entry, added] =
          known.emplace(std::pair(ending_of(endpoint), errors), found.responses.size());
      of_endpoint.push_back(entry->second);
      if (!added) continue;
      std::string id = response_id(design, errors, endpoint);
      if (endpoint.deprecated && !all_end) id += "Deprecated";
      std::string unique = id;
      for (int i = 2; !taken.insert(unique).second; ++i) unique = id + std::to_string(i);
      found.responses.push_back(
          {std::move(unique), design.errors[errors.front()].status, std::move(errors), at});
    }
  }
  return found;
}

jinja::Value errors_value(const Design& design) {
  const ErrorPlaces places(design);
  List list;
  for (const Error& error : design.errors) list.push_back(error_value(design, error, places));
  return list;
}

jinja::Value error_responses_value(const Design& design, const ErrorResponses& responses) {
  std::vector<const ErrorResponse*> sorted;
  for (const ErrorResponse& response : responses.responses) sorted.push_back(&response);
  std::stable_sort(
      sorted.begin(), sorted.end(),
      [](const ErrorResponse* a, const ErrorResponse* b) { return a->status < b->status; });
  List list;
  for (const ErrorResponse* response : sorted) {
    list.emplace_back(
        Map{}
            .set("id", response->id)
            .set("status", response->status)
            .set("errors", codes(design, response->errors))
            .set("deprecation", deprecation_value(design.endpoints[response->endpoint])));
  }
  return list;
}

jinja::Value responses_of_endpoint_value(const Design& design, const ErrorResponses& responses,
                                         std::size_t endpoint) {
  List list;
  for (const std::size_t index : responses.of_endpoints[endpoint]) {
    const ErrorResponse& response = responses.responses[index];
    list.emplace_back(Map{}
                          .set("status", response.status)
                          .set("id", response.id)
                          .set("errors", codes(design, response.errors)));
  }
  return list;
}

}  // namespace plinth
