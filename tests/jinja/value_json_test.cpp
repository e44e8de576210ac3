#include "jinja/value_json.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "diagnostics/diagnostic.hpp"
#include "jinja/callable.hpp"

namespace plinth::jinja {

TEST_CASE("value_json: json comes back as it was, keys in their order") {
  const auto json = nlohmann::ordered_json::parse(
      R"({"z": 1, "a": [true, null, 2.5, "x", {}], "n": -9007199254740993})");
  CHECK(json_from_value(value_from_json(json)) == json);
}

TEST_CASE("value_json: what is no json is an error") {
  CHECK_THROWS_AS(json_from_value(Value::callable({Namespace{}})), DiagnosticError);
  Value deep = List{};
  for (int depth = 0; depth < 600; ++depth) deep = List{deep};
  try {
    json_from_value(deep);
    FAIL_CHECK("nothing was thrown");
  } catch (const DiagnosticError& error) {
    CHECK(error.diagnostic().id == "too-deep");
  }
}

}  // namespace plinth::jinja
