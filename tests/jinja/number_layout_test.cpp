#include "jinja/number_layout.hpp"

#include <doctest/doctest.h>

namespace plinth::jinja {

TEST_CASE("number_layout: digits in any base") {
  CHECK(digits_of(-255, 16, true) == "FF");
  CHECK(digits_of(INT64_MIN, 10, false) == "9223372036854775808");
}

TEST_CASE("number_layout: real numbers in each notation") {
  CHECK(real_digits(0.5, 'f', 0, false) == "0");
  CHECK(real_digits(1e20, 'G', 6, false) == "1E+20");
  CHECK(real_digits(1, 'f', 0, true) == "1.");
  CHECK(real_digits(1.7976931348623157e308, 'f', 300, false).size() == 610);
}

}  // namespace plinth::jinja
