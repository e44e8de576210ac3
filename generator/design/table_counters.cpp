// The last number of each serial. A sequence of the database leaves gaps where a transaction is
// rolled back; a row that the transaction locks, counts up and gives back does not.

#include <algorithm>
#include <utility>

#include "design/table_draft.hpp"

namespace plinth {
namespace {

constexpr std::uint64_t longest_counter = 127;  // a resource and its field
constexpr std::uint64_t longest_scope = 127;    // a tenant, and what is counted for

Type text(std::uint64_t shortest, std::uint64_t longest) {
  Type type;
  type.min_length = shortest;
  type.max_length = longest;
  return type;
}

Type number(TypeKind kind, std::string least, std::optional<std::string> most) {
  Type type;
  type.kind = kind;
  type.minimum = Bound{std::move(least), false};
  if (most) type.maximum = Bound{std::move(*most), false};
  return type;
}

bool has_serial(const Resource& resource) {
  return std::any_of(resource.fields.begin(), resource.fields.end(),
                     [](const Field& field) { return field.type.kind == TypeKind::Serial; });
}

}  // namespace

void add_counter_table(TableDraft& draft) {
  const std::vector<Resource>& resources = draft.design.resources;
  if (std::none_of(resources.begin(), resources.end(), has_serial)) return;
  Table table =
      begin_table(draft, draft.names.take("serial_counters", "serial"), Table::Kind::Counters);
  add_column(draft, table, "counter", ColumnKind::Counter, text(1, longest_counter)).in_key = true;
  Column& scope =
      add_column(draft, table, "scope", ColumnKind::CounterScope, text(0, longest_scope));
  scope.in_key = true;
  Column& year = add_column(draft, table, "counted_year", ColumnKind::CounterYear,
                            number(TypeKind::Int, "0", "9999"));
  year.fallback = ColumnDefault::Literal;
  year.literal = Constant{Constant::Number{"0"}};
  add_column(draft, table, "last_number", ColumnKind::CounterValue,
             number(TypeKind::Long, "0", std::nullopt));
  table.primary_key = {"counter", "scope", "counted_year"};
  name_checks(draft, table);
  draft.tables.push_back(std::move(table));
}

}  // namespace plinth
