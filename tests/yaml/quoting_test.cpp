#include "yaml/quoting.hpp"

#include <string>

#include <doctest/doctest.h>

namespace plinth::yaml {

TEST_CASE("quoting: a text is quoted so that YAML reads it back") {
  CHECK(quoted("a: b") == "\"a: b\"");
  CHECK(quoted("say \"no\"") == "'say \"no\"'");
  CHECK(quoted("it's \"no\"") == "'it''s \"no\"'");
  CHECK(quoted("a\\b") == "'a\\b'");
}

TEST_CASE("quoting: long texts are shortened in messages") {
  CHECK(in_backticks("abc") == "`abc`");
  CHECK(in_backticks(std::string(61, 'x')) == "`" + std::string(60, 'x') + "…`");
}

TEST_CASE("quoting: parts are split where no bracket, parenthesis or quote is open") {
  CHECK(split_at_commas("a: f(1, 2), b: [x, y], c: \"p, q\"").size() == 3);
  CHECK(split_at_commas(" a , b ")[1] == "b");
  CHECK(split_at_commas("a, b}, c").size() == 2);
  CHECK(split_at_commas("").empty());
  CHECK(split_at_commas("it's, b").size() == 2);
}

TEST_CASE("quoting: a collection becomes a block of lines") {
  CHECK(as_block("{a: f(1,2), b: c}", 0, "input") == "  input:\n    a: f(1,2)\n    b: c");
  CHECK(as_block("[f(1,2), x]", 0, "tags") == "  tags:\n    - f(1,2)\n    - x");
  CHECK(as_block("{a: b: c, d: e #f}", 0, "k") == "  k:\n    a: \"b: c\"\n    d: \"e #f\"");
}

TEST_CASE("quoting: what is too long or has no key does not become a block") {
  CHECK(as_block("{t: o[](..5), f: {a: b, c: d}}", 0, "k") ==
        "  k:\n    t: o[](..5)\n    f: {a: b, c: d}");
  CHECK(as_block("{a: {b: c} d: e}", 0, "k") == "  k:\n    a: \"{b: c} d: e\"");
  CHECK(as_block("{a: b}", 0, "").empty());
  CHECK(as_block("{a: b", 0, "k").empty());
  CHECK(as_block("{a: " + std::string(1000, 'x') + "}", 0, "k").empty());
  CHECK(as_block("{a,b,c,d,e,f,g,h,i,j,k,l,m}", 0, "k").empty());
}

TEST_CASE("quoting: collections are named by their brackets") {
  CHECK(name_of_flow('[') == "`[…]`");
  CHECK(name_of_flow('{') == "`{…}`");
}

}  // namespace plinth::yaml
