#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("printf_format: directives") {
  const Row rows[] = {
      {"{{ '%5s|%-5s|%05d|%+d|% d' % ('a', 'b', 42, 7, 8) }}", "    a|b    |00042|+7| 8"},
      {"{{ '%.2f %e %g %G' % (3.14159, 12345.678, 0.0001, 1e20) }}",
       "3.14 1.234568e+04 0.0001 1E+20"},
      {"{{ '%x %X %o %#x %c%c' % (255, 255, 8, 255, 'a', 98) }}", "ff FF 10 0xff ab"},
      {"{{ '%(a)s-%(b)d%%' % {'a': 1, 'b': 2} }}{{ '%*d' % (5, 3) }}{{ '%.2s' % 'abc' }}",
       "1-2%    3ab"},
      {"{{ '%r' % 'x' }}{{ '%s' % [1] }}{{ '%d' % 3.99 }}{{ '%d' % true }}", "'x'[1]31"},
      {"{{ '%05.1f' % -3.14159 }}{{ '%-05d|' % 7 }}", "-03.17    |"},
  };
  check_rows(rows);
}

TEST_CASE("printf_format: wrong formats") {
  const Row rows[] = {
      {"{{ '%s %s' % ('a',) }}", "wrong-format"},
      {"{{ '%s' % ('a', 'b') }}", "wrong-format"},
      {"{{ '%d' % 'x' }}", "wrong-format"},
      {"{{ '%z' % 1 }}", "wrong-format"},
      {"{{ '%' % 1 }}", "wrong-format"},
      {"{{ '%(a' % {} }}", "wrong-format"},
      {"{{ '%(a)s' % {} }}", "wrong-format"},
      {"{{ '%.1000f' % 1.5 }}", "wrong-format"},
      {"{{ '%99999999999999999999d' % 1 }}", "wrong-format"},
      {"{{ '%d' % 1e300 }}", "wrong-format"},
      {"{{ '%c' % -1 }}", "wrong-format"},
  };
  check_errors(rows);
}

}  // namespace plinth::jinja
