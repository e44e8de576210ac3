#include "design/example_order.hpp"

#include <doctest/doctest.h>

#include "design/design_of.hpp"

namespace plinth {

TEST_CASE("example_order: what is shown of a row keeps to its rules") {
  const Design design = design_of(R"(service: s
resources:
  stay:
    fields:
      begins_on: date
      ends_on: date
      opens: time
      closes: time
      least: int >= 0
      most: int >= 0
      paid: decimal(8,2) >= 0
      total: decimal(8,2) >= 0
    rules:
      period: ends_on > begins_on and closes > opens
      range: least < most
      sum: paid <= total
    access: {all: public}
)");
  for (const Schema& schema : design.schemas) {
    if (schema.name != "StayCreate") continue;
    const auto& example = std::get<Constant::Object>(schema.example.value);
    CHECK(example[0].second == Constant{std::string("2026-01-15")});
    CHECK(example[1].second == Constant{std::string("2026-01-16")});
    CHECK(example[3].second == Constant{std::string("10:30:00")});
    CHECK(example[5].second == Constant{Constant::Number{"4"}});
    CHECK(example[6].second == example[7].second);
    return;
  }
  FAIL("no StayCreate");
}

}  // namespace plinth
