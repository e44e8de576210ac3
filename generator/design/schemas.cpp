// What is sent and what is read are different shapes of one resource: read-only fields are in no
// request, write-only ones in no response, immutable ones in no change, and defaults need not be
// sent. One function says it for every field.

#include "design/schemas.hpp"

#include <algorithm>
#include <utility>

#include "design/example_order.hpp"
#include "design/example_values.hpp"
#include "design/sent_values.hpp"

namespace plinth {
namespace {

constexpr std::uint64_t largest_count =
    9007199254740991;  // what JSON numbers hold exactly, RFC 8259 6

std::string_view suffix(SchemaKind kind) {
  switch (kind) {
    case SchemaKind::Create:
      return "Create";
    case SchemaKind::Update:
    case SchemaKind::ObjectUpdate:
      return "Update";
    case SchemaKind::Replace:
      return "Replace";
    default:
      return "";
  }
}

Name snake_name(std::string snake) { return Name{std::move(snake)}; }

}  // namespace

bool is_needed(const Field& field) {
  const bool made = field.type.kind == TypeKind::Slug && !field.type.slug_source.empty();
  return !field.optional && !made && field.fill == Fill::None;
}

bool is_shown(const Field& field) { return !field.writeonly && !field.internal; }

bool can_create_with(const Field& field) {
  const bool derived = field.fill == Fill::Computed || field.origin == Origin::EmailVerified;
  const bool identity_role = field.origin == Origin::Role && field.write.has_value();
  return !derived && !identity_role && !field.readonly && !field.internal && !field.moved &&
         !field.owner_filled && field.type.kind != TypeKind::File &&
         field.type.kind != TypeKind::Serial;
}

bool can_update(const Field& field) {
  const bool derived = field.fill == Fill::Computed || field.origin == Origin::EmailVerified;
  return !derived && !field.readonly && !field.internal && !field.moved && !field.immutable &&
         !field.owner_filled && field.type.kind != TypeKind::File &&
         field.type.kind != TypeKind::Serial;
}

std::vector<std::string> expandable(const Design& design, std::size_t resource) {
  std::vector<std::string> names;
  for (const Field& field : design.resources[resource].fields) {
    const Type& type = field.type.kind == TypeKind::List ? field.type.element[0] : field.type;
    const bool reference = type.kind == TypeKind::Reference && type.target != no_index;
    if (!reference || field.embed || !is_shown(field)) continue;
    if (design.resources[type.target].find(Verb::Get) == nullptr) continue;
    names.push_back(design.api.json_case == JsonCase::Camel ? camel_case(field.name)
                                                            : field.name.snake);
  }
  return names;
}

std::string SchemaBuilder::wire(std::string_view snake) const {
  Name name{std::string(snake)};
  return design_.api.json_case == JsonCase::Camel ? camel_case(name) : name.snake;
}

SchemaBuilder::SchemaBuilder(Design& design) : design_(design) {
  for (const Resource& resource : design_.resources) {
    resource_names_.insert(pascal_case(resource.name));
  }
}

SchemaBuilder::Reserved SchemaBuilder::reserve(std::string name, SchemaKind kind,
                                               std::size_t resource) {
  const std::string purpose =
      name + '/' + std::to_string(static_cast<int>(kind)) + '/' + std::to_string(resource);
  const auto [known, made] = by_purpose_.emplace(purpose, design_.schemas.size());
  if (!made) return {known->second, false};
  const bool of_row = kind == SchemaKind::Read && resource != no_index &&
                      name == pascal_case(design_.resources[resource].name);
  const auto is_taken = [&] {
    return names_.contains(name) || (!of_row && resource_names_.contains(name));
  };
  while (is_taken()) name.insert(0, "Api");
  names_.insert(name);
  Schema schema;
  schema.name = std::move(name);
  schema.kind = kind;
  schema.resource = resource;
  design_.schemas.push_back(std::move(schema));
  return {known->second, true};
}

void SchemaBuilder::complete(std::size_t index, std::vector<Member> members) {
  Schema& schema = design_.schemas[index];
  schema.members = std::move(members);
  Constant::Object example;
  const bool partial = schema.kind == SchemaKind::Update || schema.kind == SchemaKind::ObjectUpdate;
  for (const Member& member : schema.members) {
    if (member.kind == MemberKind::Expanded || member.example.is_null()) continue;
    example.emplace_back(member.name, member.example);
    if (partial && example.size() == 2) break;  // a change shows a change, not the whole
  }
  const bool of_row = schema.kind == SchemaKind::Read || schema.kind == SchemaKind::Create ||
                      schema.kind == SchemaKind::Update || schema.kind == SchemaKind::Replace;
  if (of_row) keep_in_order(design_.resources[schema.resource], example);
  schema.example = Constant{std::move(example)};
}

Member SchemaBuilder::text_member(std::string_view snake, MemberKind kind, std::uint64_t min_length,
                                  std::uint64_t max_length, std::string pattern,
                                  std::string example) const {
  Member member;
  member.name = wire(snake);
  member.kind = kind;
  member.type.type.min_length = min_length;
  member.type.type.max_length = max_length;
  member.type.type.pattern = std::move(pattern);
  member.required = true;
  member.example = Constant{std::move(example)};
  return member;
}

Member SchemaBuilder::count_member(std::string_view snake, MemberKind kind,
                                   std::string_view minimum, std::string_view maximum,
                                   std::string example) const {
  Member member;
  member.name = wire(snake);
  member.kind = kind;
  const bool large = maximum.size() > 10;
  member.type.type.kind = large ? TypeKind::Long : TypeKind::Int;
  member.type.type.minimum = Bound{std::string(minimum), false};
  member.type.type.maximum = Bound{std::string(maximum), false};
  member.required = true;
  member.example = Constant{Constant::Number{std::move(example)}};
  return member;
}

Member SchemaBuilder::schema_member(std::string_view snake, MemberKind kind, std::size_t schema) {
  Member member;
  member.name = wire(snake);
  member.kind = kind;
  member.type.kind = SchemaType::Kind::Schema;
  member.type.schema = schema;
  member.required = true;
  member.resource = design_.schemas[schema].resource;
  member.example = design_.schemas[schema].example;
  return member;
}

std::size_t SchemaBuilder::enum_schema(const Type& type, std::size_t resource,
                                       const std::string& path) {
  if (!type.alias.empty() && resource != no_index) return enum_schema(type, no_index, type.alias);
  const Name owner = resource == no_index ? Name{} : design_.resources[resource].name;
  std::string name = type.alias.empty() ? pascal_case(owner) + pascal_case(snake_name(path))
                                        : pascal_case(snake_name(type.alias));
  const auto [index, made] = reserve(std::move(name), SchemaKind::Enum, resource);
  if (!made) return index;
  Schema& schema = design_.schemas[index];
  schema.words = type.words;
  schema.field = path;
  schema.example = Constant{type.words.empty() ? std::string{} : type.words[0].word};
  return index;
}

std::size_t SchemaBuilder::object_schema(const Type& type, Shape shape, std::size_t resource,
                                         const std::string& path) {
  // A named type says the same wherever it is used.
  if (!type.alias.empty() && resource != no_index) {
    return object_schema(type, shape, no_index, type.alias);
  }
  const SchemaKind kind = shape == Shape::Update ? SchemaKind::ObjectUpdate : SchemaKind::Object;
  const std::string_view ending = shape == Shape::Read     ? ""
                                  : shape == Shape::Update ? "Update"
                                                           : "Create";
  const Name owner = resource == no_index ? Name{} : design_.resources[resource].name;
  const std::string stem = type.alias.empty() ? pascal_case(owner) + pascal_case(snake_name(path))
                                              : pascal_case(snake_name(type.alias));
  const auto [index, made] = reserve(stem + std::string(ending), kind, resource);
  if (!made) return index;
  design_.schemas[index].field = path;
  design_.schemas[index].named = !type.alias.empty();
  if (shape == Shape::Update) design_.schemas[index].min_members = 1;
  complete(index, field_members(type.fields, shape, resource, path + "_"));
  return index;
}

std::size_t SchemaBuilder::file_schema() {
  const auto [index, made] = reserve("File", SchemaKind::File, no_index);
  if (!made) return index;
  Member url = text_member("url", MemberKind::FileUrl, 8, 2048, "",
                           "https://files.site.example/0194f3c2/photo.png");
  url.type.type.kind = TypeKind::Url;
  complete(index,
           {std::move(url), text_member("name", MemberKind::FileName, 1, 255, "", "photo.png"),
            count_member("size", MemberKind::FileSize, "0", std::to_string(largest_count), "48213"),
            text_member("content_type", MemberKind::FileContentType, 3, 127,
                        "^[a-z]+/[a-z0-9.+-]+$", "image/png")});
  return index;
}

SchemaType SchemaBuilder::type_of(const Type& type, Shape shape, std::size_t resource,
                                  const std::string& path) {
  SchemaType out;
  out.type = type;
  // A merge patch takes the place of a list (RFC 7396, section 2): what is in it is new, and whole.
  const Shape inside = shape == Shape::Update ? Shape::Create : shape;
  switch (type.kind) {
    case TypeKind::Enum:
      out.kind = SchemaType::Kind::Schema;
      out.schema = enum_schema(type, resource, path);
      break;
    case TypeKind::Object:
      out.kind = SchemaType::Kind::Schema;
      out.schema = object_schema(type, shape, resource, path);
      break;
    case TypeKind::File:
      out.kind = SchemaType::Kind::Schema;
      out.schema = file_schema();
      break;
    case TypeKind::Json:
      out.kind = SchemaType::Kind::Any;
      break;
    case TypeKind::Reference:
    case TypeKind::Serial:
      out.type = sent_type(design_, type);
      break;
    case TypeKind::List:
      out.kind = SchemaType::Kind::List;
      out.distinct = type.element[0].kind == TypeKind::Reference;
      out.element.push_back(
          type_of(type.element[0], inside, resource, singular(snake_name(path)).snake));
      break;
    case TypeKind::Map:
      out.kind = SchemaType::Kind::Map;
      out.element.push_back(type_of(type.element[0], inside, resource, path + "_value"));
      out.removable = shape == Shape::Update;
      break;
    default:
      break;
  }
  if (!type.fields.empty()) out.type.fields.clear();  // the schema has them
  return out;
}

Member SchemaBuilder::field_member(const Field& field, Shape shape, std::size_t resource,
                                   const std::string& path) {
  Member member;
  member.name = field.wire;
  member.type = type_of(field.type, shape, resource, path + field.name.snake);
  const Type& one = field.type.kind == TypeKind::List ? field.type.element[0] : field.type;
  const bool reference = one.kind == TypeKind::Reference;
  member.kind = field.origin == Origin::Role            ? MemberKind::Role
                : field.origin == Origin::EmailVerified ? MemberKind::EmailVerified
                : !reference                            ? MemberKind::Field
                : field.type.kind == TypeKind::List     ? MemberKind::References
                                                        : MemberKind::Reference;
  member.resource = reference ? one.target : resource;
  member.field = path + field.name.snake;
  member.summary = field.prose.summary;
  member.deprecated = field.deprecated;
  member.sensitive = field.sensitive;
  member.deprecation = field.deprecation;
  member.nullable = field.optional;
  member.write_only = field.writeonly;
  switch (shape) {
    case Shape::Read:
      member.required = !field.optional && !field.read;
      break;
    case Shape::Create:
    case Shape::Replace:
      member.required = is_needed(field);
      if (field.fill == Fill::Literal) member.fallback = as_sent(field.type, field.literal);
      break;
    case Shape::Update:
      break;
  }
  const bool id = reference && one.target != no_index;
  if (member.type.kind == SchemaType::Kind::Schema) {
    const bool default_word = field.fill == Fill::Literal && field.type.kind == TypeKind::Enum;
    member.example = default_word ? field.literal : design_.schemas[member.type.schema].example;
  } else if (id && field.type.kind == TypeKind::List) {
    member.example = Constant{Constant::List{example_id(design_.resources[one.target])}};
  } else if (id) {
    member.example = example_id(design_.resources[one.target]);
  } else if (field.type.kind == TypeKind::List && one.kind == TypeKind::Object) {
    const std::size_t element = member.type.element[0].schema;
    member.example = Constant{Constant::List{design_.schemas[element].example}};
  } else {
    member.example = example_of(field.type, field.name, &field);
  }
  return member;
}

std::vector<Member> SchemaBuilder::field_members(const std::vector<Field>& fields, Shape shape,
                                                 std::size_t resource, const std::string& path) {
  std::vector<Member> members;
  members.reserve(fields.size());
  for (const Field& field : fields) {
    const bool wanted = shape == Shape::Read     ? is_shown(field)
                        : shape == Shape::Create ? can_create_with(field)
                                                 : can_update(field);
    if (!wanted) continue;
    // What only some may write is no part of a replacement: leaving it out would have to change it.
    if (shape == Shape::Replace && field.write) continue;
    members.push_back(field_member(field, shape, resource, path));
  }
  return members;
}

void SchemaBuilder::add_expanded(std::vector<Member>& members, std::size_t resource) {
  const std::vector<std::string> names = expandable(design_, resource);
  // By index: making a schema below moves nothing here, resources do not grow any more.
  for (const Field& field : design_.resources[resource].fields) {
    const bool list = field.type.kind == TypeKind::List;
    const Type& type = list ? field.type.element[0] : field.type;
    const bool reference = type.kind == TypeKind::Reference && type.target != no_index;
    if (!reference || !is_shown(field)) continue;
    const bool asked_for =
        std::find(names.begin(), names.end(), wire(field.name.snake)) != names.end();
    const bool readable = design_.resources[type.target].find(Verb::Get) != nullptr;
    if (!asked_for && !(field.embed && readable)) continue;
    Member member;
    member.name = wire(field.name.snake);
    member.kind = MemberKind::Expanded;
    member.resource = type.target;
    member.field = field.name.snake;
    // Left out says that nobody asked for it, null that there is none.
    member.nullable = field.optional && !list;
    SchemaType target;
    target.kind = SchemaType::Kind::Schema;
    target.schema = referred(type.target);
    if (list) {
      member.type.kind = SchemaType::Kind::List;
      member.type.type = field.type;
      member.type.element.push_back(std::move(target));
    } else {
      member.type = std::move(target);
    }
    members.push_back(std::move(member));
  }
}

void SchemaBuilder::add_parts(std::vector<Member>& members, std::size_t resource, Shape shape) {
  for (const std::size_t part : design_.resources[resource].parts) {
    const Resource& parts = design_.resources[part];
    if (!parts.inline_parts) continue;
    Member member;
    member.name = wire(parts.own_plural.snake);
    member.kind = MemberKind::Parts;
    member.resource = part;
    member.type.kind = SchemaType::Kind::List;
    member.type.type.kind = TypeKind::List;
    member.type.type.min_items = parts.min_parts;
    member.type.type.max_items = parts.max_parts;
    SchemaType element;
    element.kind = SchemaType::Kind::Schema;
    // An update replaces the whole list, so its parts are sent as they are created.
    element.schema = shape == Shape::Read ? read(part) : create(part);
    member.required = shape == Shape::Read || (shape != Shape::Update && parts.min_parts > 0);
    member.example = Constant{Constant::List{design_.schemas[element.schema].example}};
    member.type.element.push_back(std::move(element));
    members.push_back(std::move(member));
  }
}

std::size_t SchemaBuilder::resource_schema(std::size_t resource, Shape shape) {
  const SchemaKind kind = shape == Shape::Read     ? SchemaKind::Read
                          : shape == Shape::Create ? SchemaKind::Create
                          : shape == Shape::Update ? SchemaKind::Update
                                                   : SchemaKind::Replace;
  const std::string name =
      pascal_case(design_.resources[resource].name) + std::string(suffix(kind));
  const auto [index, made] = reserve(name, kind, resource);
  if (made || unfilled_.erase(index) > 0) fill(index, resource, shape);
  return index;
}

/// The schema of a row, by name only for now.
std::size_t SchemaBuilder::referred(std::size_t resource) {
  const std::string name = pascal_case(design_.resources[resource].name);
  const auto [index, made] = reserve(name, SchemaKind::Read, resource);
  if (made) unfilled_.insert(index);
  return index;
}

void SchemaBuilder::finish() {
  while (!unfilled_.empty()) read(design_.schemas[*unfilled_.begin()].resource);
}

void SchemaBuilder::fill(std::size_t index, std::size_t resource, Shape shape) {
  const Resource& row = design_.resources[resource];
  std::vector<Member> members;
  members.reserve(row.fields.size() + (shape == Shape::Read ? 4 : 0));
  if (shape == Shape::Read) {
    Member member;
    member.name = "id";
    member.kind = MemberKind::Id;
    member.type.type = sent_id(row);
    member.required = member.read_only = true;
    member.resource = resource;
    member.example = example_id(row);
    members.push_back(member);
    if (row.whole != no_index && !row.inline_parts) {
      const Resource& whole = design_.resources[row.whole];
      member.type.type = sent_id(whole);
      member.name = wire(whole.own_name.snake + "_id");
      member.kind = MemberKind::Whole;
      member.resource = row.whole;
      member.example = example_id(whole);
      members.push_back(std::move(member));
    }
  }
  std::vector<Member> fields = field_members(row.fields, shape, resource, "");
  std::move(fields.begin(), fields.end(), std::back_inserter(members));
  if (shape == Shape::Read) add_expanded(members, resource);
  add_parts(members, resource, shape);
  if (shape == Shape::Read && row.timestamps) {
    for (const MemberKind timestamp : {MemberKind::CreatedAt, MemberKind::UpdatedAt}) {
      Member member;
      member.name = wire(to_text(timestamp));
      member.kind = timestamp;
      member.type.type.kind = TypeKind::DateTime;
      member.required = member.read_only = true;
      member.resource = resource;
      member.example = example_instant();
      members.push_back(std::move(member));
    }
  }
  if (shape == Shape::Update) design_.schemas[index].min_members = 1;
  design_.schemas[index].summary = row.prose.summary;
  complete(index, std::move(members));
}

std::size_t SchemaBuilder::read(std::size_t resource) {
  return resource_schema(resource, Shape::Read);
}
std::size_t SchemaBuilder::create(std::size_t resource) {
  return resource_schema(resource, Shape::Create);
}
std::size_t SchemaBuilder::update(std::size_t resource) {
  return resource_schema(resource, Shape::Update);
}
std::size_t SchemaBuilder::replace(std::size_t resource) {
  return resource_schema(resource, Shape::Replace);
}

std::size_t SchemaBuilder::input(std::size_t resource, const Action& action) {
  const std::string name =
      pascal_case(design_.resources[resource].name) + pascal_case(action.name) + "Input";
  const auto [index, made] = reserve(name, SchemaKind::Input, resource);
  if (!made) return index;
  design_.schemas[index].action = action.name.snake;
  complete(index, field_members(action.input, Shape::Create, resource, action.name.snake + "_"));
  return index;
}

}  // namespace plinth
