#include "design/tables.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "design/table_draft.hpp"

namespace plinth {
namespace {

/// The index that SQLite searches texts by is a table, which brings some of its own.
void keep_names_of_search(TableDraft& draft, const Resource& resource) {
  if (resource.search.empty()) return;
  const std::string stem = shortened(resource.plural.snake, longest_table_stem) + "_search";
  for (const std::string_view end : {"", "_config", "_content", "_data", "_docsize", "_idx"}) {
    draft.names.take(stem + std::string(end), resource.name.snake);
  }
}

void add_resource_table(TableDraft& draft, std::size_t index) {
  const Resource& resource = draft.design.resources[index];
  const Table::Kind kind = resource.whole == no_index ? Table::Kind::Resource : Table::Kind::Part;
  Table table = begin_table(draft, draft.table_names[index], kind);
  table.resource = index;
  table.summary = resource.prose.summary;
  add_columns(draft, table, index);
  name_checks(draft, table);
  add_keys(draft, table, index);
  add_indexes(draft, table, index);
  draft.tables.push_back(std::move(table));
}

}  // namespace

std::vector<Table> derive_tables(const Design& design) {
  TableDraft draft{design, {}, {}, {}};
  for (const Resource& resource : design.resources) keep_names_of_search(draft, resource);
  for (const Resource& resource : design.resources) {
    draft.table_names.push_back(draft.names.take(resource.plural.snake, resource.name.snake));
  }
  for (std::size_t i = 0; i < design.resources.size(); ++i) {
    add_resource_table(draft, i);
    add_link_tables(draft, i);
  }
  add_token_tables(draft);
  add_task_table(draft);
  add_event_tables(draft);
  add_counter_table(draft);
  add_tenant_keys(draft);
  for (Table& table : draft.tables) {
    const bool of_resource = table.kind == Table::Kind::Resource || table.kind == Table::Kind::Part;
    if (of_resource) add_reference_indexes(draft, table);
  }
  return in_order_of_creation(std::move(draft.tables));
}

const Column* Table::find(std::string_view column) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const Column& one) { return one.name == column; });
  return found == columns.end() ? nullptr : &*found;
}

std::string_view to_text(ColumnDefault fallback) {
  constexpr std::array<std::string_view, 8> words{"none",       "literal",  "new_uuid",
                                                  "sequence",   "now",      "current_tenant",
                                                  "empty_list", "empty_map"};
  return words[static_cast<std::size_t>(fallback)];
}

std::string_view to_text(ColumnKind kind) {
  constexpr std::array<std::string_view, 39> words{"field",           "id",
                                                   "tenant",          "whole",
                                                   "position",        "version",
                                                   "created_at",      "updated_at",
                                                   "deleted_at",      "password_hash",
                                                   "link_from",       "link_to",
                                                   "identity",        "purpose",
                                                   "token_hash",      "token_family",
                                                   "expires_at",      "used_at",
                                                   "revoked_at",      "task_operation",
                                                   "task_status",     "task_result",
                                                   "task_error_code", "task_error_message",
                                                   "started_at",      "finished_at",
                                                   "secret_hash",     "ciphertext",
                                                   "event",           "event_id",
                                                   "payload",         "published_at",
                                                   "attempts",        "api_version",
                                                   "source",          "counter",
                                                   "counter_scope",   "counter_year",
                                                   "counter_value"};
  return words[static_cast<std::size_t>(kind)];
}

std::string_view to_text(Check::Kind kind) {
  constexpr std::array<std::string_view, 3> words{"not_self", "together", "rule"};
  return words[static_cast<std::size_t>(kind)];
}

std::string_view to_text(ForeignAction action) {
  constexpr std::array<std::string_view, 3> words{"restrict", "cascade", "null"};
  return words[static_cast<std::size_t>(action)];
}

std::string_view to_text(Table::Kind kind) {
  constexpr std::array<std::string_view, 10> words{
      "resource",        "part",  "link",   "refresh_tokens", "sessions",
      "one_time_tokens", "tasks", "outbox", "inbox",          "counters"};
  return words[static_cast<std::size_t>(kind)];
}

}  // namespace plinth
