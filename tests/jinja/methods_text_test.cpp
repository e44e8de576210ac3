#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("methods_text: each method") {
  const Row rows[] = {
      {"{{ 'a,b,c'.split(',', 1) }}{{ ' a  b '.split() }}{{ 'a,b,c'.rsplit(',', 1) }}{{ ' a b c "
       "'.rsplit(none, 1) }}",
       "['a', 'b,c']['a', 'b']['a,b', 'c'][' a b', 'c']"},
      {"{{ 'a_b_c'.partition('_') }}{{ 'a_b_c'.rpartition('_') }}{{ 'a'.partition('_') }}",
       "('a', '_', 'b_c')('a_b', '_', 'c')('a', '', '')"},
      {"{{ 'a\nb\r\nc'.splitlines() }}{{ 'a\nb'.splitlines(true) }}",
       "['a', 'b', 'c']['a\\n', 'b']"},
      {"{{ 'ab'.upper() }}{{ 'AB'.lower() }}{{ 'aB'.swapcase() }}{{ \"it's\".title() }}{{ "
       "'ab'.capitalize() }}",
       "ABabAbIt'SAb"},
      {"{{ 'xxaxx'.strip('x') }}{{ ' a'.lstrip() }}{{ 'a '.rstrip() }}|", "aaa|"},
      {"{{ 'añb'.find('b') }}{{ 'abab'.rfind('b') }}{{ 'ab'.find('z') }}{{ 'abab'.find('a', 1) "
       "}}{{ 'aaa'.count('a') }}",
       "23-123"},
      {"{{ 'abc'.startswith('a') }}{{ 'abc'.endswith(('x', 'c')) }}{{ 'abc'.startswith('b', 1) }}",
       "TrueTrueTrue"},
      {"{{ 'aaa'.replace('a', 'b', 1) }}{{ 'abc'.removeprefix('a') }}{{ 'abc'.removesuffix('c') }}",
       "baabcab"},
      {"{{ 'a'.ljust(3, '.') }}{{ 'a'.rjust(3) }}{{ 'a'.center(3, '*') }}{{ '-5'.zfill(4) }}{{ "
       "'a\tb'.expandtabs(4) }}",
       "a..  a*a*-005a   b"},
      {"{{ '12'.isdigit() }}{{ 'ab'.isalpha() }}{{ 'a1'.isalnum() }}{{ ' '.isspace() }}{{ "
       "'A'.isupper() }}{{ 'a'.islower() }}{{ 'Ab'.istitle() }}{{ ''.isalpha() }}",
       "TrueTrueTrueTrueTrueTrueTrueFalse"},
      {"{{ ', '.join(['a', 'b']) }}{{ 'é'.isascii() }}{{ 'a_1'.isidentifier() }}", "a, bFalseTrue"},
  };
  check_rows(rows);
}

TEST_CASE("methods_text: wrong calls") {
  const Row rows[] = {
      {"{{ 'a'.split('') }}", "wrong-argument"}, {"{{ 'a'.index('b') }}", "not-found"},
      {"{{ ','.join([1]) }}", "wrong-type"},     {"{{ 'a'.center(5, 'xy') }}", "wrong-argument"},
      {"{{ 'a'.encode() }}", "undefined-name"},  {"{{ 'a'.partition('') }}", "wrong-argument"},
  };
  check_errors(rows);
  CHECK(error_of("{{ 'a'.uper() }}").hint == "did you mean `upper`?");
}

}  // namespace plinth::jinja
