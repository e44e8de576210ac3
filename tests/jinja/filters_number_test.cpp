#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("filters_number: what each filter makes") {
  const Row rows[] = {
      {"{{ '42' | int }}{{ '4x' | int }}{{ '4x' | int(7) }}{{ '0x1f' | int(base=16) }}{{ '3.7' | "
       "int }}",
       "4207313"},
      {"{{ none | int }}{{ true | int }}{{ -3.9 | int }}{{ 'inf' | int }}{{ 1e300 | int }}",
       "01-300"},
      {"{{ '3.5' | float }}{{ 'x' | float }}{{ 'x' | float(1.5) }}", "3.50.01.5"},
      {"{{ -5 | abs }}{{ -2.5 | abs }}{{ true | abs }}", "52.51"},
      {"{{ 2.5 | round }} {{ 3.5 | round }} {{ 2.675 | round(2) }} {{ 42.55 | round(1, 'ceil') }} "
       "{{ 1234 | round(-2) }}",
       "2.0 4.0 2.67 42.6 1200"},
      {"{{ 1 | filesizeformat }} {{ 999 | filesizeformat }} {{ 13000 | filesizeformat }} {{ "
       "1300000 | filesizeformat(true) }}",
       "1 Byte 999 Bytes 13.0 kB 1.2 MiB"},
  };
  check_rows(rows);
}

TEST_CASE("filters_number: what is no number is an error where that matters") {
  const Row lenient[] = {
      {"{{ 'x' | abs }}", "wrong-type"},
      {"{{ 1 | round(0, 'up') }}", "wrong-argument"},
      {"{{ '1' | int(base=99) }}", "wrong-argument"},
      {"{{ (-9223372036854775807 - 1) | abs }}", "number-out-of-range"},
  };
  check_errors(lenient);
  const Row strict[] = {{"{{ '4x' | int }}", "wrong-type"}, {"{{ none | float }}", "wrong-type"}};
  check_errors(strict, Json::object(), strict_options());
  CHECK(render("{{ '4x' | int(0) }}", Json::object(), strict_options()) == "0");
}

}  // namespace plinth::jinja
