// Endpoints that belong to no resource, as they are written. What is derived here is what the
// method, the body and the answer imply: the status, the usual parameters of a list, the media
// type.

#include <algorithm>
#include <utility>

#include "design/endpoint_draft.hpp"

namespace plinth {
namespace {

bool is_redirect(int status) { return status >= 300; }

/// A POST that takes a row and answers it makes one.
bool creates(const CustomEndpoint& custom) {
  return custom.method == Method::Post && custom.body.kind == Content::Kind::Row &&
         custom.result.kind == Content::Kind::Row && custom.body.resource == custom.result.resource;
}

}  // namespace

EndpointDraft::Route CustomEndpoints::route_of(const CustomEndpoint& custom) {
  Route route;
  for (const CustomSegment& segment : custom.path) {
    if (segment.parameter == no_index) {
      add_word(route, segment.word);
      continue;
    }
    const CustomParameter& parameter = custom.parameters[segment.parameter];
    if (parameter.row != no_index) {
      add_id(route, parameter.row);
      continue;
    }
    const std::size_t own = parameters_.own(custom.name, parameter.field, ParameterPlace::Path);
    route.path.push_back({design_.parameters[own].name, own});
    route.parameters.push_back(own);
  }
  return route;
}

/// The tag of the resource whose rows are at the beginning of the path, else the word there.
std::string CustomEndpoints::tag_of_path(const CustomEndpoint& custom) const {
  const auto word =
      std::find_if(custom.path.begin(), custom.path.end(),
                   [](const CustomSegment& segment) { return segment.parameter == no_index; });
  for (std::size_t i = 0; i < design_.resources.size() && word != custom.path.end(); ++i) {
    const Resource& resource = design_.resources[i];
    const Name& name = resource.singleton ? resource.own_name : resource.own_plural;
    if (resource.whole == no_index && kebab_case(name) == word->word) return tag_of(i);
  }
  if (custom.row != no_index) return tag_of(custom.row);
  return word == custom.path.end() ? pascal_case(design_.service.name)
                                   : pascal_case(name_from(word->word));
}

void CustomEndpoints::add_query(Endpoint& made, const CustomEndpoint& custom) {
  if (custom.idempotent) made.parameters.push_back(parameters_.idempotency_key());
  const bool paged = custom.result.kind == Content::Kind::Rows && !custom.asynchronous;
  if (paged) append(made, parameters_.of_list(custom.result.resource, custom.query));
  for (const Field& field : custom.query) {
    made.parameters.push_back(parameters_.own(custom.name, field, ParameterPlace::Query));
  }
}

void CustomEndpoints::add_body(Endpoint& made, const CustomEndpoint& custom) {
  const Content& body = custom.body;
  if (body.kind == Content::Kind::Nothing) return;
  const bool file = body.kind == Content::Kind::Line && body.fields[0].type.kind == TypeKind::File;
  if (file) {
    made.body.kind = BodyKind::Binary;
    made.body.content_types = body.fields[0].type.content_types;
    made.body.max_bytes = body.fields[0].type.max_bytes;
    return;
  }
  made.body.kind = custom.method == Method::Patch ? BodyKind::MergePatch : BodyKind::Json;
  if (body.kind == Content::Kind::Row) {
    made.body.schema = custom.method == Method::Post ? schemas_.create(body.resource)
                                                     : schemas_.update(body.resource);
  } else {
    made.body.schema = schemas_.request(body, custom.name, custom.method == Method::Patch);
  }
}

void CustomEndpoints::add_answer(Endpoint& made, const CustomEndpoint& custom) {
  if (custom.asynchronous) return answer_task(made);
  answer_content(made, custom.result, custom.name);
  made.answer.etag = false;  // the tag of a row is asked for where the row is
  if (creates(custom)) made.answer.status = 201;
  if (custom.status != 0) made.answer.status = custom.status;
  made.answer.location = (made.answer.status == 201 && made.answer.kind == AnswerKind::Row) ||
                         is_redirect(made.answer.status);
}

void CustomEndpoints::add(std::size_t index) {
  const CustomEndpoint& custom = design_.custom_endpoints[index];
  if (!custom.access) return;
  Endpoint made = endpoint(EndpointKind::Custom, custom.method, camel_case(custom.name),
                           route_of(custom), custom.row);
  made.custom = index;
  made.tag = tag_of_path(custom);
  made.rule = *custom.access;
  made.rule_source = "endpoints." + custom.name.snake + ".access";
  made.deprecated = custom.deprecated;
  made.deprecation = custom.deprecation;
  add_query(made, custom);
  add_body(made, custom);
  add_answer(made, custom);
  design_.endpoints.push_back(std::move(made));
}

void CustomEndpoints::add_all() {
  for (std::size_t i = 0; i < design_.custom_endpoints.size(); ++i) add(i);
}

}  // namespace plinth
