#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("filters_text: what each filter makes") {
  const Row rows[] = {
      {"{{ 'hELLO wORLD' | capitalize }}|{{ 'a-b (c) d' | title }}", "Hello world|A-B (C) D"},
      {"{{ 'x' | center(5) }}|{{ 'añ' | center(5) }}|", "  x  |  añ |"},
      {"{{ 'a\n\nb' | indent(2) }}|{{ 'a\nb' | indent('> ', true) }}|{{ 'a\n\nb' | indent(1, "
       "blank=true) }}",
       "a\n\n  b|> a\n> b|a\n \n b"},
      {"{{ 'aaa' | replace('a', 'b', 2) }}{{ 'ab' | replace('', '-') }}{{ 5 | replace(5, 'x') }}",
       "bba-a-b-x"},
      {"{{ ' x ' | trim }}|{{ 'xyx' | trim('x') }}|", "x|y|"},
      {"{{ 'the quick brown fox' | truncate(12, false, '~') }}|{{ 'abcdefghij' | truncate(4, true, "
       "leeway=0) }}",
       "the quick~|a..."},
      {"{{ 'one two  three' | wordcount }}", "3"},
      {"{{ 'foo bar baz' | wordwrap(7) }}|{{ 'abcdefgh' | wordwrap(3) }}|{{ 'abcdefgh' | "
       "wordwrap(3, false) }}",
       "foo bar\nbaz|abc\ndef\ngh|abcdefgh"},
      {"{{ 'well-known fact' | wordwrap(6) }}", "well-\nknown\nfact"},
      {"{{ '%s-%03d' | format('a', 7) }}{{ '%(k)s' | format(k=1) }}", "a-0071"},
      {"{{ 5 | string ~ none | string }}{{ none | upper }}", "5NoneNONE"},
  };
  check_rows(rows);
}

TEST_CASE("filters_text: wrong arguments") {
  const Row rows[] = {
      {"{{ 'abc' | truncate(2) }}", "wrong-argument"},
      {"{{ 'abc' | wordwrap(0) }}", "wrong-argument"},
      {"{{ 'abc' | format(1, a=2) }}", "wrong-argument"},
      {"{{ 'abc' | indent(none) }}", "wrong-type"},
  };
  check_errors(rows);
}

}  // namespace plinth::jinja
