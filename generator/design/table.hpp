#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "design/constant.hpp"
#include "design/logical_type.hpp"
#include "design/operation.hpp"

namespace plinth {

/// What a column gets when an insert does not name it.
enum class ColumnDefault {
  None,
  Literal,
  NewUuid,
  Sequence,
  Now,
  CurrentTenant,
  EmptyList,
  EmptyMap
};

struct Column {
  std::string name;
  Type type;  ///< of a reference: the type of the id it holds
  bool nullable = false;
  ColumnDefault fallback = ColumnDefault::None;
  Constant literal;                    ///< of ColumnDefault::Literal
  std::optional<Operation> generated;  ///< worked out by the database from its own row
  std::string kind;   ///< `field`, `id`, `created_at`, `updated_at`, `deleted_at`, `tenant`,
                      ///< `whole`, `password_hash` …
  std::string field;  ///< snake path of the field it stores; empty: none
};

/// A rule that the database refuses to see broken. `column` and, inside a JSON column, `path` say
/// of what; which members are set depends on `kind`.
struct Check {
  enum class Kind {
    Length,  ///< min_length, max_length
    Range,   ///< minimum, maximum
    MultipleOf,
    OneOf,   ///< words
    Format,  ///< `type.kind`: email, uuid, color …: what a dialect can check of it
    JsonObject,
    JsonList,  ///< the JSON value is one
    Size,      ///< of a list or map: min_items, max_items
    Required,  ///< a member of a JSON object is there and not null
    NotSelf,   ///< a reference to the own table is not the row itself
    Rule,      ///< condition
  };
  Kind kind = Kind::Length;
  std::string name;  ///< of the constraint: `products_price_check`
  std::string column;
  std::vector<std::string> path;  ///< members inside a JSON column
  bool each = false;              ///< holds for each element of the list
  Type type;                      ///< with the limits
  Operation condition;
};

struct ForeignKey {
  std::string name;
  std::vector<std::string> columns;
  std::string table;
  std::vector<std::string> target_columns;
  std::string on_delete;  ///< `restrict`, `cascade`, `null`
  bool deferred = false;  ///< closes a cycle: added when both tables exist
};

struct IndexColumn {
  std::string name;
  bool descending = false;
};

struct Index {
  std::string name;
  std::vector<IndexColumn> columns;
  bool live_only = false;              ///< rows that are not deleted
  std::optional<Operation> condition;  ///< for a part of the rows
};

struct UniqueKey {
  std::string name;
  std::vector<std::string> columns;
  bool live_only = false;
  std::optional<Operation> condition;
  bool ignore_case = false;
};

struct Table {
  std::string name;  ///< plural, snake
  std::string kind;  ///< `resource`, `part`, `link`, `auth`
  std::size_t resource = no_index;
  std::vector<Column> columns;
  std::vector<std::string> primary_key;
  std::vector<UniqueKey> unique;
  std::vector<ForeignKey> foreign_keys;
  std::vector<Index> indexes;
  std::vector<Check> checks;
  std::vector<std::string> search;  ///< columns of the full-text index, weightiest first
  bool touched = false;             ///< updated_at is kept right by the database
  bool soft_delete = false;
  std::string tenant_column;  ///< row-level security by this column; empty: none
};

}  // namespace plinth
