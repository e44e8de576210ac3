#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("filters_selection: map, select and their kin") {
  const Json context = {{"u", {{{"n", "a"}, {"on", true}}, {{"n", "b"}, {"on", false}}}}};
  const Row rows[] = {
      {"{{ ['a', 'b'] | map('upper') | join }}{{ u | map(attribute='n') | join }}", "ABab"},
      {"{{ u | map(attribute='x', default='?') | join }}", "??"},
      {"{{ [1, 2, 3] | select('odd') | list }}{{ [1, 2] | reject('odd') | list }}", "[1, 3][2]"},
      {"{{ [1, 2, 3] | select('>', 1) | list }}{{ ['', 1] | select | list }}", "[2, 3][1]"},
      {"{{ u | selectattr('on') | map(attribute='n') | join }}{{ u | rejectattr('on') | "
       "map(attribute='n') | join }}",
       "ab"},
      {"{{ u | selectattr('n', 'in', ['b']) | list | length }}", "1"},
  };
  check_rows(rows, context);
}

TEST_CASE("filters_selection: wrong arguments") {
  const Row rows[] = {
      {"{{ [1] | map }}", "missing-argument"},
      {"{{ [1] | map('nosuch') }}", "unknown-filter"},
      {"{{ [1] | select('nosuch') }}", "unknown-test"},
      {"{{ [1] | selectattr }}", "missing-argument"},
      {"{{ 5 | map('upper') }}", "wrong-type"},
      {"{{ [1] | map(attribute='a', x=1) }}", "wrong-argument"},
  };
  check_errors(rows);
}

}  // namespace plinth::jinja
