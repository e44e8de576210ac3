#include "jinja/number_text.hpp"

#include <doctest/doctest.h>

namespace plinth::jinja {

TEST_CASE("number_text: integers as Python reads them") {
  CHECK(parse_integer(" 1_000 ", 10) == 1000);
  CHECK(parse_integer("-0x1f", 16) == -31);
  CHECK(parse_integer("0b11", 0) == 3);
  CHECK(parse_integer("-9223372036854775808", 10) == INT64_MIN);
  for (const char* text :
       {"", "x", "1__0", "_1", "1.5", "--1", "+-1", "9223372036854775808", "0x", "1 2"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_integer(text, 10).has_value());
  }
}

TEST_CASE("number_text: real numbers as Python reads them") {
  CHECK(parse_real(" +1_0.5e1 ") == 105.0);
  CHECK(parse_real("-.5") == -0.5);
  for (const char* text : {"", "x", "nan", "1e", "1..2", "+"}) {
    CAPTURE(text);
    CHECK_FALSE(parse_real(text).has_value());
  }
}

}  // namespace plinth::jinja
