#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("is_tests: each test") {
  const Row rows[] = {
      {"{{ x is defined }}{{ x is undefined }}{{ none is none }}", "FalseTrueTrue"},
      {"{{ true is boolean }}{{ 1 is true }}{{ 1 is integer }}{{ true is integer }}{{ 1.5 is float "
       "}}",
       "TrueFalseTrueFalseTrue"},
      {"{{ true is number }}{{ 'a' is string }}{{ {} is mapping }}{{ [] is sequence }}{{ 1 is "
       "iterable }}",
       "TrueTrueTrueTrueFalse"},
      {"{{ 3 is odd }}{{ 3 is even }}{{ 9 is divisibleby 3 }}", "TrueFalseTrue"},
      {"{{ 'a' is in 'abc' }}{{ 1 is in [2] }}{{ 2 is gt 1 }}{{ 2 is le 1 }}{{ 1 is ne 1 }}",
       "TrueFalseTrueFalseFalse"},
      {"{{ 'abc' is lower }}{{ 'aB' is upper }}{{ 1 is sameas 1.0 }}{{ none is sameas none }}",
       "TrueFalseFalseTrue"},
      {"{{ 'upper' is filter }}{{ 'nope' is test }}{{ range is callable }}{{ '<' | e is escaped }}",
       "TrueFalseTrueTrue"},
  };
  check_rows(rows);
}

TEST_CASE("is_tests: what cannot be asked") {
  const Row rows[] = {
      {"{{ 'a' is odd }}", "wrong-type"},      {"{{ 1 is divisibleby 0 }}", "division-by-zero"},
      {"{{ 1 is in 5 }}", "wrong-type"},       {"{{ 1 is eq }}", "missing-argument"},
      {"{{ 1 is odd(2) }}", "wrong-argument"},
  };
  check_errors(rows);
}

}  // namespace plinth::jinja
