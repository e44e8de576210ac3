// What follows from `audit` and from webhooks in both directions, beside the endpoints of the
// resources that they make.

#include <algorithm>
#include <utility>

#include "design/endpoint_draft.hpp"

namespace plinth {

/// `GET /orders/{orderId}/audit`, for whom the rule of the audit lets see it.
void AuditEndpoints::add(std::size_t index) {
  const Resource& resource = design_.resources[index];
  if (resource.audit_entries == no_index || is_nobody(*resource.audit)) return;
  Route route = one(index);
  add_word(route, "audit");
  Endpoint made = endpoint(EndpointKind::Audit, Method::Get,
                           "list" + pascal_case(resource.name) + "Audit", std::move(route), index);
  made.rule = *resource.audit;
  made.rule_source = resource.name.snake + ".audit";
  append(made, parameters_.of_list(resource.audit_entries));
  answer_rows(made, resource.audit_entries);
  design_.endpoints.push_back(std::move(made));
}

void WebhookEndpoints::add() {
  for (std::size_t i = 0; i < design_.integrations.size(); ++i) {
    if (design_.integrations[i].webhook) add_received(i);
  }
  for (Event& event : design_.events) {
    if (event.delivered) event.schema = schemas_.event(event);
  }
  if (design_.webhook_subscriptions != no_index) parameters_.of_webhook();
}

/// `POST /webhooks/payments`: open to all, since the signature says who it is.
void WebhookEndpoints::add_received(std::size_t index) {
  const Integration& integration = design_.integrations[index];
  Route route;
  add_word(route, "webhooks");
  add_word(route, kebab_case(integration.name));
  Endpoint made =
      endpoint(EndpointKind::ReceiveWebhook, Method::Post,
               "receive" + pascal_case(integration.name) + "Webhook", std::move(route), no_index);
  made.tag = "Webhooks";
  made.integration = index;
  made.rule.kind = Rule::Kind::Public;
  made.rule_source = "integrations." + integration.name.snake + ".webhook";
  append(made, parameters_.of_webhook());
  made.body = {BodyKind::Json, schemas_.received_webhook(), {}, 0};
  made.answer.status = 204;
  design_.endpoints.push_back(std::move(made));
}

}  // namespace plinth
