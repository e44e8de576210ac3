#include <doctest/doctest.h>

#include "design/design_of.hpp"
#include "design/tables.hpp"

namespace plinth {
namespace {

const Table& table_of(const Design& design, std::string_view name) {
  for (const Table& table : design.tables) {
    if (table.name == name) return table;
  }
  throw std::out_of_range("no table " + std::string(name));
}

/// The rules in one line: `json a.b:length`; those of elements in brackets.
std::string spelled(const std::vector<ColumnRule>& rules) {
  std::string out;
  for (const ColumnRule& rule : rules) {
    std::string place;
    for (const std::string& member : rule.path) place += (place.empty() ? "" : ".") + member;
    out += (out.empty() ? "" : " ") + place + (place.empty() ? "" : ":") +
           std::string(to_text(rule.kind));
    if (rule.kind == ColumnRule::Kind::Each) out += "[" + spelled(rule.rules) + "]";
  }
  return out;
}

std::string rules_of_line(const std::string& line) {
  const Design design =
      design_of("service: s\nresources:\n  thing:\n    fields:\n      x: " + line +
                "\n    access: {all: public}\n");
  const Column* column = table_of(design, "things").find("x");
  return column == nullptr ? "no column" : spelled(column->rules);
}

TEST_CASE("checks: a field line becomes the rules that its values keep") {
  struct Case {
    std::string line, rules;
  };
  for (const Case& row : {
           Case{"string(5)", "length"},
           Case{"string(5) /^a/", "length pattern"},
           Case{"string(0..)", "length"},
           Case{"email?", "length format"},
           Case{"color", "format"},
           Case{"bool", "format"},
           Case{"int", "range"},
           Case{"int 1..5 % 2", "range multiple_of"},
           Case{"decimal(8,2)", "range"},
           Case{"date", "format"},
           Case{"enum(a, b)", "one_of"},
           Case{"json", "bytes"},
           Case{"string[](3)", "json size each[json length]"},
           Case{"map<int>", "json size each[json range]"},
           Case{"enum(a, b)[]", "json size each[json one_of]"},
           Case{"file(1MB, image/png)",
                "json members key:json key:length name:json name:length size:json size:range "
                "content_type:json content_type:one_of"},
           Case{"file(1MB, image/*)",
                "json members key:json key:length name:json name:length size:json size:range "
                "content_type:json content_type:length"},
       }) {
    CAPTURE(row.line);
    CHECK(rules_of_line(row.line) == row.rules);
  }
}

TEST_CASE("checks: bounds that every value of a type keeps are marked as such") {
  const Design design = design_of(R"(service: s
resources:
  thing:
    fields:
      free: int
      least: long >= 1
    access: {all: public}
)");
  const ColumnRule& free = table_of(design, "things").find("free")->rules[0];
  CHECK(free.natural_minimum);
  CHECK(free.natural_maximum);
  CHECK(free.type.minimum->value == "-2147483648");
  const ColumnRule& least = table_of(design, "things").find("least")->rules[0];
  CHECK_FALSE(least.natural_minimum);
  CHECK(least.natural_maximum);
  CHECK(least.type.maximum->value == "9007199254740991");
}

TEST_CASE("checks: an object's rules name the place, and only what is not optional must be there") {
  const Design design = design_of(R"(service: s
resources:
  thing:
    fields:
      place:
        fields:
          street: string
          pair:
            type: object?
            fields:
              left: int
      stops:
        type: object[](..3)
        fields:
          name: string
          owner: -> thing?
    access: {all: public}
)");
  const Table& things = table_of(design, "things");
  const Column& place = *things.find("place");
  CHECK(spelled(place.rules) ==
        "json members street:json street:length pair:json pair:members pair.left:json "
        "pair.left:range");
  CHECK(place.rules[1].words == std::vector<std::string>{"street"});
  CHECK_FALSE(place.rules[2].optional);
  CHECK(place.rules[4].optional);        // pair
  CHECK_FALSE(place.rules[6].optional);  // pair.left, if there is a pair
  CHECK(spelled(things.find("stops")->rules) ==
        "json size each[json members name:json name:length owner_id:json owner_id:format]");
}

}  // namespace
}  // namespace plinth
