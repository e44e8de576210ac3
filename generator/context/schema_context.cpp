#include "context/schema_context.hpp"

#include <algorithm>
#include <utility>

#include "context/type_context.hpp"
#include "context/version_context.hpp"
#include "jinja/value_sharing.hpp"

namespace plinth {
namespace {

using jinja::List;
using jinja::Map;
using jinja::Value;
using jinja::ValueSharing;

Value schema_type_value(const SchemaType& type, const Design& design) {
  Map map;
  switch (type.kind) {
    case SchemaType::Kind::Scalar:
      map.set("kind", Value("scalar")).set("type", type_value(type.type, design));
      break;
    case SchemaType::Kind::List:
      map.set("kind", Value("list")).set("element", schema_type_value(type.element[0], design));
      map.set("min_items", Value(static_cast<std::int64_t>(type.type.min_items)));
      map.set("max_items", Value(static_cast<std::int64_t>(type.type.max_items)));
      map.set("distinct", Value(type.distinct));
      break;
    case SchemaType::Kind::Map:
      map.set("kind", Value("map")).set("element", schema_type_value(type.element[0], design));
      map.set("max_items", Value(static_cast<std::int64_t>(type.type.max_items)));
      map.set("removable", Value(type.removable));
      break;
    case SchemaType::Kind::Schema:
      map.set("kind", Value("schema")).set("schema", word(design.schemas[type.schema].name));
      break;
    case SchemaType::Kind::Any:
      map.set("kind", Value("any"));
      map.set("max_bytes", Value(static_cast<std::int64_t>(type.type.max_bytes)));
      break;
  }
  return ValueSharing::share(std::move(map));
}

Value member_value(const Member& member, const Design& design) {
  Map map;
  map.set("name", word(member.name));
  map.set("kind", word(to_text(member.kind)));
  map.set("type", schema_type_value(member.type, design));
  map.set("required", Value(member.required)).set("nullable", Value(member.nullable));
  map.set("read_only", Value(member.read_only)).set("write_only", Value(member.write_only));
  map.set("deprecated", Value(member.deprecated)).set("sensitive", Value(member.sensitive));
  map.set("deprecation", deprecation_value(member));
  map.set("has_fallback", Value(member.fallback.has_value()));
  map.set("fallback", member.fallback ? constant_value(*member.fallback) : Value::none());
  map.set("example", constant_value(member.example));
  map.set("resource", resource_name(design, member.resource));
  map.set("field", word_or_none(member.field));
  map.set("summary", free_text(member.summary));
  return {std::move(map)};
}

Value schema_value(const Schema& schema, const Design& design) {
  Map map;
  map.set("name", word(schema.name));
  map.set("kind", word(to_text(schema.kind)));
  List members;
  members.reserve(schema.members.size());
  for (const Member& member : schema.members) members.push_back(member_value(member, design));
  map.set("members", Value(std::move(members)));
  List enum_words;
  for (const EnumWord& one : schema.words) {
    Map entry;
    entry.set("word", word(one.word)).set("label", free_text(one.label));
    enum_words.emplace_back(std::move(entry));
  }
  map.set("words", Value(std::move(enum_words)));
  map.set("min_members", Value(static_cast<std::int64_t>(schema.min_members)));
  map.set("named", schema.named);
  map.set("resource", resource_name(design, schema.resource));
  map.set("field", word_or_none(schema.field));
  map.set("action", word_or_none(schema.action));
  map.set("operation", word_or_none(schema.operation));
  map.set("event", word_or_none(schema.event));
  map.set("summary", free_text(schema.summary));
  map.set("example", constant_value(schema.example));
  return {std::move(map)};
}

}  // namespace

Value schemas_value(const Design& design) {
  std::vector<const Schema*> by_name;
  by_name.reserve(design.schemas.size());
  for (const Schema& schema : design.schemas) by_name.push_back(&schema);
  std::sort(by_name.begin(), by_name.end(),
            [](const Schema* a, const Schema* b) { return a->name < b->name; });
  List list;
  list.reserve(by_name.size());
  for (const Schema* schema : by_name) list.push_back(schema_value(*schema, design));
  return {std::move(list)};
}

}  // namespace plinth
