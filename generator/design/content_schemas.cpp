// What bodies and answers hold that are no row or page of a resource: those of endpoints of their
// own, what an action `returns`, batches, and the state of asynchronous calls.

#include <utility>

#include "design/example_values.hpp"
#include "design/schemas.hpp"

namespace plinth {
namespace {

constexpr std::uint64_t most_result_bytes = 65536;

SchemaType list_of(std::size_t schema, std::uint64_t least, std::uint64_t most) {
  SchemaType list;
  list.kind = SchemaType::Kind::List;
  list.type.kind = TypeKind::List;
  list.type.min_items = least;
  list.type.max_items = most;
  SchemaType element;
  element.kind = SchemaType::Kind::Schema;
  element.schema = schema;
  list.element.push_back(std::move(element));
  return list;
}

}  // namespace

Member SchemaBuilder::rows_member(std::string name, MemberKind kind, std::size_t resource,
                                  std::size_t schema, std::uint64_t least, std::uint64_t most) {
  Member member;
  member.name = std::move(name);
  member.kind = kind;
  member.type = list_of(schema, least, most);
  member.required = true;
  member.resource = resource;
  member.example = Constant{Constant::List{design_.schemas[schema].example}};
  return member;
}

/// One value as a member: JSON of one value alone could not grow.
Member SchemaBuilder::value_member(const Field& line, std::string_view snake, MemberKind kind,
                                   Shape shape, const Name& name) {
  Field field = line;
  field.name.snake = "value";
  field.wire = wire(snake);
  Member member = field_member(field, shape, no_index, name.snake + "_");
  member.kind = kind;
  member.field.clear();
  member.required = true;
  return member;
}

std::size_t SchemaBuilder::result(const Content& content, const Name& name,
                                  const std::string& operation) {
  const std::string stem = pascal_case(name);
  if (content.kind == Content::Kind::Block) {
    const auto [index, made] = reserve(stem + "Result", SchemaKind::Result, no_index);
    if (made) {
      design_.schemas[index].action = name.snake;
      design_.schemas[index].operation = operation;
      complete(index, field_members(content.fields, Shape::Read, no_index, name.snake + "_"));
    }
    return wrapped(index, stem + "Response", no_index);
  }
  const bool bare = design_.api.envelope == Envelope::None;
  const Type& type = content.fields[0].type;
  const std::string_view word = !bare ? "data" : type.kind == TypeKind::List ? "values" : "value";
  Member value = value_member(content.fields[0], word, bare ? MemberKind::Value : MemberKind::Data,
                              Shape::Read, name);
  if (bare && type.kind == TypeKind::Object && !value.nullable) return value.type.schema;
  const auto [index, made] =
      reserve(stem + "Response", bare ? SchemaKind::Result : SchemaKind::Item, no_index);
  if (!made) return index;
  design_.schemas[index].action = name.snake;
  design_.schemas[index].operation = operation;
  complete(index, {std::move(value)});
  return index;
}

std::size_t SchemaBuilder::request(const Content& content, const Name& name, bool patch) {
  const Shape shape = patch ? Shape::Update : Shape::Create;
  std::vector<Member> members;
  if (content.kind == Content::Kind::Rows) {
    const Name& plural = design_.resources[content.resource].own_plural;
    members.push_back(rows_member(wire(plural.snake), MemberKind::BatchRows, content.resource,
                                  create(content.resource), content.min_rows, content.max_rows));
  } else if (content.kind == Content::Kind::Block) {
    members = field_members(content.fields, shape, no_index, name.snake + "_");
  } else {
    const Type& type = content.fields[0].type;
    const std::string_view word = type.kind == TypeKind::List ? "values" : "value";
    Member value = value_member(content.fields[0], word, MemberKind::Value, shape, name);
    if (type.kind == TypeKind::Object && !value.nullable) return value.type.schema;
    value.required = !patch;
    members.push_back(std::move(value));
  }
  const std::size_t index =
      reserve(pascal_case(name) + "Request", SchemaKind::Request, no_index).index;
  design_.schemas[index].action = name.snake;
  design_.schemas[index].operation = camel_case(name);
  if (patch) design_.schemas[index].min_members = 1;
  complete(index, std::move(members));
  return index;
}

std::size_t SchemaBuilder::batch_create(std::size_t resource) {
  const std::size_t element = create(resource);
  const std::size_t index = reserve(pascal_case(design_.resources[resource].name) + "BatchCreate",
                                    SchemaKind::BatchCreate, resource)
                                .index;
  complete(index,
           {rows_member("items", MemberKind::BatchRows, resource, element, 1, most_batch_rows)});
  return index;
}

std::size_t SchemaBuilder::batch(std::size_t resource) {
  const std::size_t element = read(resource);
  const Resource& row = design_.resources[resource];
  const std::size_t index =
      reserve(pascal_case(row.name) + "Batch", SchemaKind::Batch, resource).index;
  complete(index, {rows_member(rows_word(row), MemberKind::BatchRows, resource, element, 1,
                               most_batch_rows)});
  return index;
}

std::size_t SchemaBuilder::batch_delete(std::size_t resource) {
  const Resource& row = design_.resources[resource];
  Member member;
  member.name = "ids";
  member.kind = MemberKind::BatchIds;
  member.resource = resource;
  member.required = true;
  Type one;
  one.kind = TypeKind::Reference;
  one.target = resource;
  Constant example = example_id(row);
  if (row.key != no_index) {
    const Field& key = row.fields[row.key];
    one = key.type;
    example = example_of(key.type, key.name, &key);
    member.name = wire(plural(key.name).snake);
  }
  member.type = list_of(no_index, 1, most_batch_rows);
  member.type.distinct = true;
  member.type.element[0] = type_of(one, Shape::Create, resource, "batch_key");
  member.example = Constant{Constant::List{std::move(example)}};
  const std::size_t index =
      reserve(pascal_case(row.name) + "BatchDelete", SchemaKind::BatchDelete, resource).index;
  complete(index, {std::move(member)});
  return index;
}

std::size_t SchemaBuilder::task_status() {
  const std::size_t index =
      reserve(pascal_case(design_.task) + "Status", SchemaKind::TaskStatus, no_index).index;
  Schema& schema = design_.schemas[index];
  for (const char* word : {"queued", "running", "succeeded", "failed"}) {
    schema.words.push_back({word, {}});
  }
  schema.example = Constant{std::string("queued")};
  return index;
}

std::size_t SchemaBuilder::task() {
  const std::string name = pascal_case(design_.task);
  const auto [index, made] = reserve(name, SchemaKind::Task, no_index);
  if (made) {
    const std::size_t status = task_status();
    Member id = text_member("id", MemberKind::TaskId, 36, 36, "", std::string(example_task));
    id.type.type.kind = TypeKind::Uuid;
    Member result;
    result.name = wire("result");
    result.kind = MemberKind::TaskResult;
    result.type.kind = SchemaType::Kind::Any;
    result.type.type.max_bytes = most_result_bytes;
    Member code = text_member("error_code", MemberKind::TaskErrorCode, 1, 64, "^[A-Z][A-Z0-9_]*$",
                              "INTERNAL_ERROR");
    Member message = text_member("error_message", MemberKind::TaskErrorMessage, 1, 1000, "",
                                 "Something failed that should not.");
    Member created = text_member("created_at", MemberKind::TaskCreatedAt, 20, 35, "", "");
    Member finished = text_member("finished_at", MemberKind::TaskFinishedAt, 20, 35, "", "");
    for (Member* moment : {&created, &finished}) {
      moment->type.type.kind = TypeKind::DateTime;
      moment->example = example_instant();
    }
    for (Member* later : {&code, &message, &finished}) {
      later->required = false;
      later->nullable = true;
    }
    std::vector<Member> members{std::move(id),
                                text_member("operation", MemberKind::TaskOperation, 1, 128,
                                            "^[a-z][A-Za-z0-9]*$", "exportOrders"),
                                schema_member("status", MemberKind::TaskStatus, status),
                                std::move(result),
                                std::move(code),
                                std::move(message),
                                std::move(created),
                                std::move(finished)};
    for (Member& member : members) member.read_only = true;
    complete(index, std::move(members));
  }
  return wrapped(index, name + "Response", no_index);
}

}  // namespace plinth
