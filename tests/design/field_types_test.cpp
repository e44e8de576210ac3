#include <doctest/doctest.h>

#include "design/design_of.hpp"
#include "design/example_values.hpp"

namespace plinth {
namespace {

Field field(const std::string& line) {
  static std::vector<std::unique_ptr<DerivedText>> kept;
  kept.push_back(std::make_unique<DerivedText>(
      "service: s\ntypes:\n  money: decimal(12,2) >= 0\n  handle: string(2..40) /^[a-z]+$/\n"
      "resources:\n  other:\n    fields:\n      name: string\n  thing:\n    fields:\n      "
      "value: " +
      line + "\n    access: {all: public}\n"));
  CAPTURE(line);
  for (const Diagnostic& one : kept.back()->sink.diagnostics()) {
    if (one.severity == Severity::Error) FAIL(one.message);
  }
  return field_of(kept.back()->design, "thing", "value");
}

TEST_CASE("field types: what a named type says holds where it is used") {
  const Design design = design_of(R"(service: s
types:
  stars: {type: int 0..10 = 7, example: 8, description: How good it was., deprecated: true}
resources:
  truck:
    fields: {a: stars, b: stars = 3, c: "stars[]", d: stars >= 9 = 9}
    access: {all: public}
)");
  const std::vector<Field>& fields = design.resources[0].fields;
  CHECK(fields[0].literal == Constant{Constant::Number{"7"}});
  CHECK(fields[0].prose.description == "How good it was.");
  CHECK(fields[0].deprecated);
  CHECK(fields[1].literal == Constant{Constant::Number{"3"}});
  CHECK(fields[2].literal == Constant{Constant::List{}});
  CHECK(example_of(fields[0].type, fields[0].name, &fields[0]) == Constant{Constant::Number{"8"}});
  CHECK(example_of(fields[2].type, fields[2].name, nullptr) ==
        Constant{Constant::List{Constant{Constant::Number{"8"}}}});
  CHECK(fields[3].type.example.empty());  // 8 is below 9
}

TEST_CASE("field_types: lengths are written or implied") {
  struct Row {
    std::string line;
    std::uint64_t least, most;
  };
  for (const Row& row :
       {Row{"string", 1, 255}, Row{"string(200)", 1, 200}, Row{"text(2..50)", 2, 50},
        Row{"string(0..)", 0, 255}, Row{"text", 1, 10000}, Row{"email", 3, 254},
        Row{"password", 8, 128}, Row{"country", 2, 2}, Row{"handle", 2, 40}}) {
    CAPTURE(row.line);
    const Field made = field(row.line);
    CHECK(made.type.min_length == row.least);
    CHECK(made.type.max_length == row.most);
  }
}

TEST_CASE("field_types: ranges keep their spelling, and a named type gives its own") {
  const Field money = field("money");
  CHECK(money.type.kind == TypeKind::Decimal);
  CHECK(money.type.precision == 12);
  CHECK(money.type.minimum->value == "0");
  CHECK(money.type.alias == "money");
  const Field capped = field("money <= 99.50");
  CHECK(capped.type.minimum->value == "0");
  CHECK(capped.type.maximum->value == "99.50");
  const Field above = field("int > 3");
  CHECK(above.type.minimum->exclusive);
}

TEST_CASE("field_types: lists have sizes, and an empty list is their value where it may be") {
  const Field links = field("url[](20)");
  CHECK(links.type.kind == TypeKind::List);
  CHECK(links.type.max_items == 20);
  CHECK(links.type.min_items == 0);
  CHECK(links.fill == Fill::Literal);
  const Field needed = field("string[](1..5)");
  CHECK(needed.type.min_items == 1);
  CHECK(needed.fill == Fill::None);
}

TEST_CASE("field_types: references are shown by their ids") {
  CHECK(field("-> other").wire == "valueId");
  CHECK(field("-> other[]").wire == "valueIds");
  CHECK(field("string").wire == "value");
  CHECK(field("-> other?").optional);
}

TEST_CASE("field_types: literals are read by the type of their field") {
  CHECK(field("int = 5").literal == Constant{Constant::Number{"5"}});
  CHECK(field("bool = false").literal == Constant{false});
  CHECK(field("enum(a, b) = b").literal == Constant{std::string("b")});
  CHECK(field("string = UTC").literal == Constant{Constant::FreeText{"UTC"}});
  CHECK(field("decimal(5,2) = 1.50").literal == Constant{std::string("1.50")});
}

}  // namespace
}  // namespace plinth
