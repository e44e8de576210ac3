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
  Literal,  ///< `literal`
  NewUuid,
  Sequence,  ///< the next whole number
  Now,       ///< the instant, the day or the time of day, by the column's type
  CurrentTenant,
  EmptyList,
  EmptyMap,
};
std::string_view to_text(ColumnDefault fallback);  ///< `none`, `literal`, `new_uuid`, …

/// Why a column exists.
enum class ColumnKind {
  Field,  ///< `field` of the resource
  Id,
  Tenant,
  Whole,     ///< a part's reference to its whole
  Position,  ///< where an inline part stands in its whole's list, from 0
  Version,   ///< counts updates, for If-Match
  CreatedAt,
  UpdatedAt,
  DeletedAt,
  PasswordHash,
  LinkFrom,  ///< of a link table: the row that holds the list
  LinkTo,    ///< of a link table: the row that is named by it
  Identity,  ///< of a token: whose it is
  Purpose,   ///< of a one-time token: what it is for
  TokenHash,
  TokenFamily,  ///< tokens that followed from one sign-in
  ExpiresAt,
  UsedAt,
  RevokedAt,
  TaskOperation,  ///< of a task: id of the endpoint that was called
  TaskStatus,
  TaskResult,
  TaskErrorCode,
  TaskErrorMessage,
  StartedAt,
  FinishedAt,
  SecretHash,  ///< of a secret that is only recognized
  Ciphertext,  ///< of a secret that is used again
  Event,       ///< name of an event
  EventId,
  Payload,
  PublishedAt,
  Attempts,
  ApiVersion,  ///< of a webhook subscription: the version of the API that it was made in
  Source,      ///< who an event that was received came from
  Counter,     ///< of a counter: the serial that it is of
  CounterScope,
  CounterYear,
  CounterValue,
};
std::string_view to_text(ColumnKind kind);  ///< `field`, `id`, `tenant`, …

/// A rule for the values of one column, or of a place inside it. It holds for what is null or not
/// there: that something must be there is said by NOT NULL, or by a rule `Members`.
struct ColumnRule {
  enum class Kind {
    Length,      ///< `type`: min_length, max_length
    Range,       ///< `type`: minimum, maximum; of a decimal also precision and scale
    MultipleOf,  ///< `type`: multiple_of
    OneOf,       ///< `words`
    Pattern,     ///< `type`: pattern
    Format,      ///< what the kind of `type` says: an e-mail address, a colour, a date …
    Json,        ///< the JSON value is of the kind of `type`, or null if `optional`
    Members,     ///< the JSON object, if there is one, has all of `words` as members
    Size,        ///< `type`: min_items, max_items of a list or map
    Bytes,       ///< `type`: max_bytes of free JSON
    Each,        ///< `rules` hold for each element of a list, each value of a map
  };
  Kind kind = Kind::Length;
  std::vector<std::string> path;  ///< members from the column, or the element, inwards
  Type type;                      ///< without fields and element
  /// Range: the bound is what every value of the type keeps, hence none that was written.
  bool natural_minimum = false, natural_maximum = false;
  bool optional = false;  ///< the member may be null
  std::vector<std::string> words;
  std::vector<ColumnRule> rules;
};
std::string_view to_text(ColumnRule::Kind kind);  ///< `length`, `one_of`, …

struct Design;
struct Field;
struct Resource;

/// What `field` is called where it is stored: `user_id` for a reference, `tag_ids` for a list of
/// references inside an object, else its own name.
std::string member_name(const Field& field);

/// The rules that `type` makes for a column that holds its values.
std::vector<ColumnRule> rules_of(const Type& type, const Design& design);

/// The type of the column `id`, and of every column that refers to it.
Type id_type(const Resource& resource);

struct Column {
  std::string name;
  std::string stem;  ///< `products_price`, at most 48 characters: for names of a dialect's own
  ColumnKind kind = ColumnKind::Field;
  Type type;  ///< of a reference: the type of the id it holds
  bool nullable = false;
  ColumnDefault fallback = ColumnDefault::None;
  Constant literal;           ///< of ColumnDefault::Literal
  Rare<Operation> generated;  ///< worked out by the database from its own row
  std::vector<ColumnRule> rules;
  std::string check;               ///< name of the constraint that holds `rules`
  std::vector<std::string> field;  ///< snake path of the field it stores; empty: none
  RareText summary;                ///< free text
  bool in_key = false;             ///< stands in a unique key: equal means the same characters
  bool searched = false;           ///< stands in the full-text index
};

/// A rule for several columns of a row.
struct Check {
  enum class Kind {
    NotSelf,   ///< a reference to the own table, `columns[0]`, is not the row itself
    Together,  ///< all of `columns` are null, or none; where they are, so are `others`
    Rule,      ///< `condition` is not false; its fields are columns
  };
  Kind kind = Kind::Rule;
  std::string name;
  std::vector<std::string> columns, others;
  Operation condition;
};
std::string_view to_text(Check::Kind kind);

enum class ForeignAction { Restrict, Cascade, Null };
std::string_view to_text(ForeignAction action);  ///< `restrict`, `cascade`, `null`

struct ForeignKey {
  std::string name;
  std::vector<std::string> columns;  ///< the tenant first, where the other table has one too
  std::string table;
  std::vector<std::string> target_columns;
  ForeignAction on_delete = ForeignAction::Restrict;
  bool closes_cycle = false;  ///< added when both tables exist
  bool self = false;          ///< points to the own table
};

struct IndexColumn {
  std::string name;
  bool descending = false;
};

struct Index {
  std::string name;
  std::vector<IndexColumn> columns;
  bool live_only = false;     ///< rows that are not deleted
  bool elements = false;      ///< finds rows by an element of the list
  Rare<Operation> condition;  ///< for a part of the rows
};

struct UniqueKey {
  std::string name;
  std::vector<std::string> columns;  ///< empty: the table has one row at most
  bool live_only = false;
  Rare<Operation> condition;  ///< for a part of the rows
  /// A column for dialects that cannot have the key as it is: null for the rows it does not hold
  /// for, or the hash of values that are too long. No column of an author begins with `_`.
  std::string flag;
};

/// At most `count` rows agree in `columns`, which refer to the id of `table`.
struct RowLimit {
  std::string name;
  std::vector<std::string> columns;
  std::string table;
  std::uint64_t count = 0;
};

struct Table {
  enum class Kind {
    Resource,
    Part,
    Link,
    RefreshTokens,
    Sessions,
    OneTimeTokens,
    Tasks,
    Outbox,    ///< events that are to be told to others
    Inbox,     ///< events of others that have been dealt with
    Counters,  ///< the last number of each serial
  };
  std::string name;  ///< plural, snake, at most 63 characters
  std::string stem;  ///< the same, at most 40: for names of a dialect's own
  Kind kind = Kind::Resource;
  std::size_t resource = no_index;  ///< of a link table: the one that holds the list
  std::string summary;              ///< free text
  std::vector<Column> columns;
  std::vector<std::string> primary_key;
  std::string primary_key_name;
  std::vector<UniqueKey> unique;
  std::vector<ForeignKey> foreign_keys;
  std::vector<Index> indexes;
  std::vector<Check> checks;
  std::optional<RowLimit> limit;
  std::vector<std::string> search;  ///< columns of the full-text index, weightiest first
  bool touched = false;             ///< updated_at is kept right by the database
  bool soft_delete = false;
  std::string tenant_column;  ///< row-level security by this column; empty: none
  bool names_tenant = false;  ///< its rows say whose the caller is: found before that is known

  const Column* find(std::string_view column) const;
};
std::string_view to_text(Table::Kind kind);  ///< `resource`, `part`, `link`, `refresh_tokens`, …

}  // namespace plinth
