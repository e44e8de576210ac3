// Many rows in one call. A batch is one transaction: all of its rows are created or deleted, or,
// where one of them cannot be, none. So there is one answer, and it is that of the single call.

#include <utility>

#include "design/endpoint_draft.hpp"

namespace plinth {

Endpoint BatchEndpoints::begin(EndpointKind kind, std::string_view word, std::size_t resource,
                               const ResourceAccess& access) {
  const Resource& row = design_.resources[resource];
  Route route = collection(resource);
  add_word(route, "batch-" + std::string(word));
  std::string id = "batch" + pascal_case(Name{std::string(word)}) + pascal_case(row.plural);
  Endpoint made = endpoint(kind, Method::Post, std::move(id), std::move(route), resource);
  made.rule = access.rule;
  made.rule_source = access.source;
  return made;
}

void BatchEndpoints::add(std::size_t resource) {
  const Resource& row = design_.resources[resource];
  if (!row.bulk) return;
  if (const ResourceAccess* create = row.find(Verb::Create)) {
    Endpoint made = begin(EndpointKind::BatchCreate, "create", resource, *create);
    if (row.idempotent) made.parameters.push_back(parameters_.idempotency_key());
    made.body = {BodyKind::Json, schemas_.batch_create(resource), {}, 0};
    made.answer.status = 201;
    made.answer.kind = AnswerKind::Rows;
    made.answer.resource = resource;
    made.answer.schema = schemas_.batch(resource);
    design_.endpoints.push_back(std::move(made));
  }
  const ResourceAccess* remove = row.find(Verb::Delete);
  // Each row that is locked has an entity tag of its own, and If-Match is for one.
  if (remove == nullptr || row.lock) return;
  Endpoint made = begin(EndpointKind::BatchDelete, "delete", resource, *remove);
  made.body = {BodyKind::Json, schemas_.batch_delete(resource), {}, 0};
  made.answer.status = 204;
  design_.endpoints.push_back(std::move(made));
}

}  // namespace plinth
