// `POST /orders/{orderId}/cancel` for an action; `PUT` and `DELETE` of one path for an action that
// puts the caller into a list.

#include <utility>

#include "design/derived_resource.hpp"
#include "design/endpoint_draft.hpp"

namespace plinth {

void ActionEndpoints::add(std::size_t resource) {
  for (std::size_t i = 0; i < design_.resources[resource].actions.size(); ++i) {
    const Action& action = design_.resources[resource].actions[i];
    if (!action.access) continue;
    if (action.toggles != no_index) {
      add_toggle(resource, i);
    } else {
      add_action(resource, i);
    }
  }
}

Endpoint ActionEndpoints::begin(EndpointKind kind, Method method, std::string id,
                                std::size_t resource, std::size_t action) {
  const Resource& row = design_.resources[resource];
  const Action& written = row.actions[action];
  Route route = written.collection ? collection(resource) : one(resource);
  add_word(route, kebab_case(written.name));
  Endpoint made = endpoint(kind, method, std::move(id), std::move(route), resource);
  made.action = action;
  made.rule = *written.access;
  made.rule_source = rule_source_of(row.origin);
  if (made.rule_source.empty()) {
    made.rule_source = row.name.snake + ".actions." + written.name.snake + ".access";
  }
  if (written.deprecated) {
    made.deprecated = true;
    made.deprecation = written.deprecation;
  }
  return made;
}

void ActionEndpoints::add_action(std::size_t resource, std::size_t index) {
  const Resource& row = design_.resources[resource];
  const Action& action = row.actions[index];
  Endpoint made = begin(EndpointKind::Action, Method::Post,
                        camel_case(action.name) + pascal_case(row.name), resource, index);
  if (action.idempotent) made.parameters.push_back(parameters_.idempotency_key());
  if (!action.input.empty()) {
    made.body = {BodyKind::Json, schemas_.input(resource, action), {}, 0};
  }
  if (action.asynchronous) {
    answer_task(made);
  } else {
    if (action.result.kind == Content::Kind::Rows) {
      append(made, parameters_.of_list(action.result.resource));
    }
    answer_content(made, action.result, joined(row.name, action.name));
    if (action.shows_secret) answer_secret(made, resource);
  }
  design_.endpoints.push_back(std::move(made));
}

void ActionEndpoints::add_toggle(std::size_t resource, std::size_t index) {
  const Resource& row = design_.resources[resource];
  const Action& action = row.actions[index];
  const std::string id = camel_case(action.name) + pascal_case(row.name);
  const std::string undo_id = "undo" + pascal_case(action.name) + pascal_case(row.name);
  for (const bool on : {true, false}) {
    Endpoint made = begin(on ? EndpointKind::ToggleOn : EndpointKind::ToggleOff,
                          on ? Method::Put : Method::Delete, on ? id : undo_id, resource, index);
    answer_content(made, action.result, joined(row.name, action.name));
    design_.endpoints.push_back(std::move(made));
  }
}

}  // namespace plinth
