#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("globals: each function") {
  const Row rows[] = {
      {"{{ range(3) | list }}{{ range(1, 8, 3) | list }}{{ range(3, 0, -1) | list }}",
       "[0, 1, 2][1, 4, 7][3, 2, 1]"},
      {"{{ dict(a=1) }}{{ dict({'a': 1}, b=2) }}{{ dict([('a', 1)]) }}",
       "{'a': 1}{'a': 1, 'b': 2}{'a': 1}"},
      {"{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.current }}{{ c.next() }}{{ c.next() }}{% "
       "do c.reset() %}{{ c.next() }}",
       "abbaa"},
      {"{% set j = joiner('; ') %}{% for i in [1, 2] %}{{ j() }}{{ i }}{% endfor %}", "1; 2"},
      {"{{ lipsum(1, false, 3) }}{{ lipsum(2) == lipsum(2) }}", "Lorem ipsum dolor.True"},
      {"{{ range(9223372036854775806, 9223372036854775807, 5) | list }}", "[9223372036854775806]"},
  };
  check_rows(rows);
}

TEST_CASE("globals: wrong arguments") {
  const Row rows[] = {
      {"{{ range(1, 2, 0) }}", "wrong-argument"},   {"{{ range() }}", "missing-argument"},
      {"{{ range('a') }}", "wrong-type"},           {"{{ cycler() }}", "missing-argument"},
      {"{{ dict(1, 2) }}", "wrong-argument"},       {"{{ dict([1]) }}", "wrong-type"},
      {"{{ cycler(1).nope() }}", "undefined-name"},
  };
  check_errors(rows);
}

}  // namespace plinth::jinja
