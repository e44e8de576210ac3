#include "jinja/value_text.hpp"

#include <doctest/doctest.h>

namespace plinth::jinja {

TEST_CASE("value_text: numbers are spelt as Python spells them") {
  struct Case {
    double number;
    std::string expected;
  };
  for (const Case& c : {Case{1, "1.0"}, Case{0.1, "0.1"}, Case{1e16, "1e+16"}, Case{1e-5, "1e-05"},
                        Case{-0.0, "-0.0"}, Case{123456789.125, "123456789.125"}}) {
    CHECK(text_of(c.number, Spelling::Python) == c.expected);
  }
}

TEST_CASE("value_text: each spelling has its own booleans, none and quotes") {
  const Value value = List{true, Value::none(), "it's", Map().set("k", 1.0)};
  CHECK(text_of(value, Spelling::Python) == R"([True, None, "it's", {'k': 1.0}])");
  CHECK(text_of(value, Spelling::Json) == R"([true, null, "it's", {"k": 1.0}])");
}

TEST_CASE("value_text: a list in itself ends in dots") {
  Value deep = List{};
  for (int depth = 0; depth < 300; ++depth) deep = List{deep};
  CHECK(text_of(deep, Spelling::Json).find("[...]") != std::string::npos);
}

TEST_CASE("value_text: taint is found at any depth, and set at any depth") {
  const Value value = List{Map().set("k", List{Value::tainted("x")})};
  CHECK(contains_taint(value));
  CHECK_FALSE(contains_taint(List{"x"}));
  CHECK(taint_everything(List{"a", List{"b"}}).dump() == "(list !\"a\" (list !\"b\"))");
}

TEST_CASE("value_text: what is no UTF-8 becomes the replacement character in json") {
  std::string out;
  CHECK(append_json(Value(std::string("a\xff\x01")), -1, false, out));
  CHECK(out == "\"a\xEF\xBF\xBD\\u0001\"");
}

}  // namespace plinth::jinja
