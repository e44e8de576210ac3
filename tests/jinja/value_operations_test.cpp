#include "jinja/value_operations.hpp"

#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("value_operations: arithmetic goes by Python's rules") {
  const Row rows[] = {
      {"{{ -7 // 2 }} {{ -7 % 3 }} {{ 7 / 2 }} {{ 2 ** 10 }} {{ 2 ** -1 }}", "-4 2 3.5 1024 0.5"},
      {"{{ -7.5 // 2 }} {{ -7.5 % 2 }}", "-4.0 0.5"},
      {"{{ 'ab' * 2 }} {{ [1] + [2] }} {{ 1 + true }}", "abab [1, 2] 2"},
      {"{{ 'a' ~ 1 ~ none }}", "a1None"},
  };
  check_rows(rows);
}

TEST_CASE("value_operations: what has no result is an error") {
  const Row rows[] = {
      {"{{ 9223372036854775807 + 1 }}", "number-out-of-range"},
      {"{{ -9223372036854775807 - 2 }}", "number-out-of-range"},
      {"{{ 4611686018427387904 * 2 }}", "number-out-of-range"},
      {"{{ 2 ** 64 }}", "number-out-of-range"},
      {"{{ (-9223372036854775807 - 1) // -1 }}", "number-out-of-range"},
      {"{{ -(-9223372036854775807 - 1) }}", "number-out-of-range"},
      {"{{ 1e308 * 10 }}", "number-out-of-range"},
      {"{{ (-8) ** 0.5 }}", "number-out-of-range"},
      {"{{ 1 / 0 }}", "division-by-zero"},
      {"{{ 1 // 0 }}", "division-by-zero"},
      {"{{ 1 % 0 }}", "division-by-zero"},
      {"{{ 0 ** -1 }}", "division-by-zero"},
      {"{{ 'a' + 1 }}", "wrong-type"},
      {"{{ 1 < 'a' }}", "wrong-type"},
      {"{{ -'a' }}", "wrong-type"},
      {"{{ 1 in 5 }}", "wrong-type"},
      {"{{ 'abc'[::0] }}", "wrong-argument"},
      {"{{ 1 + nope }}", "undefined-name"},
  };
  check_errors(rows);
}

TEST_CASE("value_operations: the smallest integer modulo -1 is 0") {
  CHECK(render("{{ (-9223372036854775807 - 1) % -1 }}") == "0");
}

TEST_CASE("value_operations: slices clamp as Python's do") {
  const Row rows[] = {
      {"{{ 'abcdef'[1:3] }}{{ 'abcdef'[-2:] }}{{ 'abc'[::-1] }}{{ 'abc'[5:] }}", "bcefcba"},
      {"{{ [1, 2, 3][-9:2] }}{{ [1, 2, 3][::2] }}{{ [1, 2, 3][2:0:-1] }}", "[1, 2][1, 3][3, 2]"},
      {"{{ 'añb'[1] }}{{ 'añb'[-1] }}", "ñb"},
  };
  check_rows(rows);
}

TEST_CASE("value_operations: a text that says `+` for a mix is pointed to `~`") {
  CHECK(error_of("{{ 'a' + 1 }}").hint == "`~` joins values of any kind as text");
}

}  // namespace plinth::jinja
