// The columns of a resource's table: id, tenant, whole, position, the fields as they were written,
// then what the table keeps of itself.

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "design/table_draft.hpp"

namespace plinth {
namespace {

constexpr std::size_t longest_column_stem = 48;

/// Long enough for every hash that names its own parameters (PHC string format).
constexpr std::uint64_t longest_password_hash = 255;

constexpr std::uint64_t secret_hash_length = 64;   // HMAC-SHA-256 in hexadecimal digits
constexpr std::uint64_t longest_ciphertext = 500;  // with its nonce and its tag, in Base64

bool aggregates(const Operation& operation, std::string_view op) {
  return (operation.kind == Operation::Kind::Aggregate && operation.op == op) ||
         std::any_of(operation.operands.begin(), operation.operands.end(),
                     [&](const Operation& operand) { return aggregates(operand, op); });
}

bool divides(const Operation& operation) {
  return operation.op == "/" || operation.op == "%" ||
         std::any_of(operation.operands.begin(), operation.operands.end(), divides);
}

/// Adds the columns of one resource's fields.
class FieldColumns {
 public:
  FieldColumns(TableDraft& draft, Table& table, const Resource& resource)
      : draft_(draft),
        table_(table),
        resource_(resource),
        never_null_{"id", "created_at", "updated_at"} {}

  void add(const Field& field) { add(field, "", false); }

 private:
  void add(const Field& field, const std::string& prefix, bool optional) {
    if (is_link(field) || !is_stored(field)) return;
    path_.push_back(field.name.snake);
    const bool nullable = optional || field.optional;
    if (field.type.kind == TypeKind::Object && field.type.columns) {
      add_members(field, prefix + field.name.snake + "_", nullable);
    } else {
      add_plain(field, prefix + column_of(field), nullable);
    }
    path_.pop_back();
  }

  void add_plain(const Field& field, const std::string& name, bool nullable) {
    // The tenant may be a field too; it is one column.
    if (name == table_.tenant_column) return;
    const Type type =
        field.secret == Secret::None ? stored_type(field.type) : stored_secret(field.secret);
    Column& column = add_column(draft_, table_, name, kind_of(field), type);
    column.field = path_;
    column.summary = field.prose.summary;
    column.nullable = nullable;
    if (field.type.kind == TypeKind::Reference) column.rules.clear();  // the other row keeps them
    if (field.fill == Fill::Computed) {
      set_formula(column, field);
    } else if (field.fill == Fill::Literal) {
      set_literal(column, field);
    } else if (field.fill == Fill::AtCreation) {
      const Operation& operation = field.operation;
      const bool clock = operation.kind == Operation::Kind::Call &&
                         (operation.op == "now" || operation.op == "today");
      if (clock) column.fallback = ColumnDefault::Now;
    }
    if (!column.nullable) never_null_.insert(column.name);
  }

  static ColumnKind kind_of(const Field& field) {
    if (field.secret == Secret::Hashed) return ColumnKind::SecretHash;
    if (field.secret == Secret::Encrypted) return ColumnKind::Ciphertext;
    if (field.origin == Origin::ApiVersion) return ColumnKind::ApiVersion;
    return field.type.kind == TypeKind::Password ? ColumnKind::PasswordHash : ColumnKind::Field;
  }

  static Type stored_secret(Secret secret) {
    Type type;
    const bool hashed = secret == Secret::Hashed;
    type.min_length = hashed ? secret_hash_length : 1;
    type.max_length = hashed ? secret_hash_length : longest_ciphertext;
    return type;
  }

  Type stored_type(const Type& type) const {
    if (type.kind == TypeKind::Password) {
      Type hash;
      hash.min_length = 1;
      hash.max_length = longest_password_hash;
      return hash;
    }
    if (type.kind == TypeKind::Reference && type.target != no_index) {
      return id_type(draft_.design.resources[type.target]);
    }
    return type;
  }

  static void set_literal(Column& column, const Field& field) {
    if (const auto* list = std::get_if<Constant::List>(&field.literal.value)) {
      if (list->empty()) column.fallback = ColumnDefault::EmptyList;
      return;
    }
    if (const auto* map = std::get_if<Constant::Object>(&field.literal.value)) {
      if (map->empty()) column.fallback = ColumnDefault::EmptyMap;
      return;
    }
    if (field.literal.is_null()) return;
    column.fallback = ColumnDefault::Literal;
    column.literal =
        field.type.kind == TypeKind::Duration ? in_milliseconds(field.literal) : field.literal;
  }

  /// A value of its own row is left to the database. What is counted over other rows is an ordinary
  /// column, so that lists can be filtered and sorted by it; until there are rows it is 0 or false.
  void set_formula(Column& column, const Field& field) {
    if (is_generated(resource_, field)) {
      column.generated = on_columns(draft_.design, resource_, field.operation, true);
      if (field.type.kind == TypeKind::Bool) column.rules.clear();  // a condition is one
      column.nullable = column.nullable || may_be_null(*column.generated);
      return;
    }
    const bool of_nothing_is_null =
        aggregates(field.operation, "min") || aggregates(field.operation, "max");
    if (is_numeric(field.type.kind) && !of_nothing_is_null) {
      column.fallback = ColumnDefault::Literal;
      column.literal = Constant{Constant::Number{"0"}};
    } else if (field.type.kind == TypeKind::Bool) {
      column.fallback = ColumnDefault::Literal;
      column.literal = Constant{false};
    } else {
      column.nullable = true;
    }
  }

  bool may_be_null(const Operation& operation) const {
    if (operation.kind == Operation::Kind::IsNull) return false;
    if (operation.kind == Operation::Kind::Constant) return operation.value.is_null();
    if (operation.kind == Operation::Kind::Field) {
      // A column further down is not known yet; to call it nullable costs a NOT NULL at most.
      return !never_null_.contains(operation.path[0]);
    }
    if (divides(operation)) return true;
    const bool any = operation.op == "coalesce";
    const auto null = [&](const Operation& operand) { return may_be_null(operand); };
    return any ? std::all_of(operation.operands.begin(), operation.operands.end(), null)
               : std::any_of(operation.operands.begin(), operation.operands.end(), null);
  }

  /// An optional object is there as a whole or not at all.
  void add_members(const Field& field, const std::string& prefix, bool optional) {
    Check together;
    together.kind = Check::Kind::Together;
    for (const Field& member : field.type.fields) {
      const std::size_t first = table_.columns.size();
      add(member, prefix, optional);
      for (std::size_t i = first; i < table_.columns.size(); ++i) {
        std::vector<std::string>& side = member.optional ? together.others : together.columns;
        side.push_back(table_.columns[i].name);
      }
    }
    const bool needed = optional && !together.columns.empty() &&
                        together.columns.size() + together.others.size() > 1;
    if (!needed) return;
    together.name = draft_.names.take(table_.name + "_" + prefix + "check", table_.name);
    table_.checks.push_back(std::move(together));
  }

  TableDraft& draft_;
  Table& table_;
  const Resource& resource_;
  std::unordered_set<std::string> never_null_;  // columns
  std::vector<std::string> path_;
};

/// `name`, or `other` where the author has a field of that name.
std::string free_name(const Resource& resource, const char* name, const char* other) {
  const bool taken = std::any_of(resource.fields.begin(), resource.fields.end(),
                                 [&](const Field& field) { return column_of(field) == name; });
  return taken ? other : name;
}

Type type_of(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

void add_timestamp(TableDraft& draft, Table& table, const char* name, ColumnKind kind) {
  Column& column = add_column(draft, table, name, kind, type_of(TypeKind::DateTime));
  if (kind == ColumnKind::DeletedAt) {
    column.nullable = true;
  } else {
    column.fallback = ColumnDefault::Now;
  }
}

void add_position(TableDraft& draft, Table& table, const Resource& resource) {
  Type type = type_of(TypeKind::Int);
  type.minimum = Bound{"0", false};
  type.maximum = Bound{std::to_string(resource.max_parts - 1), false};
  add_column(draft, table, free_name(resource, "position", "list_position"), ColumnKind::Position,
             type);
}

void add_version(TableDraft& draft, Table& table, const Resource& resource) {
  Type type = type_of(TypeKind::Int);
  type.minimum = Bound{"1", false};
  Column& column = add_column(draft, table, free_name(resource, "version", "row_version"),
                              ColumnKind::Version, type);
  column.fallback = ColumnDefault::Literal;
  column.literal = Constant{Constant::Number{"1"}};
}

}  // namespace

std::unordered_map<std::string_view, Column*> columns_by_name(Table& table) {
  std::unordered_map<std::string_view, Column*> by_name;
  by_name.reserve(table.columns.size());
  for (Column& column : table.columns) by_name.emplace(column.name, &column);
  return by_name;
}

std::string reference_column(const Name& name) { return shortened(name.snake + "_id"); }

std::string tenant_column(const Design& design) {
  return design.tenant == no_index ? "" : reference_column(design.resources[design.tenant].name);
}

std::string column_of(const Field& field) {
  const bool hashed = field.type.kind == TypeKind::Password || field.secret == Secret::Hashed;
  if (hashed) return shortened(field.name.snake + "_hash");
  if (field.secret == Secret::Encrypted) return shortened(field.name.snake + "_encrypted");
  return shortened(member_name(field));
}

bool is_link(const Field& field) {
  return field.type.kind == TypeKind::List && field.type.element[0].kind == TypeKind::Reference;
}

Table begin_table(TableDraft& draft, std::string_view name, Table::Kind kind) {
  Table table;
  table.name = std::string(name);
  table.stem = shortened(name, longest_table_stem);
  table.kind = kind;
  table.primary_key_name = draft.names.take(table.name + "_pkey", table.name);
  return table;
}

Column& add_column(TableDraft& draft, Table& table, std::string_view name, ColumnKind kind,
                   const Type& type) {
  Column column;
  column.name = shortened(name);
  column.stem = shortened(table.name + "_" + column.name, longest_column_stem);
  column.kind = kind;
  column.type = type;
  column.rules = rules_of(type, draft.design);
  table.columns.push_back(std::move(column));
  return table.columns.back();
}

void add_tenant_column(TableDraft& draft, Table& table) {
  table.tenant_column = tenant_column(draft.design);
  Column& column = add_column(draft, table, table.tenant_column, ColumnKind::Tenant,
                              id_type(draft.design.resources[draft.design.tenant]));
  column.fallback = ColumnDefault::CurrentTenant;
  column.rules.clear();  // it refers to a value that keeps them
}

void add_columns(TableDraft& draft, Table& table, std::size_t index) {
  const Resource& resource = draft.design.resources[index];
  table.columns.reserve(resource.fields.size() + 4);
  Column& id = add_column(draft, table, "id", ColumnKind::Id, id_type(resource));
  id.fallback =
      resource.id_type == TypeKind::Uuid ? ColumnDefault::NewUuid : ColumnDefault::Sequence;
  if (id.fallback == ColumnDefault::Sequence) id.rules.clear();
  if (resource.tenant_scoped) add_tenant_column(draft, table);
  table.names_tenant = resource.tenant_scoped && resource.origin == ResourceOrigin::ApiKey &&
                       draft.design.tenant_from == "token";
  if (resource.whole != no_index) {
    const Resource& whole = draft.design.resources[resource.whole];
    add_column(draft, table, reference_column(whole.own_name), ColumnKind::Whole, id_type(whole))
        .rules.clear();
    if (resource.inline_parts) add_position(draft, table, resource);
  }
  FieldColumns fields(draft, table, resource);
  for (const Field& field : resource.fields) fields.add(field);
  if (resource.lock) add_version(draft, table, resource);
  if (resource.timestamps) {
    add_timestamp(draft, table, "created_at", ColumnKind::CreatedAt);
    add_timestamp(draft, table, "updated_at", ColumnKind::UpdatedAt);
    table.touched = true;
  }
  if (resource.soft_delete) add_timestamp(draft, table, "deleted_at", ColumnKind::DeletedAt);
  table.soft_delete = resource.soft_delete;
}

void name_checks(TableDraft& draft, Table& table) {
  for (Column& column : table.columns) {
    if (column.rules.empty()) continue;
    column.check =
        draft.names.take(table.name + "_" + column.name + "_check", table.name + "." + column.name);
  }
}

}  // namespace plinth
