#include <doctest/doctest.h>

#include <algorithm>

#include "design/design_of.hpp"

namespace plinth {
namespace {

const Table& table_of(const Design& design, std::string_view name) {
  for (const Table& table : design.tables) {
    if (table.name == name) return table;
  }
  throw std::out_of_range("no table " + std::string(name));
}

std::string keys(const Table& table) {
  std::string out;
  for (const UniqueKey& key : table.unique) {
    for (const std::string& column : key.columns) out += column + " ";
    out += "| ";
  }
  return out;
}

const std::string tracker = R"(service: s
tenant: {resource: club, from: path}
resources:
  club:
    fields:
      number: serial
    access: {all: public}
  issue:
    fields:
      club: -> club
      kind: enum(bug, wish)
      number: serial
      of_kind: serial per kind
      paper: serial(P-{year}-{000})?
    contains:
      note:
        fields:
          number: serial per issue
        access: {read: public}
    actions:
      print: {access: public, sets: {paper: next(), kind: bug}}
    access: {all: public}
)";

TEST_CASE("serial: no number is given twice, in the table or for what it is counted for") {
  const Design design = design_of(tracker);
  CHECK(keys(table_of(design, "clubs")) == "number | ");
  CHECK(keys(table_of(design, "issues")).find("club_id number | club_id kind of_kind | ") !=
        std::string::npos);
  CHECK(keys(table_of(design, "issue_notes")) == "club_id issue_id number | ");
}

TEST_CASE("serial: one without a form is a number in messages, too, and may stand in paths") {
  const Design design = design_of(
      "service: s\nresources:\n  bill:\n    key: number\n    fields: {number: serial, code: "
      "'serial(B-{000})'}\n    access: {all: public}\n");
  for (const Schema& schema : design.schemas) {
    for (const Member& member : schema.members) {
      if (member.field == "number") CHECK(member.type.type.kind == TypeKind::Long);
      if (member.field == "code") CHECK(member.type.type.kind == TypeKind::Serial);
    }
  }
  const bool in_path = std::any_of(
      design.parameters.begin(), design.parameters.end(), [](const Parameter& parameter) {
        return parameter.name == "number" && parameter.type.kind == TypeKind::Long;
      });
  CHECK(in_path);
}

TEST_CASE("serial: the last numbers stand in a table of their own") {
  const Design design = design_of(tracker);
  const Table& counters = table_of(design, "serial_counters");
  CHECK(counters.primary_key == std::vector<std::string>{"counter", "scope", "counted_year"});
  CHECK(counters.tenant_column.empty());
  const Design without = design_of(
      "service: s\nresources:\n  a:\n    fields:\n      b: int\n    access: {all: public}\n");
  CHECK(without.tables.size() == 1);
}

TEST_CASE("serial: an action gives the next number") {
  const Design design = design_of(tracker);
  const Action& print = resource_of(design, "issue").actions[0];
  REQUIRE(print.sets.size() == 2);
  CHECK(print.sets[0].value.op == "next");
  CHECK(field_of(design, "issue", "of_kind").per == "kind");
}

}  // namespace
}  // namespace plinth
