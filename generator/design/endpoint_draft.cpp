#include "design/endpoint_draft.hpp"

#include <utility>

namespace plinth {

void EndpointDraft::add_word(Route& route, std::string word) {
  route.path.push_back({std::move(word), no_index});
}

void EndpointDraft::add_id(Route& route, std::size_t resource) {
  std::vector<std::string> taken;
  for (const PathSegment& segment : route.path) {
    if (segment.parameter != no_index) taken.push_back(segment.text);
  }
  const std::size_t parameter = parameters_.id(resource, taken);
  route.path.push_back({design_.parameters[parameter].name, parameter});
  route.parameters.push_back(parameter);
}

EndpointDraft::Route EndpointDraft::collection(std::size_t resource) {
  const Resource& row = design_.resources[resource];
  Route route;
  if (row.whole != no_index) {
    route = one(row.whole);
  } else if (row.tenant_scoped && design_.tenant != no_index && design_.tenant_from == "path") {
    route = one(design_.tenant);
  }
  add_word(route, kebab_case(row.singleton ? row.own_name : row.own_plural));
  return route;
}

EndpointDraft::Route EndpointDraft::one(std::size_t resource) {
  Route route = collection(resource);
  if (!design_.resources[resource].singleton) add_id(route, resource);
  return route;
}

std::string EndpointDraft::tag_of(std::size_t resource) const {
  while (design_.resources[resource].whole != no_index) {
    resource = design_.resources[resource].whole;
  }
  return pascal_case(design_.resources[resource].plural);
}

Endpoint EndpointDraft::endpoint(EndpointKind kind, Method method, std::string id, Route route,
                                 std::size_t resource) const {
  Endpoint endpoint;
  endpoint.kind = kind;
  endpoint.method = method;
  endpoint.id = std::move(id);
  endpoint.path = std::move(route.path);
  endpoint.parameters = std::move(route.parameters);
  endpoint.resource = resource;
  if (resource != no_index) {
    endpoint.tag = tag_of(resource);
    endpoint.deprecated = design_.resources[resource].deprecated;
    endpoint.deprecation = design_.resources[resource].deprecation;
  }
  return endpoint;
}

void EndpointDraft::append(Endpoint& endpoint, const std::vector<std::size_t>& parameters) {
  endpoint.parameters.insert(endpoint.parameters.end(), parameters.begin(), parameters.end());
}

void EndpointDraft::answer_row(Endpoint& made, std::size_t resource) {
  made.answer.kind = AnswerKind::Row;
  made.answer.resource = resource;
  made.answer.schema = schemas_.item(resource);
  made.answer.etag = design_.resources[resource].lock && made.resource == resource;
}

void EndpointDraft::answer_rows(Endpoint& made, std::size_t resource) {
  made.answer.kind = AnswerKind::Rows;
  made.answer.resource = resource;
  made.answer.schema = schemas_.list(resource);
}

void EndpointDraft::answer_secret(Endpoint& made, std::size_t resource) {
  made.answer.schema = schemas_.with_secret(resource);
  made.answer.no_store = true;
}

void EndpointDraft::answer_content(Endpoint& made, const Content& content, const Name& name) {
  switch (content.kind) {
    case Content::Kind::Nothing:
      made.answer.status = 204;
      break;
    case Content::Kind::Row:
      answer_row(made, content.resource);
      break;
    case Content::Kind::Rows:
      answer_rows(made, content.resource);
      break;
    case Content::Kind::Stream:
      made.answer.kind = AnswerKind::Stream;
      made.answer.no_store = true;
      break;
    case Content::Kind::Line:
    case Content::Kind::Block:
      made.answer.kind = AnswerKind::Value;
      made.answer.schema = schemas_.result(content, name, made.id);
      break;
  }
}

void EndpointDraft::answer_task(Endpoint& made) {
  made.asynchronous = true;
  made.answer = {};
  made.answer.status = 202;
  made.answer.kind = AnswerKind::Task;
  made.answer.schema = schemas_.task();
  made.answer.location = true;
}

}  // namespace plinth
