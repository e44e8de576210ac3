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

/// Of rows that are sent together: the schema of one.
std::size_t schema_of_rows(const Design& design, const Endpoint& endpoint) {
  return design.schemas[endpoint.body.schema].members[0].type.element[0].schema;
}

}  // namespace

WrittenRows written_rows(const Design& design, const Endpoint& endpoint) {
  switch (endpoint.kind) {
    case EndpointKind::Create:
      return {endpoint.resource, endpoint.body.schema, true};
    case EndpointKind::Update:
    case EndpointKind::Replace:
    case EndpointKind::UpdateOwn:
      return {endpoint.resource, endpoint.body.schema, false};
    case EndpointKind::BatchCreate:
      return {endpoint.resource, schema_of_rows(design, endpoint), true};
    case EndpointKind::Custom:
      break;
    default:
      return {};
  }
  const Content& body = design.custom_endpoints[endpoint.custom].body;
  if (body.kind == Content::Kind::Rows) {
    return {body.resource, schema_of_rows(design, endpoint), true};
  }
  if (body.kind != Content::Kind::Row) return {};
  return {body.resource, endpoint.body.schema, endpoint.method == Method::Post};
}

std::vector<SentField> sent_fields(const Design& design, const Endpoint& endpoint) {
  std::vector<SentField> sent;
  if (endpoint.body.schema == no_index) return sent;
  if (const WrittenRows rows = written_rows(design, endpoint); rows.resource != no_index) {
    for (const Field& field : design.resources[rows.resource].fields) {
      if (has_member(design.schemas[rows.schema], field)) sent.push_back({rows.resource, &field});
    }
    add_inline_parts(design, rows.resource, sent);
  } else if (endpoint.kind == EndpointKind::Action && endpoint.action != no_index) {
    const Action& action = design.resources[endpoint.resource].actions[endpoint.action];
    for (const Field& field : action.input) sent.push_back({endpoint.resource, &field});
  } else if (endpoint.custom != no_index) {
    for (const Field& field : design.custom_endpoints[endpoint.custom].body.fields) {
      sent.push_back({no_index, &field});
    }
  }
  return sent;
}

std::set<std::size_t> targets_of(const Type& type) {
  std::set<std::size_t> targets;
  collect_targets(type, targets);
  return targets;
}

}  // namespace plinth
