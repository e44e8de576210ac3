// What is told to others: the event around what it carries, what an integration tells the service,
// and a row with its secret, which is shown once.

#include <algorithm>
#include <utility>

#include "design/caller_dependence.hpp"
#include "design/example_values.hpp"
#include "design/schemas.hpp"
#include "design/sent_values.hpp"

namespace plinth {
namespace {

constexpr std::string_view example_event = "0194f3c2-6a1b-7c3d-8e4f-0e0d0c0b0a09";
constexpr std::string_view secret_pattern = "^[A-Za-z0-9_+/=-]+$";
constexpr std::string_view example_secret = "dGhlLXNlY3JldC1pcy1zaG93bi1vbmNl";

Member scalar(std::string name, MemberKind kind, TypeKind type, Constant example) {
  Member member;
  member.name = std::move(name);
  member.kind = kind;
  member.type.type.kind = type;
  if (type == TypeKind::Uuid) member.type.type.min_length = member.type.type.max_length = 36;
  member.required = true;
  member.example = std::move(example);
  return member;
}

/// Whoever is told of an event is no caller.
bool depend_on_caller(const std::vector<Field>& fields) {
  return std::any_of(fields.begin(), fields.end(), depends_on_caller);
}

}  // namespace

Member SchemaBuilder::id_member(std::string_view snake, MemberKind kind, std::size_t resource) {
  const Resource& row = design_.resources[resource];
  Member member = scalar(wire(snake), kind, row.id_type, example_id(row));
  member.type.type = sent_id(row);
  member.resource = resource;
  return member;
}

/// The row `schema` without what only some may read: `schema` itself, or another one by `name`.
std::size_t SchemaBuilder::open_to_all(std::size_t schema, std::size_t resource,
                                       const std::string& name) {
  const auto has_rules = [&](std::size_t row, const auto& self) -> bool {
    const std::vector<std::size_t>& parts = design_.resources[row].parts;
    return depend_on_caller(design_.resources[row].fields) ||
           std::any_of(parts.begin(), parts.end(), [&](std::size_t part) {
             return design_.resources[part].inline_parts && self(part, self);
           });
  };
  if (!has_rules(resource, has_rules)) return schema;
  const auto [index, made] = reserve(name, design_.schemas[schema].kind, resource);
  if (!made) return index;
  std::vector<Member> open;
  // By value: what is made below may move the schemas.
  for (Member member : std::vector<Member>(design_.schemas[schema].members)) {
    const std::vector<Field>& fields = design_.resources[resource].fields;
    const auto field = std::find_if(fields.begin(), fields.end(), [&](const Field& one) {
      return one.wire == member.name && member.kind != MemberKind::Expanded;
    });
    if (field != fields.end() && depends_on_caller(*field)) continue;
    if (member.kind == MemberKind::Parts) {
      std::size_t& element = member.type.element[0].schema;
      const Name& part = design_.resources[member.resource].own_name;
      element = open_to_all(element, member.resource, name + pascal_case(part));
      member.example = Constant{Constant::List{design_.schemas[element].example}};
    }
    open.push_back(std::move(member));
  }
  Schema copy = design_.schemas[schema];
  copy.name = design_.schemas[index].name;
  copy.members.clear();
  design_.schemas[index] = std::move(copy);
  complete(index, std::move(open));
  return index;
}

std::size_t SchemaBuilder::event_payload(const Event& event) {
  const Name& name = event.words;
  const std::string schema = pascal_case(name) + "Payload";
  if (event.payload.empty()) {
    const std::size_t row = read(event.resource);
    const std::size_t told = open_to_all(row, event.resource, schema);
    if (told != row) {
      design_.schemas[told].kind = SchemaKind::EventPayload;
      design_.schemas[told].event = event.name;
    }
    return told;
  }
  const auto [index, made] = reserve(schema, SchemaKind::EventPayload, event.resource);
  if (!made) return index;
  design_.schemas[index].event = event.name;
  complete(index, field_members(event.payload, Shape::Create, event.resource, name.snake + "_"));
  return index;
}

std::size_t SchemaBuilder::event(const Event& event) {
  const auto [index, made] =
      reserve(pascal_case(event.words) + "Event", SchemaKind::Event, event.resource);
  if (!made) return index;
  design_.schemas[index].event = event.name;
  design_.schemas[index].summary = event.summary;
  Member type = scalar(wire("type"), MemberKind::EventType, TypeKind::Enum, Constant{event.name});
  type.type.type.words.push_back({event.name, {}});
  std::vector<Member> members{
      scalar("id", MemberKind::EventId, TypeKind::Uuid, Constant{std::string(example_event)}),
      std::move(type),
      scalar(wire("occurred_at"), MemberKind::EventTime, TypeKind::DateTime, example_instant())};
  if (design_.auth && design_.auth->identity != no_index) {
    Member caller = id_member("caller_id", MemberKind::EventCaller, design_.auth->identity);
    caller.nullable = true;
    members.push_back(std::move(caller));
  }
  if (event.resource != no_index && design_.resources[event.resource].tenant_scoped) {
    const std::string tenant = design_.resources[design_.tenant].name.snake + "_id";
    members.push_back(id_member(tenant, MemberKind::EventTenant, design_.tenant));
  }
  members.push_back(schema_member("data", MemberKind::EventData, event_payload(event)));
  complete(index, std::move(members));
  return index;
}

std::size_t SchemaBuilder::received_webhook() {
  const auto [index, made] = reserve("ReceivedWebhook", SchemaKind::ReceivedWebhook, no_index);
  if (!made) return index;
  design_.schemas[index].example =
      Constant{Constant::Object{{"type", {std::string("something.happened")}}}};
  return index;
}

std::size_t SchemaBuilder::with_secret(std::size_t resource) {
  const std::vector<Field>& fields = design_.resources[resource].fields;
  std::vector<Member> members = design_.schemas[read(resource)].members;
  std::string name = pascal_case(design_.resources[resource].name) + "With";
  for (const Field& field : fields) {
    if (field.secret == Secret::None || !name.ends_with("With")) continue;
    name += pascal_case(field.name);
    Member secret =
        text_member(field.name.snake, MemberKind::Secret, field.type.min_length.value_or(1),
                    field.type.max_length.value_or(255), std::string(secret_pattern),
                    std::string(example_secret));
    secret.read_only = true;
    secret.resource = resource;
    secret.field = field.name.snake;
    members.push_back(std::move(secret));
  }
  const auto [index, made] = reserve(name, SchemaKind::WithSecret, resource);
  if (made) complete(index, std::move(members));
  return wrapped(index, name + "Response", resource);
}

}  // namespace plinth
