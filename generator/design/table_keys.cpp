// Keys, references and the rules of several columns of a resource's table.

#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "design/table_draft.hpp"

namespace plinth {
namespace {

ForeignAction action_of(OnDelete on_delete) {
  if (on_delete == OnDelete::Cascade) return ForeignAction::Cascade;
  return on_delete == OnDelete::Null ? ForeignAction::Null : ForeignAction::Restrict;
}

class ResourceKeys {
 public:
  ResourceKeys(TableDraft& draft, Table& table, std::size_t resource)
      : draft_(draft),
        table_(table),
        resource_(draft.design.resources[resource]),
        columns_(columns_by_name(table)) {}

  void add() {
    table_.primary_key = {"id"};
    if (resource_.whole != no_index) add_whole();
    if (resource_.singleton && resource_.whole == no_index) add_unique({}, nullptr);
    for (const Field& field : resource_.fields) add_of_field(field, "");
    for (const Key& key : resource_.unique) add_key(key);
    if (resource_.membership) add_membership();
    if (!table_.tenant_column.empty()) {
      add_foreign_key(draft_, table_, table_.tenant_column, draft_.design.tenant,
                      ForeignAction::Restrict);
    }
    for (const ResourceRule& rule : resource_.rules) add_rule(rule);
  }

 private:
  std::string whole_column() const {
    return reference_column(draft_.design.resources[resource_.whole].own_name);
  }

  void add_whole() {
    add_foreign_key(draft_, table_, whole_column(), resource_.whole, ForeignAction::Cascade);
    if (resource_.singleton) add_unique({whole_column()}, nullptr);
    if (!resource_.inline_parts) return;
    for (const Column& column : table_.columns) {
      if (column.kind == ColumnKind::Position)
        return add_unique({whole_column(), column.name}, nullptr);
    }
  }

  void add_of_field(const Field& field, const std::string& prefix) {
    if (field.type.kind == TypeKind::Object && field.type.columns) {
      for (const Field& member : field.type.fields) {
        add_of_field(member, prefix + field.name.snake + "_");
      }
      return;
    }
    const std::string column = shortened(prefix + column_of(field));
    if (!columns_.contains(column) || column == table_.tenant_column) return;
    if (field.unique) add_unique({column}, nullptr);
    if (field.type.kind == TypeKind::Serial && prefix.empty()) add_serial(field, column);
    if (field.type.kind != TypeKind::Reference || field.type.target == no_index) return;
    const ForeignKey& key =
        add_foreign_key(draft_, table_, column, field.type.target, action_of(field.on_delete));
    if (key.self) add_not_self(column);
  }

  /// No number is given twice: in the table, or for each of what is counted.
  void add_serial(const Field& field, const std::string& column) {
    if (field.per.empty()) return add_unique({column}, nullptr);
    const Field* per = resource_.find(field.per);
    add_unique({per == nullptr ? whole_column() : column_of(*per), column}, nullptr);
  }

  void add_key(const Key& key) {
    std::vector<std::string> columns;
    for (const std::size_t field : key.fields) {
      columns.push_back(field == key_of_whole ? whole_column()
                                              : column_of(resource_.fields[field]));
    }
    add_unique(std::move(columns), key.when ? &*key.when : nullptr);
  }

  /// Nobody belongs to one whole twice.
  void add_membership() {
    for (const Field& field : resource_.fields) {
      const bool person = field.type.kind == TypeKind::Reference && draft_.design.auth &&
                          field.type.target == draft_.design.auth->identity;
      if (person) return add_unique({whole_column(), column_of(field)}, nullptr);
    }
  }

  void add_unique(std::vector<std::string> columns, const Operation* when) {
    UniqueKey key;
    const bool of_tenant = !table_.tenant_column.empty() && !table_.names_tenant;
    if (of_tenant) key.columns.push_back(table_.tenant_column);
    for (std::string& column : columns) {
      if (column != table_.tenant_column) key.columns.push_back(std::move(column));
    }
    if (when != nullptr) {
      if (!can_check(resource_, *when)) return;
      key.condition = on_columns(draft_.design, resource_, *when, false);
    }
    std::string all;
    for (const std::string& column : key.columns) all += column + ' ';
    if (!key.condition && !known_keys_.insert(std::move(all)).second) return;
    key.live_only = resource_.soft_delete;
    const std::string stem = name_for(table_, key.columns);
    key.name = draft_.names.take(stem + "_key", stem);
    key.flag = "_" + shortened(key.name, longest_identifier - 1);
    for (const std::string& column : key.columns) {
      if (const auto found = columns_.find(column); found != columns_.end()) {
        found->second->in_key = true;
      }
    }
    table_.unique.push_back(std::move(key));
  }

  void add_not_self(const std::string& column) {
    Check check;
    check.kind = Check::Kind::NotSelf;
    check.columns = {column};
    check.name =
        draft_.names.take(table_.name + "_" + column + "_not_self_check", table_.name + column);
    table_.checks.push_back(std::move(check));
  }

  void add_rule(const ResourceRule& rule) {
    if (!can_check(resource_, rule.condition)) return;
    Check check;
    check.condition = on_columns(draft_.design, resource_, rule.condition, false);
    check.name = draft_.names.take(table_.name + "_" + rule.name.snake + "_check",
                                   table_.name + " " + rule.name.snake);
    table_.checks.push_back(std::move(check));
  }

  TableDraft& draft_;
  Table& table_;
  const Resource& resource_;
  const std::unordered_map<std::string_view, Column*> columns_;
  std::unordered_set<std::string> known_keys_;
};

}  // namespace

std::string name_for(const Table& table, const std::vector<std::string>& columns) {
  std::string name = table.name;
  for (const std::string& column : columns) {
    if (column != table.tenant_column) name += "_" + column;
  }
  return name;
}

ForeignKey& add_foreign_key(TableDraft& draft, Table& table, const std::string& column,
                            std::size_t target, ForeignAction on_delete) {
  ForeignKey key;
  // Foreign keys are checked with row-level security off: the id alone could point into the rows of
  // another tenant.
  const bool with_tenant = !table.tenant_column.empty() && column != table.tenant_column &&
                           draft.design.resources[target].tenant_scoped;
  if (with_tenant) {
    key.columns.push_back(table.tenant_column);
    key.target_columns.push_back(table.tenant_column);
  }
  key.columns.push_back(column);
  key.target_columns.emplace_back("id");
  key.table = draft.table_names[target];
  key.self = key.table == table.name;
  key.on_delete = on_delete;
  key.name = draft.names.take(table.name + "_" + column + "_fkey", table.name + "." + column);
  table.foreign_keys.push_back(std::move(key));
  return table.foreign_keys.back();
}

void add_keys(TableDraft& draft, Table& table, std::size_t resource) {
  ResourceKeys(draft, table, resource).add();
}

void add_tenant_keys(TableDraft& draft) {
  std::unordered_map<std::string_view, std::size_t> by_name;
  for (std::size_t i = 0; i < draft.tables.size(); ++i) by_name.emplace(draft.tables[i].name, i);
  std::vector<bool> wanted(draft.tables.size(), false);
  for (const Table& table : draft.tables) {
    for (const ForeignKey& key : table.foreign_keys) {
      const auto target = by_name.find(key.table);
      if (key.columns.size() > 1 && target != by_name.end()) wanted[target->second] = true;
    }
  }
  for (std::size_t i = 0; i < draft.tables.size(); ++i) {
    if (!wanted[i]) continue;
    Table& table = draft.tables[i];
    UniqueKey key;
    key.columns = {table.tenant_column, "id"};
    key.name = draft.names.take(table.name + "_" + table.tenant_column + "_id_key", table.name);
    table.unique.insert(table.unique.begin(), std::move(key));
  }
}

}  // namespace plinth
