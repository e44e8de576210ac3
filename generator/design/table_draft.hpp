#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "design/design.hpp"
#include "design/identifiers.hpp"

// The steps of `derive_tables`, and what they share.

namespace plinth {

inline constexpr std::size_t longest_table_stem = 40;

struct TableDraft {
  const Design& design;
  Identifiers names;
  std::vector<std::string> table_names;  ///< by index of the resource
  std::vector<Table> tables;
};

/// Columns by name; valid until one is added or moved.
std::unordered_map<std::string_view, Column*> columns_by_name(Table& table);

/// The column that refers to a row called `name`, as long as a column may be.
std::string reference_column(const Name& name);

/// The column that says whose a row is; empty without a tenant.
std::string tenant_column(const Design& design);

/// The column that stores `field` of a resource, as long as a column may be.
std::string column_of(const Field& field);

/// True for a list of references, which is stored as a table of its own.
bool is_link(const Field& field);

/// Appends the tenant's column.
void add_tenant_column(TableDraft& draft, Table& table);

/// A table with its names; the names of what is in it are taken through the draft.
Table begin_table(TableDraft& draft, std::string_view name, Table::Kind kind);

/// Appends a column and gives it the rules of `type` and the names that follow from its own.
Column& add_column(TableDraft& draft, Table& table, std::string_view name, ColumnKind kind,
                   const Type& type);

/// All columns of the resource's own table, in the order of the file.
void add_columns(TableDraft& draft, Table& table, std::size_t resource);

/// Names the constraint of each column that has rules.
void name_checks(TableDraft& draft, Table& table);

/// A foreign key from `column` to the id of `target`'s table, with the tenant where both have one.
ForeignKey& add_foreign_key(TableDraft& draft, Table& table, const std::string& column,
                            std::size_t target, ForeignAction on_delete);

/// Primary key, unique keys, references and checks of a resource's table.
void add_keys(TableDraft& draft, Table& table, std::size_t resource);

/// Indexes for what the keys do not serve: references, filters, the default order, search.
void add_indexes(TableDraft& draft, Table& table, std::size_t resource);

/// An index for each foreign key that no key serves.
void add_reference_indexes(TableDraft& draft, Table& table);

/// `products_price`: a name for what holds for `columns` of `table`, without the tenant.
std::string name_for(const Table& table, const std::vector<std::string>& columns);

/// A table per list of references of the resource.
void add_link_tables(TableDraft& draft, std::size_t resource);

/// Tokens of a service that signs people in itself.
void add_token_tables(TableDraft& draft);

/// What asynchronous calls have come to; nothing where there are none.
void add_task_table(TableDraft& draft);
/// Events that are to be told to others, and those of others that have been dealt with.
void add_event_tables(TableDraft& draft);

/// The last number of each serial, if there is one.
void add_counter_table(TableDraft& draft);

/// Gives every table that is referred to with its tenant the key (tenant, id).
void add_tenant_keys(TableDraft& draft);

/// `tables` in an order in which they can be created; foreign keys that close a cycle are marked.
std::vector<Table> in_order_of_creation(std::vector<Table> tables);

/// False for what depends on who asks.
bool is_stored(const Field& field);

/// True if the database works the field out from its own row; other computed fields are ordinary
/// columns that the service keeps right.
bool is_generated(const Resource& resource, const Field& field);

/// A duration as it is stored: a number of milliseconds.
Constant in_milliseconds(const Constant& duration);

/// True if a constraint of the table can say `operation`.
bool can_check(const Resource& resource, const Operation& operation);

/// `operation` over fields of `resource` as one over columns of its table; durations become
/// milliseconds. With `inlined`, fields that the database works out are replaced by their formula:
/// some databases refuse one generated column in another.
Operation on_columns(const Design& design, const Resource& resource, const Operation& operation,
                     bool inlined);

}  // namespace plinth
