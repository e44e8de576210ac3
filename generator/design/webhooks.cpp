// `webhooks` makes two resources: what others have subscribed for, and every delivery to them,
// which is a part of its subscription.

#include <string>
#include <utility>

#include "design/derived_resource.hpp"
#include "diagnostics/nearest_word.hpp"

namespace plinth {
namespace {

WrittenMove back_to_pending(const DerivedResource& deliveries) {
  WrittenMove move;
  move.field = deliveries.text("status");
  move.from = {deliveries.text("delivered"), deliveries.text("failed")};
  move.to = deliveries.text("pending");
  move.span = move.field.span;
  return move;
}

WrittenResource deliveries_of(Resolution& resolution, const WrittenWebhooks& webhooks) {
  DerivedResource deliveries(resolution, webhooks.span, "delivery");
  deliveries.field("event_id", "uuid readonly")
      .field("event", "string(63) readonly")
      .field("status", "enum(pending, delivered, failed) readonly = pending")
      .field("attempts", "int readonly >= 0 = 0")
      .field("response_status", "int? readonly 100..599")
      .example("503")
      .field("failure", "string(500)? readonly")
      .example("The subscriber did not answer in time")
      .field("payload", "json internal")
      .field("next_attempt_at", "datetime? readonly")
      .field("delivered_at", "datetime? readonly")
      .filter("event")
      .filter("status")
      .unique({"webhook_subscription", "event_id"})
      .index({"status", "next_attempt_at"})
      .allow({"list", "get"}, *webhooks.access)
      .action("redeliver", *webhooks.access);
  deliveries.written().actions.back().moves.push_back(back_to_pending(deliveries));
  return deliveries.take();
}

/// What a subscription keeps of the version of the API that it was made in.
constexpr const char* version_field = "api_version";

bool has_several_versions(const Design& design) { return design.api.versions.size() > 1; }

void resolve_version_field(const Design& design, Resource& subscriptions) {
  Field& field = subscriptions.fields[find_field(subscriptions.fields, version_field)];
  field.origin = Origin::ApiVersion;
  field.type = {};
  field.type.kind = TypeKind::Enum;
  for (const ApiVersion& version : design.api.versions) {
    field.type.words.push_back({version.name, {}});
  }
}

/// Words that only the events of the description know.
void set_words(const Design& design, Type& type) {
  Type& one = type.kind == TypeKind::List ? type.element[0] : type;
  one = {};
  one.kind = TypeKind::Enum;
  std::uint64_t count = 0;
  for (const Event& event : design.events) {
    if (!event.delivered) continue;
    one.words.push_back({event.name, {}});
    ++count;
  }
  if (type.kind == TypeKind::List) {
    type.max_items = count;
  }
}

void mark_delivered(Resolution& resolution, const WrittenWebhooks& webhooks) {
  std::vector<Event>& events = resolution.design.events;
  if (webhooks.events.empty()) {
    for (Event& event : events) event.delivered = true;
  }
  for (const Spelled& name : webhooks.events) {
    bool found = false;
    for (Event& event : events) {
      if (event.name != name.text) continue;
      event.delivered = found = true;
    }
    if (!found) report_unknown_event(resolution, name);
  }
}

}  // namespace

void set_event_words(Design& design) {
  Resource& subscriptions = design.resources[design.webhook_subscriptions];
  set_words(design, subscriptions.fields[find_field(subscriptions.fields, "events")].type);
  Resource& deliveries = design.resources[subscriptions.parts.front()];
  set_words(design, deliveries.fields[find_field(deliveries.fields, "event")].type);
}

void declare_webhooks(Resolution& resolution) {
  const std::optional<WrittenWebhooks>& webhooks = resolution.description.webhooks;
  if (!webhooks || !webhooks->access) return;
  DerivedResource subscriptions(resolution, webhooks->span, "webhook_subscription");
  subscriptions.field("url", "url /^https:/")
      .example("https://www.site.example/events")
      .field("description", "string(200)?")
      .example("Orders for the warehouse")
      .field("events", "string(63)[](1..1)")
      .field("active", "bool = true")
      .field("secret", "string(24..128) internal")
      .field("previous_secret", "string(24..128)? internal")
      .field("previous_secret_until", "datetime? internal");
  if (has_several_versions(resolution.design)) {
    subscriptions.field(version_field, "string internal");
  }
  subscriptions.filter("active")
      .allow({"list", "get", "create", "update", "delete"}, *webhooks->access)
      .action("rotate_secret", *webhooks->access);
  subscriptions.written().contains.push_back(deliveries_of(resolution, *webhooks));
  const std::size_t index =
      declare_derived(resolution, subscriptions.take(), ResourceOrigin::WebhookSubscription);
  resolution.design.resources[index + 1].origin = ResourceOrigin::WebhookDelivery;
  resolution.design.webhook_subscriptions = index;
  resolution.secrets.push_back({index, "secret", Secret::Encrypted});
  resolution.secrets.push_back({index, "previous_secret", Secret::Encrypted});
}

void resolve_webhooks(Resolution& resolution) {
  const std::optional<WrittenWebhooks>& webhooks = resolution.description.webhooks;
  Design& design = resolution.design;
  if (!webhooks || design.webhook_subscriptions == no_index) return;
  mark_delivered(resolution, *webhooks);
  set_event_words(design);
  Resource& subscriptions = design.resources[design.webhook_subscriptions];
  Resource& deliveries = design.resources[subscriptions.parts.front()];
  if (has_several_versions(design)) resolve_version_field(design, subscriptions);
  deliveries.fields[find_field(deliveries.fields, "payload")].type.max_bytes = largest_event;
  for (Action& action : subscriptions.actions) action.shows_secret = true;
}

}  // namespace plinth
