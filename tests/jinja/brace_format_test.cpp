#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("brace_format: fields and specifications") {
  const Row rows[] = {
      {"{{ '{}-{}'.format(1, 'x') }}{{ '{1}{0}{n}'.format('a', 'b', n='c') }}{{ '{{}}'.format() }}",
       "1-xbac{}"},
      {"{{ '{:>5}|{:<5}|{:^5}|{:*^5}'.format('a', 'b', 'c', 'd') }}", "    a|b    |  c  |**d**"},
      {"{{ '{:05d} {:.3f} {:x} {:+d} {:,}'.format(5, 2.5, 255, 3, 1234567) }}",
       "00005 2.500 ff +3 1,234,567"},
      {"{{ '{:#x} {:b} {:.1%} {:e}'.format(255, 5, 0.25, 1.5) }}", "0xff 101 25.0% 1.500000e+00"},
      {"{{ '{a[x]}{a[y][0]}'.format(a={'x': 1, 'y': [2]}) }}{{ '{!r}'.format('x') }}{{ "
       "'{:{}}|'.format('a', 3) }}",
       "12'x'a  |"},
  };
  check_rows(rows);
}

TEST_CASE("brace_format: wrong formats") {
  const Row rows[] = {
      {"{{ '{'.format() }}", "wrong-format"},
      {"{{ '}'.format() }}", "wrong-format"},
      {"{{ '{}'.format() }}", "wrong-format"},
      {"{{ '{x}'.format() }}", "wrong-format"},
      {"{{ '{:d}'.format('a') }}", "wrong-format"},
      {"{{ '{!x}'.format(1) }}", "wrong-format"},
      {"{{ '{:z}'.format(1) }}", "wrong-format"},
      {"{{ '{:{:{:{}}}}'.format(1, 2, 3, 4) }}", "wrong-format"},
  };
  check_errors(rows);
}

}  // namespace plinth::jinja
