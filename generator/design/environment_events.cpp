// Settings of what is told to others and of what they tell: broker, outbox and inbox, webhooks.

#include <algorithm>
#include <string>
#include <utility>

#include "design/setting_draft.hpp"

namespace plinth {
namespace {

bool receives_events(const Design& design) {
  return !design.subscriptions.empty() ||
         std::any_of(design.integrations.begin(), design.integrations.end(),
                     [](const Integration& integration) { return integration.webhook; });
}

}  // namespace

EnvironmentGroup broker_group(const Design& design) {
  EnvironmentGroup group{"broker", no_index, {}};
  if (design.stack.broker == "none") return group;
  const std::string service = kebab_case(design.service.name);
  group.settings = {secret("BROKER_URL", "broker-url"),
                    setting("BROKER_PREFIX", "broker-prefix", SettingType::Text, service)};
  if (design.subscriptions.empty()) return group;
  group.settings.push_back(
      setting("BROKER_CONSUMER_GROUP", "broker-consumer-group", SettingType::Text, service));
  for (const Subscription& subscription : design.subscriptions) {
    Setting topic =
        setting("BROKER_TOPIC_" + screaming_case(Name{snake_of_event(subscription.event)}),
                "broker-topic", SettingType::Text, subscription.event);
    topic.operation = subscription.event;
    group.settings.push_back(std::move(topic));
  }
  return group;
}

EnvironmentGroup events_group(const Design& design) {
  EnvironmentGroup group{"events", no_index, {}};
  if (has_outbox(design)) {
    group.settings = {
        setting("OUTBOX_INTERVAL", "outbox-interval", SettingType::Duration, "1s"),
        integer("OUTBOX_BATCH", "outbox-batch", 100, 1, 10'000),
        setting("OUTBOX_RETENTION", "outbox-retention", SettingType::Duration, "7d"),
    };
  }
  if (receives_events(design)) {
    group.settings.push_back(
        setting("INBOX_RETENTION", "inbox-retention", SettingType::Duration, "30d"));
  }
  return group;
}

EnvironmentGroup webhooks_group(const Design& design) {
  EnvironmentGroup group{"webhooks", no_index, {}};
  if (design.webhook_subscriptions == no_index) return group;
  group.settings = {
      secret("WEBHOOK_ENCRYPTION_KEY", "webhook-encryption-key"),
      setting("WEBHOOK_TIMEOUT", "webhook-timeout", SettingType::Duration, "10s"),
      integer("WEBHOOK_MAX_ATTEMPTS", "webhook-max-attempts", 10, 1, 100),
      setting("WEBHOOK_SECRET_OVERLAP", "webhook-secret-overlap", SettingType::Duration, "1d"),
      setting("WEBHOOK_DELIVERY_RETENTION", "webhook-delivery-retention", SettingType::Duration,
              "30d"),
  };
  return group;
}

void add_received_webhook(const std::string& name, std::vector<Setting>& settings) {
  settings.push_back(secret(name + "_WEBHOOK_SECRET", "integration-webhook-secret"));
  settings.push_back(setting(name + "_WEBHOOK_TOLERANCE", "integration-webhook-tolerance",
                             SettingType::Duration, "5m"));
}

}  // namespace plinth
