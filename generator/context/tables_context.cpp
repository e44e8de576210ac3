#include "context/tables_context.hpp"

#include <utility>

#include "context/type_context.hpp"

namespace plinth {
namespace {

using jinja::List;
using jinja::Map;
using jinja::Value;

Value tainted_texts(const std::vector<std::string>& items) {
  List list;
  list.reserve(items.size());
  for (const std::string& item : items) list.push_back(Value::tainted(item));
  return Value(std::move(list));
}

template <class Item, class Convert>
Value list_of(const std::vector<Item>& items, const Convert& convert) {
  List list;
  list.reserve(items.size());
  for (const Item& item : items) list.push_back(convert(item));
  return Value(std::move(list));
}

class TablesContext {
 public:
  explicit TablesContext(const Design& design) : design_(design) {}

  Value table(const Table& table) const {
    Map map;
    map.set("name", word(table.name));
    map.set("stem", word(table.stem));
    map.set("kind", word(to_text(table.kind)));
    map.set("resource", resource_name(design_, table.resource));
    map.set("summary", free_text(table.summary));
    map.set("columns", list_of(table.columns, [&](const Column& one) { return column(one); }));
    map.set("primary_key", words(table.primary_key));
    map.set("primary_key_name", word(table.primary_key_name));
    map.set("unique", list_of(table.unique, [&](const UniqueKey& one) { return unique_key(one); }));
    map.set("foreign_keys", list_of(table.foreign_keys, foreign_key));
    map.set("indexes", list_of(table.indexes, [&](const Index& one) { return index(one); }));
    map.set("checks", list_of(table.checks, [&](const Check& one) { return check(one); }));
    map.set("limit", table.limit ? row_limit(*table.limit) : Value::none());
    map.set("search", words(table.search));
    map.set("touched", table.touched);
    map.set("soft_delete", table.soft_delete);
    map.set("tenant_column", word(table.tenant_column));
    map.set("names_tenant", table.names_tenant);
    return Value(std::move(map));
  }

 private:
  Value operation(const Rare<Operation>& operation) const {
    return operation ? operation_value(*operation, design_) : Value::none();
  }

  Value column(const Column& column) const {
    Map map;
    map.set("name", word(column.name));
    map.set("stem", word(column.stem));
    map.set("kind", word(to_text(column.kind)));
    map.set("type", type_value(column.type, design_));
    map.set("nullable", column.nullable);
    map.set("fallback", word(to_text(column.fallback)));
    map.set("literal", constant_value(column.literal));
    map.set("generated", operation(column.generated));
    map.set("rules", list_of(column.rules, [&](const ColumnRule& one) { return rule(one); }));
    map.set("check", word(column.check));
    map.set("field", words(column.field));
    map.set("summary", free_text(column.summary));
    map.set("in_key", column.in_key);
    map.set("searched", column.searched);
    return Value(std::move(map));
  }

  Value rule(const ColumnRule& one) const {
    Map map;
    map.set("kind", word(to_text(one.kind)));
    map.set("path", words(one.path));
    map.set("type", type_value(one.type, design_));
    map.set("natural_minimum", one.natural_minimum);
    map.set("natural_maximum", one.natural_maximum);
    map.set("optional", one.optional);
    // Members are names; the words of an enum may be content types, which the author wrote.
    const bool names = one.kind == ColumnRule::Kind::Members;
    map.set("words", names ? words(one.words) : tainted_texts(one.words));
    map.set("rules", list_of(one.rules, [&](const ColumnRule& inner) { return rule(inner); }));
    return Value(std::move(map));
  }

  Value unique_key(const UniqueKey& key) const {
    Map map;
    map.set("name", word(key.name));
    map.set("columns", words(key.columns));
    map.set("live_only", key.live_only);
    map.set("condition", operation(key.condition));
    map.set("flag", word(key.flag));
    return Value(std::move(map));
  }

  static Value foreign_key(const ForeignKey& key) {
    Map map;
    map.set("name", word(key.name));
    map.set("columns", words(key.columns));
    map.set("table", word(key.table));
    map.set("target_columns", words(key.target_columns));
    map.set("on_delete", word(to_text(key.on_delete)));
    map.set("closes_cycle", key.closes_cycle);
    map.set("self", key.self);
    return Value(std::move(map));
  }

  Value index(const Index& index) const {
    Map map;
    map.set("name", word(index.name));
    map.set("columns", list_of(index.columns, [](const IndexColumn& column) {
              Map one;
              one.set("name", word(column.name));
              one.set("descending", column.descending);
              return Value(std::move(one));
            }));
    map.set("live_only", index.live_only);
    map.set("elements", index.elements);
    map.set("condition", operation(index.condition));
    return Value(std::move(map));
  }

  Value check(const Check& check) const {
    Map map;
    map.set("kind", word(to_text(check.kind)));
    map.set("name", word(check.name));
    map.set("columns", words(check.columns));
    map.set("others", words(check.others));
    map.set("condition", check.kind == Check::Kind::Rule ? operation_value(check.condition, design_)
                                                         : Value::none());
    return Value(std::move(map));
  }

  static Value row_limit(const RowLimit& limit) {
    Map map;
    map.set("name", word(limit.name));
    map.set("columns", words(limit.columns));
    map.set("table", word(limit.table));
    map.set("count", limit.count);
    return Value(std::move(map));
  }

  const Design& design_;
};

}  // namespace

Value tables_value(const Design& design) {
  const TablesContext context(design);
  return list_of(design.tables, [&](const Table& table) { return context.table(table); });
}

}  // namespace plinth
