#include "design/sent_fields.hpp"

#include <algorithm>

#include "design/schemas.hpp"

namespace plinth {
namespace {

void collect_targets(const Type& type, std::set<std::size_t>& targets) {
  if (type.kind == TypeKind::Reference && type.target != no_index) targets.insert(type.target);
  for (const Type& element : type.element) collect_targets(element, targets);
  for (const Field& field : type.fields) collect_targets(field.type, targets);
}

/// Inline parts stand in the bodies of their whole, with parts of their own.
void add_inline_parts(const Design& design, std::size_t whole, std::vector<SentField>& sent) {
  for (const std::size_t part : design.resources[whole].parts) {
    if (!design.resources[part].inline_parts) continue;
    for (const Field& field : design.resources[part].fields) {
      if (can_create_with(field)) sent.push_back({part, &field});
    }
    add_inline_parts(design, part, sent);
  }
}

bool has_member(const Schema& schema, const Field& field) {
  return std::any_of(schema.members.begin(), schema.members.end(),
                     [&](const Member& member) { return member.field == field.name.snake; });
}

}  // namespace

bool writes_rows(const Endpoint& endpoint) {
  return endpoint.kind == EndpointKind::Create || endpoint.kind == EndpointKind::Update ||
         endpoint.kind == EndpointKind::Replace || endpoint.kind == EndpointKind::UpdateOwn;
}

std::vector<SentField> sent_fields(const Design& design, const Endpoint& endpoint) {
  std::vector<SentField> sent;
  if (endpoint.body.schema == no_index || endpoint.resource == no_index) return sent;
  const Resource& resource = design.resources[endpoint.resource];
  const Schema& schema = design.schemas[endpoint.body.schema];
  const bool input = endpoint.kind == EndpointKind::Action && endpoint.action != no_index;
  if (!input && !writes_rows(endpoint)) return sent;
  for (const Field& field : input ? resource.actions[endpoint.action].input : resource.fields) {
    if (has_member(schema, field)) sent.push_back({endpoint.resource, &field});
  }
  if (!input) add_inline_parts(design, endpoint.resource, sent);
  return sent;
}

std::set<std::size_t> targets_of(const Type& type) {
  std::set<std::size_t> targets;
  collect_targets(type, targets);
  return targets;
}

}  // namespace plinth
