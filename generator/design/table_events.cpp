// The two ends of telling others what happened. An event is written to the outbox by the
// transaction that makes it true, and told from there; an event of others is written to the inbox
// by the transaction that deals with it, so that it is dealt with once.

#include <utility>

#include "design/table_draft.hpp"

namespace plinth {
namespace {

constexpr std::uint64_t longest_name = 63;  // of an event, and of who sends it
constexpr std::uint64_t longest_event_id = 255;

Type type_of(TypeKind kind) {
  Type type;
  type.kind = kind;
  return type;
}

Type text(std::uint64_t longest) {
  Type type;
  type.min_length = 1;
  type.max_length = longest;
  return type;
}

void add_now(TableDraft& draft, Table& table, const char* name, ColumnKind kind) {
  add_column(draft, table, name, kind, type_of(TypeKind::DateTime)).fallback = ColumnDefault::Now;
}

Index index_of(std::vector<std::string> columns) {
  Index index;
  for (std::string& column : columns) index.columns.push_back({std::move(column), false});
  return index;
}

void end_table(TableDraft& draft, Table table) {
  add_reference_indexes(draft, table);
  name_checks(draft, table);
  draft.tables.push_back(std::move(table));
}

void add_outbox(TableDraft& draft) {
  Table table =
      begin_table(draft, draft.names.take("outbox_events", "outbox"), Table::Kind::Outbox);
  Column& id = add_column(draft, table, "id", ColumnKind::Id, type_of(TypeKind::Long));
  id.fallback = ColumnDefault::Sequence;
  id.rules.clear();
  table.primary_key = {"id"};
  add_column(draft, table, "event_id", ColumnKind::EventId, type_of(TypeKind::Uuid)).fallback =
      ColumnDefault::NewUuid;
  add_column(draft, table, "event", ColumnKind::Event, text(longest_name));
  if (const std::string tenant = tenant_column(draft.design); !tenant.empty()) {
    // Whose event it is, and no key: one who tells all of them reads this table.
    Column& of = add_column(draft, table, tenant, ColumnKind::Tenant,
                            id_type(draft.design.resources[draft.design.tenant]));
    of.nullable = true;
    of.rules.clear();
  }
  Type payload = type_of(TypeKind::Json);
  payload.max_bytes = largest_event;
  add_column(draft, table, "payload", ColumnKind::Payload, payload);
  Type attempts = type_of(TypeKind::Int);
  attempts.minimum = Bound{"0", false};
  Column& tried = add_column(draft, table, "attempts", ColumnKind::Attempts, attempts);
  tried.fallback = ColumnDefault::Literal;
  tried.literal = Constant{Constant::Number{"0"}};
  add_column(draft, table, "published_at", ColumnKind::PublishedAt, type_of(TypeKind::DateTime))
      .nullable = true;
  add_now(draft, table, "created_at", ColumnKind::CreatedAt);
  UniqueKey key;
  key.columns = {"event_id"};
  key.name = draft.names.take(table.name + "_event_id_key", table.name);
  table.unique.push_back(std::move(key));
  // What is still to be told, in its order; of what was told the oldest, to be cleared away.
  table.indexes.push_back(index_of({"published_at", "id"}));
  end_table(draft, std::move(table));
}

void add_inbox(TableDraft& draft) {
  Table table = begin_table(draft, draft.names.take("inbox_events", "inbox"), Table::Kind::Inbox);
  add_column(draft, table, "source", ColumnKind::Source, text(longest_name)).in_key = true;
  add_column(draft, table, "event_id", ColumnKind::EventId, text(longest_event_id)).in_key = true;
  table.primary_key = {"source", "event_id"};
  add_now(draft, table, "created_at", ColumnKind::CreatedAt);
  table.indexes.push_back(index_of({"created_at"}));
  end_table(draft, std::move(table));
}

}  // namespace

void add_event_tables(TableDraft& draft) {
  if (has_outbox(draft.design)) add_outbox(draft);
  bool receives = !draft.design.subscriptions.empty();
  for (const Integration& integration : draft.design.integrations) {
    receives = receives || integration.webhook;
  }
  if (receives) add_inbox(draft);
}

}  // namespace plinth
