#include "description/endpoint_reader.hpp"

#include <array>
#include <string>
#include <utility>

#include "description/field_reader.hpp"
#include "description/line_reader.hpp"
#include "description/map_reader.hpp"
#include "description/name_rules.hpp"
#include "description/remark_reader.hpp"
#include "description/value_reader.hpp"

namespace plinth {
namespace {

template <std::vector<WrittenField> WrittenEndpoint::*member>
void read_parameters(const yaml::Entry& entry, WrittenEndpoint& endpoint, DiagnosticSink& sink) {
  endpoint.*member = read_fields(entry.value, "parameter", sink);
}

template <std::optional<WrittenField> WrittenEndpoint::*member>
void read_line(const yaml::Entry& entry, WrittenEndpoint& endpoint, DiagnosticSink& sink) {
  endpoint.*member = read_line_or_fields(entry.value, sink);
}

void read_status(const yaml::Entry& entry, WrittenEndpoint& endpoint, DiagnosticSink& sink) {
  endpoint.status = read_count(entry.value, 200, 399, sink);
}

void read_endpoint_access(const yaml::Entry& entry, WrittenEndpoint& endpoint,
                          DiagnosticSink& sink) {
  endpoint.access = read_rule(entry.value, sink);
}

void read_endpoint_calls(const yaml::Entry& entry, WrittenEndpoint& endpoint,
                         DiagnosticSink& sink) {
  endpoint.calls = read_references(entry.value, "integration", sink);
}

void read_endpoint_errors(const yaml::Entry& entry, WrittenEndpoint& endpoint,
                          DiagnosticSink& sink) {
  endpoint.errors = read_error_codes(entry.value, sink);
}

template <std::vector<Spelled> WrittenEndpoint::*member>
void read_endpoint_events(const yaml::Entry& entry, WrittenEndpoint& endpoint,
                          DiagnosticSink& sink) {
  endpoint.*member = read_event_names(entry.value, sink);
}

void read_endpoint_limits(const yaml::Entry& entry, WrittenEndpoint& endpoint,
                          DiagnosticSink& sink) {
  endpoint.limits = read_limits(entry.value, sink);
}

template <bool WrittenEndpoint::*member>
void read_endpoint_switch(const yaml::Entry& entry, WrittenEndpoint& endpoint,
                          DiagnosticSink& sink) {
  endpoint.*member = read_bool(entry.value, false, sink);
}

template <Spelled WrittenEndpoint::*member>
void read_endpoint_version(const yaml::Entry& entry, WrittenEndpoint& endpoint,
                           DiagnosticSink& sink) {
  endpoint.*member = read_api_version(entry.value, sink);
}

constexpr auto endpoint_keys =
    join_keys(std::array<Key<WrittenEndpoint>, 15>{{
                  {"params", read_parameters<&WrittenEndpoint::params>},
                  {"query", read_parameters<&WrittenEndpoint::query>},
                  {"body", read_line<&WrittenEndpoint::body>},
                  {"returns", read_line<&WrittenEndpoint::returned>},
                  {"status", read_status},
                  {"access", read_endpoint_access, true},
                  {"errors", read_endpoint_errors},
                  {"calls", read_endpoint_calls},
                  {"emits", read_endpoint_events<&WrittenEndpoint::emits>},
                  {"events", read_endpoint_events<&WrittenEndpoint::events>},
                  {"limits", read_endpoint_limits},
                  {"idempotent", read_endpoint_switch<&WrittenEndpoint::idempotent>},
                  {"async", read_endpoint_switch<&WrittenEndpoint::asynchronous>},
                  {"since", read_endpoint_version<&WrittenEndpoint::since>},
                  {"until", read_endpoint_version<&WrittenEndpoint::until>},
              }},
              remark_keys<WrittenEndpoint>);

WrittenEndpoint read_endpoint(const yaml::Entry& entry, DiagnosticSink& sink) {
  WrittenEndpoint endpoint;
  endpoint.span = entry.value.span;
  parse_endpoint_key(spelled(entry.key), endpoint, sink);
  read_map(entry.value, "an endpoint", endpoint_keys, endpoint, sink);
  if (entry.value.is_map() && !has_key(entry.value, "access", endpoint_keys)) {
    sink.error("missing-access", entry.key.span, "the endpoint does not say who may call it")
        .hint("`access: public`, `access: authenticated`, or a role");
  }
  return endpoint;
}

template <typename Target>
void read_payload(const yaml::Entry& entry, Target& target, DiagnosticSink& sink) {
  target.payload = read_fields(entry.value, "field", sink);
}

void read_runs(const yaml::Entry& entry, WrittenSubscription& subscription, DiagnosticSink& sink) {
  subscription.runs = read_path(entry.value, sink);
}

constexpr auto event_keys =
    join_keys(std::array<Key<WrittenEvent>, 1>{{{"payload", read_payload<WrittenEvent>}}},
              remark_keys<WrittenEvent>);

constexpr auto subscription_keys = join_keys(std::array<Key<WrittenSubscription>, 2>{{
                                                 {"runs", read_runs, true},
                                                 {"payload", read_payload<WrittenSubscription>},
                                             }},
                                             remark_keys<WrittenSubscription>);

void read_webhook_events(const yaml::Entry& entry, WrittenWebhooks& webhooks,
                         DiagnosticSink& sink) {
  if (expect_items(entry.value, sink)) webhooks.events = read_event_names(entry.value, sink);
}

void read_webhook_access(const yaml::Entry& entry, WrittenWebhooks& webhooks,
                         DiagnosticSink& sink) {
  webhooks.access = read_rule(entry.value, sink);
}

constexpr std::array<Key<WrittenWebhooks>, 2> webhook_keys{{
    {"events", read_webhook_events},
    {"access", read_webhook_access, true},
}};

}  // namespace

std::vector<WrittenEndpoint> read_endpoints(const yaml::Node& node, DiagnosticSink& sink) {
  std::vector<WrittenEndpoint> endpoints;
  read_entries(node, sink,
               [&](const yaml::Entry& entry) { endpoints.push_back(read_endpoint(entry, sink)); });
  return endpoints;
}

std::vector<WrittenEvent> read_events(const yaml::Node& node, DiagnosticSink& sink) {
  std::vector<WrittenEvent> events;
  read_entries(node, sink, [&](const yaml::Entry& entry) {
    WrittenEvent event;
    event.name = spelled(entry.key);
    check_event_name(event.name, sink);
    read_map(entry.value, "an event", event_keys, event, sink);
    events.push_back(std::move(event));
  });
  return events;
}

std::vector<WrittenSubscription> read_subscriptions(const yaml::Node& node, DiagnosticSink& sink) {
  std::vector<WrittenSubscription> subscriptions;
  read_entries(node, sink, [&](const yaml::Entry& entry) {
    WrittenSubscription subscription;
    subscription.event = spelled(entry.key);
    check_event_name(subscription.event, sink);
    read_map(entry.value, "a subscription", subscription_keys, subscription, sink);
    if (entry.value.is_map() && !has_key(entry.value, "runs", subscription_keys)) {
      sink.error("missing-key", entry.key.span, "the subscription does not say what it `runs`")
          .hint("an action of a resource: `runs: order.settle`");
    }
    subscriptions.push_back(std::move(subscription));
  });
  return subscriptions;
}

WrittenWebhooks read_webhooks(const yaml::Node& node, DiagnosticSink& sink) {
  WrittenWebhooks webhooks;
  webhooks.span = node.span;
  read_map(node, "`webhooks`", webhook_keys, webhooks, sink);
  if (node.is_map() && node.find("access") == nullptr) {
    sink.error("missing-access", node.span, "`webhooks` does not say who may subscribe")
        .hint("`access: admin`, or another rule");
  }
  return webhooks;
}

}  // namespace plinth
