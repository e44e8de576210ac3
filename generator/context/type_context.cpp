#include "context/type_context.hpp"

#include <array>
#include <utility>

#include "context/version_context.hpp"
#include "jinja/value_sharing.hpp"

namespace plinth {
namespace {

using jinja::List;
using jinja::Map;
using jinja::Value;
using jinja::ValueSharing;

Value optional_count(const std::optional<std::uint64_t>& count) {
  return count ? Value(static_cast<std::int64_t>(*count)) : Value::none();
}

Value bound_value(const Rare<Bound>& bound) { return bound ? word(bound->value) : Value::none(); }

Value enum_words(const std::vector<EnumWord>& enum_words) {
  List list;
  list.reserve(enum_words.size());
  for (const EnumWord& one : enum_words) {
    Map entry;
    entry.set("word", word(one.word)).set("label", free_text(one.label));
    list.push_back(ValueSharing::share(std::move(entry)));
  }
  return ValueSharing::share(std::move(list));
}

std::string_view fill_word(Fill fill) {
  constexpr std::array<std::string_view, 4> spelled{"none", "literal", "at_creation", "computed"};
  return spelled[static_cast<std::size_t>(fill)];
}

std::string_view origin_word(Origin origin) {
  constexpr std::array<std::string_view, 12> spelled{
      "written", "id",     "created_at", "updated_at",     "deleted_at", "version",
      "whole",   "tenant", "role",       "email_verified", "subject",    "api_version"};
  return spelled[static_cast<std::size_t>(origin)];
}

std::string_view secret_word(Secret secret) {
  constexpr std::array<std::string_view, 3> spelled{"none", "hashed", "encrypted"};
  return spelled[static_cast<std::size_t>(secret)];
}

std::string_view on_delete_word(OnDelete on_delete) {
  constexpr std::array<std::string_view, 3> spelled{"restrict", "cascade", "null"};
  return spelled[static_cast<std::size_t>(on_delete)];
}

std::string_view operation_word(Operation::Kind kind) {
  constexpr std::array<std::string_view, 12> spelled{"constant",  "field", "input",    "caller",
                                                     "part",      "unary", "binary",   "call",
                                                     "aggregate", "in",    "contains", "is_null"};
  return spelled[static_cast<std::size_t>(kind)];
}

Value name_forms(const Name& name) {
  Map forms;
  forms.set("snake", word(name.snake))
      .set("camel", Value(camel_case(name)))
      .set("pascal", Value(pascal_case(name)))
      .set("kebab", Value(kebab_case(name)))
      .set("screaming", Value(screaming_case(name)))
      .set("words", Value(spoken(name)));
  return ValueSharing::share(std::move(forms));
}

Value rule_text(const Rare<Rule>& rule, const Design& design) {
  return rule ? Value(to_text(*rule, design.role_names())) : Value::none();
}

}  // namespace

Value free_text(const std::string& text) { return text.empty() ? Value("") : Value::tainted(text); }

Value word(std::string_view text) {
  return text.size() <= Value::inline_capacity ? Value(text) : Value::borrowed(text);
}

Value word_or_none(std::string_view text) { return text.empty() ? Value::none() : word(text); }

Value words(const std::vector<std::string>& texts) {
  List list;
  list.reserve(texts.size());
  for (const std::string& text : texts) list.push_back(word(text));
  return ValueSharing::share(std::move(list));
}

Value name_value(const Name& name) { return name_value(name, plural(name)); }

Value name_value(const Name& name, const Name& plural) {
  Map forms = name_forms(name).as_map();
  const Name& kept = plural;
  Map plural_forms;
  plural_forms.set("snake", Value(kept.snake))
      .set("camel", Value(camel_case(kept)))
      .set("pascal", Value(pascal_case(kept)))
      .set("kebab", Value(kebab_case(kept)))
      .set("screaming", Value(screaming_case(kept)))
      .set("words", Value(spoken(kept)));
  forms.set("plural", ValueSharing::share(std::move(plural_forms)));
  return ValueSharing::share(std::move(forms));
}

Value constant_value(const Constant& constant) {
  struct Convert {
    Value operator()(std::nullptr_t) const { return Value::none(); }
    Value operator()(bool flag) const { return {flag}; }
    Value operator()(const Constant::Number& number) const {
      const bool whole = number.spelling.find_first_of(".eE") == std::string::npos;
      if (whole && number.spelling.size() < 19) {
        return {static_cast<std::int64_t>(std::stoll(number.spelling))};
      }
      return {std::stod(number.spelling)};
    }
    Value operator()(const std::string& text) const { return word(text); }
    Value operator()(const Constant::FreeText& text) const { return free_text(text.text); }
    Value operator()(const Constant::List& items) const {
      List list;
      list.reserve(items.size());
      for (const Constant& item : items) list.push_back(constant_value(item));
      return {std::move(list)};
    }
    Value operator()(const Constant::Object& entries) const {
      Map map;
      map.reserve(entries.size());
      for (const auto& [key, value] : entries)
        map.set(std::string_view(key), constant_value(value));
      return {std::move(map)};
    }
  };
  return std::visit(Convert{}, constant.value);
}

Value resource_name(const Design& design, std::size_t resource) {
  return resource == no_index ? Value::none() : word(design.resources[resource].name.snake);
}

Value type_value(const Type& type, const Design& design) {
  Map map;
  map.set("kind", word(to_text(type.kind)));
  map.set("min_length", optional_count(type.min_length));
  map.set("max_length", optional_count(type.max_length));
  map.set("pattern", type.pattern.empty() ? Value::none() : Value::tainted(type.pattern));
  map.set("minimum", bound_value(type.minimum));
  map.set("exclusive_minimum", Value(type.minimum && type.minimum->exclusive));
  map.set("maximum", bound_value(type.maximum));
  map.set("exclusive_maximum", Value(type.maximum && type.maximum->exclusive));
  map.set("multiple_of", word_or_none(type.multiple_of));
  map.set("precision", Value(type.precision));
  map.set("scale", Value(type.scale));
  map.set("words", enum_words(type.words));
  List fields;
  for (const Field& field : type.fields) fields.push_back(field_value(field, design));
  map.set("fields", ValueSharing::share(std::move(fields)));
  map.set("element", type.element.empty() ? Value::none() : type_value(type.element[0], design));
  map.set("min_items", Value(static_cast<std::int64_t>(type.min_items)));
  map.set("max_items", Value(static_cast<std::int64_t>(type.max_items)));
  map.set("target", resource_name(design, type.target));
  const bool references = type.target != no_index;
  map.set("id_kind",
          references ? word(to_text(design.resources[type.target].id_type)) : Value::none());
  map.set("max_bytes", Value(static_cast<std::int64_t>(type.max_bytes)));
  map.set("content_types", words(type.content_types));
  map.set("slug_source", word_or_none(type.slug_source));
  map.set("columns", Value(type.columns));
  return ValueSharing::share(std::move(map));
}

Value operation_value(const Operation& operation, const Design& design) {
  Map map;
  map.set("kind", word(operation_word(operation.kind)));
  map.set("op", word(operation.op));
  map.set("value", constant_value(operation.value));
  map.set("path", words(operation.path));
  map.set("resource", resource_name(design, operation.resource));
  map.set("type", word(to_text(operation.type)));
  List operands;
  for (const Operation& operand : operation.operands) {
    operands.push_back(operation_value(operand, design));
  }
  map.set("operands", Value(std::move(operands)));
  return {std::move(map)};
}

Value field_value(const Field& field, const Design& design) {
  Map map;
  map.set("name", name_forms(field.name));
  map.set("wire", word(field.wire));
  map.set("type", type_value(field.type, design));
  map.set("optional", Value(field.optional));
  map.set("fill", word(fill_word(field.fill)));
  map.set("literal", field.fill == Fill::Literal ? constant_value(field.literal) : Value::none());
  const bool worked_out = field.fill == Fill::AtCreation || field.fill == Fill::Computed;
  map.set("operation", worked_out ? operation_value(field.operation, design) : Value::none());
  map.set("unique", Value(field.unique)).set("indexed", Value(field.indexed));
  map.set("immutable", Value(field.immutable)).set("readonly", Value(field.readonly));
  map.set("writeonly", Value(field.writeonly)).set("internal", Value(field.internal));
  map.set("sensitive", Value(field.sensitive)).set("embed", Value(field.embed));
  map.set("deprecated", Value(field.deprecated)).set("moved", Value(field.moved));
  map.set("deprecation", deprecation_value(field));
  map.set("versions", version_names(design, field.versions));
  map.set("owner_filled", Value(field.owner_filled));
  map.set("secret", word(secret_word(field.secret))).set("per", word_or_none(field.per));
  map.set("was", word_or_none(field.was));
  map.set("read_rule", rule_text(field.read, design));
  map.set("write_rule", rule_text(field.write, design));
  map.set("on_delete", word(on_delete_word(field.on_delete)));
  map.set("summary", free_text(field.prose.summary));
  map.set("description", free_text(field.prose.description));
  map.set("origin", word(origin_word(field.origin)));
  return {std::move(map)};
}

Value seconds(std::uint64_t milliseconds) {
  return {static_cast<std::int64_t>((milliseconds + 999) / 1000)};
}

}  // namespace plinth
