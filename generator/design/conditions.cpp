#include "design/conditions.hpp"

namespace plinth {
namespace {

/// The operation whose `when` an endpoint is bound by; an action has its own.
std::optional<Verb> verb_of(EndpointKind kind) {
  switch (kind) {
    case EndpointKind::Create:
    case EndpointKind::BatchCreate:
      return Verb::Create;
    case EndpointKind::Update:
    case EndpointKind::UpdateOwn:
    case EndpointKind::Upload:
    case EndpointKind::DeleteFile:
      return Verb::Update;
    case EndpointKind::Replace:
      return Verb::Replace;
    case EndpointKind::Delete:
    case EndpointKind::DeleteOwn:
    case EndpointKind::BatchDelete:
      return Verb::Delete;
    default:
      return std::nullopt;
  }
}

void add_conditions(const Design& design, std::size_t resource, Verb verb,
                    std::vector<BoundCondition>& bound) {
  for (const auto& [operation, condition] : design.resources[resource].when) {
    if (operation == verb) bound.push_back({&condition, resource, verb});
  }
}

}  // namespace

const Action* action_of(const Design& design, const Endpoint& endpoint) {
  const bool known = endpoint.resource != no_index && endpoint.action != no_index;
  return known ? &design.resources[endpoint.resource].actions[endpoint.action] : nullptr;
}

std::vector<BoundCondition> conditions_of(const Design& design, const Endpoint& endpoint) {
  std::vector<BoundCondition> bound;
  if (const Action* action = action_of(design, endpoint); action != nullptr && action->when) {
    bound.push_back({&*action->when, endpoint.resource, std::nullopt});
  }
  const std::optional<Verb> verb = verb_of(endpoint.kind);
  if (!verb || endpoint.resource == no_index) return bound;
  add_conditions(design, endpoint.resource, *verb, bound);
  for (std::size_t at = endpoint.resource; !design.resources[at].own_access;) {
    at = design.resources[at].whole;
    add_conditions(design, at, Verb::Update, bound);
  }
  return bound;
}

}  // namespace plinth
