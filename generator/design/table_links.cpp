// Tables beside those of resources: lists of references, and the tokens of a service that signs
// people in itself.

#include <utility>

#include "design/table_draft.hpp"

namespace plinth {
namespace {

Type type_of(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

void add_created_at(TableDraft& draft, Table& table) {
  add_column(draft, table, "created_at", ColumnKind::CreatedAt, type_of(TypeKind::DateTime))
      .fallback = ColumnDefault::Now;
}

void add_reference(TableDraft& draft, Table& table, const std::string& name, ColumnKind kind,
                   std::size_t target, ForeignAction action = ForeignAction::Cascade) {
  add_column(draft, table, name, kind, id_type(draft.design.resources[target])).rules.clear();
  add_foreign_key(draft, table, name, target, action);
}

void add_link_table(TableDraft& draft, std::size_t index, const Field& field,
                    std::vector<std::string> path) {
  const Resource& resource = draft.design.resources[index];
  const Type& list = field.type;
  const std::size_t target = list.element[0].target;
  if (target == no_index) return;
  std::string name = resource.name.snake;
  for (const std::string& segment : path) name += "_" + segment;
  Table table = begin_table(draft, draft.names.take(name, resource.name.snake), Table::Kind::Link);
  table.resource = index;
  table.summary = field.prose.summary;
  const std::string from = reference_column(resource.name);
  std::string to = reference_column(singular(field.name));
  if (to == from) to = shortened("other_" + singular(field.name).snake + "_id");
  if (resource.tenant_scoped) {
    add_tenant_column(draft, table);
    table.primary_key.push_back(table.tenant_column);
  }
  add_reference(draft, table, from, ColumnKind::LinkFrom, index);
  // A list that may not be empty keeps what it holds.
  add_reference(draft, table, to, ColumnKind::LinkTo, target,
                list.min_items > 0 ? ForeignAction::Restrict : ForeignAction::Cascade);
  table.columns.back().field = std::move(path);
  table.primary_key.push_back(from);
  table.primary_key.push_back(to);
  add_created_at(draft, table);
  RowLimit limit;
  limit.name = draft.names.take(table.name + "_limit_check", table.name);
  limit.columns = table.foreign_keys.front().columns;
  limit.table = draft.table_names[index];
  limit.count = list.max_items;
  table.limit = std::move(limit);
  add_reference_indexes(draft, table);
  name_checks(draft, table);
  draft.tables.push_back(std::move(table));
}

void add_links(TableDraft& draft, std::size_t index, const std::vector<Field>& fields,
               std::vector<std::string>& path) {
  for (const Field& field : fields) {
    path.push_back(field.name.snake);
    if (is_link(field)) add_link_table(draft, index, field, path);
    if (field.type.kind == TypeKind::Object && field.type.columns) {
      add_links(draft, index, field.type.fields, path);
    }
    path.pop_back();
  }
}

Type hash_type() {
  Type type;  // SHA-256 in hexadecimal digits: what is stored opens no door
  type.min_length = 64;
  type.max_length = 64;
  return type;
}

Table begin_tokens(TableDraft& draft, std::string_view name, Table::Kind kind) {
  Table table = begin_table(draft, draft.names.take(name, "auth"), kind);
  table.resource = draft.design.auth->identity;
  table.primary_key = {"id"};
  add_column(draft, table, "id", ColumnKind::Id, type_of(TypeKind::Uuid)).fallback =
      ColumnDefault::NewUuid;
  const std::string owner = reference_column(draft.design.resources[table.resource].name);
  add_reference(draft, table, owner, ColumnKind::Identity, table.resource);
  return table;
}

void add_moment(TableDraft& draft, Table& table, const char* name, ColumnKind kind, bool nullable) {
  add_column(draft, table, name, kind, type_of(TypeKind::DateTime)).nullable = nullable;
}

void end_tokens(TableDraft& draft, Table table) {
  UniqueKey key;
  key.columns = {"token_hash"};
  key.name = draft.names.take(table.name + "_token_hash_key", table.name);
  table.unique.push_back(std::move(key));
  for (Column& column : table.columns) {
    if (column.name == "token_hash") column.in_key = true;
  }
  Index expiry;  // what a clean-up looks for
  expiry.columns = {{"expires_at", false}};
  table.indexes.push_back(std::move(expiry));
  add_reference_indexes(draft, table);
  name_checks(draft, table);
  draft.tables.push_back(std::move(table));
}

void add_refresh_tokens(TableDraft& draft) {
  Table table = begin_tokens(draft, "refresh_tokens", Table::Kind::RefreshTokens);
  add_column(draft, table, "token_hash", ColumnKind::TokenHash, hash_type());
  add_column(draft, table, "family", ColumnKind::TokenFamily, type_of(TypeKind::Uuid));
  add_moment(draft, table, "expires_at", ColumnKind::ExpiresAt, false);
  add_moment(draft, table, "used_at", ColumnKind::UsedAt, true);
  add_moment(draft, table, "revoked_at", ColumnKind::RevokedAt, true);
  add_created_at(draft, table);
  Index family;  // a token used twice revokes all that followed from the same sign-in
  family.columns = {{"family", false}};
  table.indexes.push_back(std::move(family));
  end_tokens(draft, std::move(table));
}

/// What the cookie names; of its value a hash is kept.
void add_sessions(TableDraft& draft) {
  Table table = begin_tokens(draft, "sessions", Table::Kind::Sessions);
  add_column(draft, table, "token_hash", ColumnKind::TokenHash, hash_type());
  add_moment(draft, table, "expires_at", ColumnKind::ExpiresAt, false);
  add_moment(draft, table, "revoked_at", ColumnKind::RevokedAt, true);
  add_created_at(draft, table);
  end_tokens(draft, std::move(table));
}

void add_one_time_tokens(TableDraft& draft) {
  Table table = begin_tokens(draft, "one_time_tokens", Table::Kind::OneTimeTokens);
  Type purpose = type_of(TypeKind::Enum);
  if (draft.design.auth->password_flows) purpose.words.push_back({"password_reset", {}});
  if (draft.design.auth->email_verification) purpose.words.push_back({"email_verification", {}});
  add_column(draft, table, "purpose", ColumnKind::Purpose, purpose);
  add_column(draft, table, "token_hash", ColumnKind::TokenHash, hash_type());
  add_moment(draft, table, "expires_at", ColumnKind::ExpiresAt, false);
  add_moment(draft, table, "used_at", ColumnKind::UsedAt, true);
  add_created_at(draft, table);
  end_tokens(draft, std::move(table));
}

}  // namespace

void add_link_tables(TableDraft& draft, std::size_t resource) {
  std::vector<std::string> path;
  add_links(draft, resource, draft.design.resources[resource].fields, path);
}

void add_token_tables(TableDraft& draft) {
  const std::optional<Auth>& auth = draft.design.auth;
  if (!auth || auth->identity == no_index) return;
  if (auth->sign_in && auth->tokens) add_refresh_tokens(draft);
  if (auth->sign_in && auth->cookie) add_sessions(draft);
  if (auth->password_flows || auth->email_verification) add_one_time_tokens(draft);
}

}  // namespace plinth
