#pragma once

#include <vector>

#include "description/description.hpp"
#include "diagnostics/diagnostic.hpp"
#include "yaml/node.hpp"

namespace plinth {

/// What adds to resources: `endpoints`, `events`, `subscribes` and `webhooks`.
std::vector<WrittenEndpoint> read_endpoints(const yaml::Node& node, DiagnosticSink& sink);
std::vector<WrittenEvent> read_events(const yaml::Node& node, DiagnosticSink& sink);
std::vector<WrittenSubscription> read_subscriptions(const yaml::Node& node, DiagnosticSink& sink);
WrittenWebhooks read_webhooks(const yaml::Node& node, DiagnosticSink& sink);

}  // namespace plinth
