#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("filters_sequence: what each filter makes") {
  const Json context = {
      {"u", {{{"n", "b"}, {"a", 2}}, {{"n", "A"}, {"a", 1}}, {{"n", "c"}, {"a", 2}}}}};
  const Row rows[] = {
      {"{{ [1, 2] | length }}{{ 'añ' | count }}{{ {} | length }}", "220"},
      {"{{ [1, 2] | first }}{{ 'ab' | last }}[{{ [] | first }}]", "1b[]"},
      {"{{ [1, 2] | reverse | list }}{{ 'añ' | reverse }}", "[2, 1]ña"},
      {"{{ u | map(attribute='n') | sort | join }}{{ u | sort(attribute='a,n') | "
       "map(attribute='n') | join }}",
       "AbcAbc"},
      {"{{ u | sort(attribute='a', reverse=true) | map(attribute='n') | join }}", "bcA"},
      {"{{ ['b', 'A', 'B'] | unique | join }}{{ ['b', 'B'] | unique(true) | join }}", "bAbB"},
      {"{{ [2, 1, 3] | min }}{{ [2, 3] | max }}{{ u | max(attribute='a') | attr('n') }}", "13b"},
      {"{{ [1, 2] | sum(start=10) }}{{ u | sum(attribute='a') }}{{ [[1], [2]] | sum(start=[]) }}",
       "135[1, 2]"},
      {"{{ [1, 2, 3] | batch(2, 'x') | list }}{{ [1, 2, 3] | slice(2, 'x') | list }}",
       "[[1, 2], [3, 'x']][[1, 2], [3, 'x']]"},
      {"{% for k, v in u | groupby('a') %}{{ k }}{{ v | length }}{% endfor %}{{ (u | groupby('a') "
       "| first).grouper }}",
       "11221"},
      {"{{ {'b': 1, 'A': 2} | dictsort }}{{ {'b': 1, 'a': 2} | dictsort(by='value', reverse=true) "
       "| first | first }}",
       "[('A', 2), ('b', 1)]a"},
      {"{{ {'b': 1} | items | list }}{{ nope | items }}", "[('b', 1)][]"},
      {"{{ [1, 2] | join(', ') }}{{ u | join('-', attribute='n') }}{{ 'abc' | join('.') }}",
       "1, 2b-A-ca.b.c"},
      {"{{ nope | d('x') }}{{ '' | d('x') }}{{ '' | d('x', true) }}", "xx"},
      {"{{ [1, 2, 3] | random == [1, 2, 3] | random }}", "True"},
  };
  check_rows(rows, context);
}

TEST_CASE("filters_sequence: wrong input") {
  const Row rows[] = {
      {"{{ 5 | length }}", "wrong-type"},         {"{{ [1, 'a'] | sort }}", "wrong-type"},
      {"{{ 5 | dictsort }}", "wrong-type"},       {"{{ {} | dictsort(by='x') }}", "wrong-argument"},
      {"{{ [1] | batch(0) }}", "wrong-argument"}, {"{{ [1] | slice(0) }}", "wrong-argument"},
      {"{{ [{}] | unique }}", "wrong-type"},      {"{{ 5 | items }}", "wrong-type"},
  };
  check_errors(rows);
}

}  // namespace plinth::jinja
