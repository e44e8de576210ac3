// Indexes: what clients may filter and sort by, and what the database itself looks up when a row
// that others refer to is deleted.

#include <iterator>
#include <unordered_set>
#include <utility>

#include "design/table_draft.hpp"

namespace plinth {
namespace {

/// Longer texts do not fit into an index entry everywhere (2704 bytes where the limit is lowest).
constexpr std::uint64_t longest_indexed_text = 512;

bool is_indexable(const Type& type) {
  switch (type.kind) {
    case TypeKind::Json:
    case TypeKind::Map:
    case TypeKind::Object:
    case TypeKind::File:
    case TypeKind::List:
      return false;
    default:
      return !is_textual(type.kind) || type.max_length.value_or(0) <= longest_indexed_text;
  }
}

/// What an index finds rows by, as text: two with the same are one too many.
std::string signature(const std::vector<std::string>& columns, std::size_t count,
                      std::string_view rows) {
  std::string text(rows);
  for (std::size_t i = 0; i < count; ++i) text += '\n' + columns[i];
  return text;
}

std::vector<std::string> names_of(const Index& index) {
  std::vector<std::string> names;
  for (const IndexColumn& column : index.columns) names.push_back(column.name);
  return names;
}

class ResourceIndexes {
 public:
  ResourceIndexes(TableDraft& draft, Table& table, std::size_t resource)
      : draft_(draft),
        table_(table),
        resource_(draft.design.resources[resource]),
        whole_column_(resource_.whole == no_index
                          ? ""
                          : reference_column(draft.design.resources[resource_.whole].own_name)),
        columns_(columns_by_name(table)) {}

  void add() {
    for (const Field& field : resource_.fields) {
      if (field.indexed) add_plain({column_of(field)}, nullptr);
    }
    for (const Key& key : resource_.index) {
      std::vector<std::string> columns;
      for (const std::size_t field : key.fields) {
        columns.push_back(field == key_of_whole ? whole_column_
                                                : column_of(resource_.fields[field]));
      }
      add_plain(columns, key.when ? &*key.when : nullptr);
    }
    if (resource_.find(Verb::List) != nullptr && !resource_.inline_parts) add_order();
    for (const Filter& filter : resource_.filters) {
      if (filter.path.size() == 1) add_filter(filter);
    }
    add_search();
  }

 private:
  const Column* find(const std::string& name) const {
    const auto found = columns_.find(name);
    return found == columns_.end() ? nullptr : found->second;
  }

  Index start() const {
    Index index;
    index.live_only = resource_.soft_delete;
    if (!table_.tenant_column.empty()) index.columns.push_back({table_.tenant_column, false});
    return index;
  }

  bool append(Index& index, const std::string& name) const {
    const Column* const column = find(name);
    if (column == nullptr || !is_indexable(column->type)) return false;
    if (name != table_.tenant_column) index.columns.push_back({name, false});
    return true;
  }

  void add_plain(const std::vector<std::string>& columns, const Operation* when) {
    Index index = start();
    for (const std::string& column : columns) {
      if (!append(index, column)) return;
    }
    if (when != nullptr) {
      if (!can_check(resource_, *when)) return;
      index.condition = on_columns(draft_.design, resource_, *when, false);
    }
    table_.indexes.push_back(std::move(index));
  }

  /// The column that rows are listed by when nobody asks for another order.
  IndexColumn first_order() const {
    if (resource_.sort.empty()) return {};
    const Sort& sort = resource_.sort.front();
    if (sort.field == sort_by_created_at) return {"created_at", sort.descending};
    if (sort.field == sort_by_updated_at) return {"updated_at", sort.descending};
    return {column_of(resource_.fields[sort.field]), sort.descending};
  }

  bool append_order(Index& index) const {
    const IndexColumn order = first_order();
    if (order.name.empty() || !append(index, order.name)) return false;
    index.columns.back().descending = order.descending;
    return true;
  }

  void add_order() {
    Index index = start();
    if (resource_.whole != no_index) append(index, whole_column_);
    if (!append_order(index)) return;
    index.columns.push_back({"id", false});
    table_.indexes.push_back(std::move(index));
  }

  /// A reference has its index anyway. Few values hold many rows each: such a filter is served
  /// with the order in which the rows are listed, or every one of them would have to be sorted.
  void add_filter(const Filter& filter) {
    const Field& field = resource_.fields[filter.path[0]];
    const Column* const column = find(column_of(field));
    if (column == nullptr || field.type.kind == TypeKind::Reference) return;
    Index index = start();
    if (column->type.kind == TypeKind::List) {
      index.elements = true;
      index.columns = {{column->name, false}};
      table_.indexes.push_back(std::move(index));
      return;
    }
    if (!append(index, column->name)) return;
    const bool few = column->type.kind == TypeKind::Enum || column->type.kind == TypeKind::Bool;
    if (few && first_order().name != column->name) append_order(index);
    table_.indexes.push_back(std::move(index));
  }

  void add_search() {
    for (const std::size_t field : resource_.search) {
      const auto column = columns_.find(column_of(resource_.fields[field]));
      if (column == columns_.end()) continue;
      column->second->searched = true;
      table_.search.push_back(column->second->name);
    }
  }

  const TableDraft& draft_;
  Table& table_;
  const Resource& resource_;
  const std::string whole_column_;
  const std::unordered_map<std::string_view, Column*> columns_;
};

/// Drops every index that another one, or a key, serves: one that begins with the same columns and
/// holds the same rows or all of them.
void drop_served(Table& table, std::vector<Index> candidates) {
  std::unordered_set<std::string> beginnings;
  const auto keep = [&](const std::vector<std::string>& columns, std::string_view rows) {
    for (std::size_t i = 1; i <= columns.size(); ++i)
      beginnings.insert(signature(columns, i, rows));
  };
  keep(table.primary_key, "all");
  for (const UniqueKey& key : table.unique) {
    if (!key.condition) keep(key.columns, key.live_only ? "live" : "all");
  }
  for (const Index& index : candidates) {
    std::vector<std::string> columns = names_of(index);
    columns.pop_back();
    if (!index.condition && !index.elements) keep(columns, index.live_only ? "live" : "all");
  }
  for (Index& index : candidates) {
    const std::vector<std::string> columns = names_of(index);
    const std::size_t size = columns.size();
    if (!index.condition && !index.elements) {
      const std::string own = signature(columns, size, index.live_only ? "live" : "all");
      if (beginnings.contains(own) || beginnings.contains(signature(columns, size, "all")))
        continue;
      beginnings.insert(own);
    }
    table.indexes.push_back(std::move(index));
  }
}

/// `orders_status_created_at_idx`; the id that breaks ties is no part of it.
void name_index(TableDraft& draft, const Table& table, Index& index) {
  std::vector<std::string> columns = names_of(index);
  if (columns.size() > 1 && columns.back() == "id") columns.pop_back();
  std::string stem = name_for(table, columns);
  if (index.live_only) stem.insert(table.name.size(), "_live");
  index.name = draft.names.take(stem + "_idx", stem + (index.condition ? " in part" : ""));
}

}  // namespace

void add_indexes(TableDraft& draft, Table& table, std::size_t resource) {
  ResourceIndexes(draft, table, resource).add();
}

void add_reference_indexes(TableDraft& draft, Table& table) {
  std::vector<Index> candidates;
  for (const ForeignKey& key : table.foreign_keys) {
    Index index;
    for (const std::string& column : key.columns) index.columns.push_back({column, false});
    candidates.push_back(std::move(index));
  }
  std::move(table.indexes.begin(), table.indexes.end(), std::back_inserter(candidates));
  table.indexes.clear();
  drop_served(table, std::move(candidates));
  for (Index& index : table.indexes) name_index(draft, table, index);
}

}  // namespace plinth
