#include <algorithm>
#include <utility>

#include "design/table_draft.hpp"

namespace plinth {
namespace {

Type type_of(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

Type text_of(std::uint64_t most) {
  Type type;
  type.min_length = 1;
  type.max_length = most;
  return type;
}

const Schema* schema_of(const Design& design, SchemaKind kind) {
  const auto found = std::find_if(design.schemas.begin(), design.schemas.end(),
                                  [&](const Schema& schema) { return schema.kind == kind; });
  return found == design.schemas.end() ? nullptr : &*found;
}

/// Who started the work may ask for it; the row outlives nobody.
void add_starter(TableDraft& draft, Table& table) {
  const std::optional<Auth>& auth = draft.design.auth;
  if (!auth || auth->identity == no_index) return;
  const Resource& identity = draft.design.resources[auth->identity];
  const std::string name = reference_column(identity.name);
  Column& column = add_column(draft, table, name, ColumnKind::Identity, id_type(identity));
  column.rules.clear();
  column.nullable = true;
  add_foreign_key(draft, table, name, auth->identity, ForeignAction::Cascade);
}

}  // namespace

void add_task_table(TableDraft& draft) {
  const Schema* status = schema_of(draft.design, SchemaKind::TaskStatus);
  if (status == nullptr) return;
  const std::string plural_name = plural(draft.design.task).snake;
  Table table = begin_table(draft, draft.names.take(plural_name, "async"), Table::Kind::Tasks);
  table.primary_key = {"id"};
  add_column(draft, table, "id", ColumnKind::Id, type_of(TypeKind::Uuid)).fallback =
      ColumnDefault::NewUuid;
  add_starter(draft, table);
  add_column(draft, table, "operation", ColumnKind::TaskOperation, text_of(128));
  Type words = type_of(TypeKind::Enum);
  words.words = status->words;
  Column& state = add_column(draft, table, "status", ColumnKind::TaskStatus, words);
  state.fallback = ColumnDefault::Literal;
  state.literal = status->example;
  Type json = type_of(TypeKind::Json);
  json.max_bytes = 65536;
  add_column(draft, table, "result", ColumnKind::TaskResult, json).nullable = true;
  add_column(draft, table, "error_code", ColumnKind::TaskErrorCode, text_of(64)).nullable = true;
  add_column(draft, table, "error_message", ColumnKind::TaskErrorMessage, text_of(1000)).nullable =
      true;
  add_column(draft, table, "created_at", ColumnKind::CreatedAt, type_of(TypeKind::DateTime))
      .fallback = ColumnDefault::Now;
  add_column(draft, table, "started_at", ColumnKind::StartedAt, type_of(TypeKind::DateTime))
      .nullable = true;
  add_column(draft, table, "finished_at", ColumnKind::FinishedAt, type_of(TypeKind::DateTime))
      .nullable = true;
  Index finished;  // what a clean-up looks for
  finished.columns = {{"finished_at", false}};
  table.indexes.push_back(std::move(finished));
  add_reference_indexes(draft, table);
  name_checks(draft, table);
  draft.tables.push_back(std::move(table));
}

}  // namespace plinth
