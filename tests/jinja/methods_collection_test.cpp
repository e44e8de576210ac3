#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("methods_collection: maps and lists can be asked") {
  const Row rows[] = {
      {"{{ {'a': 1}.items() | list }}{{ {'a': 1}.keys() | list }}{{ {'a': 1}.values() | list }}",
       "[('a', 1)]['a'][1]"},
      {"{{ {'a': 1}.get('a') }}{{ {}.get('a') }}{{ {}.get('a', 2) }}", "1None2"},
      {"{{ [1, 2, 1].count(1) }}{{ [1, 2].index(2) }}", "21"},
  };
  check_rows(rows);
}

TEST_CASE("methods_collection: a template changes what it made") {
  const Row rows[] = {
      {"{% set l = [2] %}{% do l.append(1) %}{% do l.extend([3]) %}{% do l.insert(0, 9) %}{{ l }}",
       "[9, 2, 1, 3]"},
      {"{% set l = [2, 1] %}{% do l.sort() %}{{ l }}{% do l.reverse() %}{{ l }}{{ l.pop() }}{{ "
       "l.pop(0) }}{{ l }}",
       "[1, 2][2, 1]12[]"},
      {"{% set l = [1, 2, 1] %}{% do l.remove(1) %}{{ l }}{% do l.clear() %}{{ l }}", "[2, 1][]"},
      {"{% set d = {'a': 1} %}{% do d.update({'b': 2}, c=3) %}{{ d }}{{ d.pop('a') }}{{ "
       "d.popitem() }}{{ d }}",
       "{'a': 1, 'b': 2, 'c': 3}1('c', 3){'b': 2}"},
      {"{% set d = {} %}{{ d.setdefault('a', 1) }}{{ d.setdefault('a', 2) }}{% do d.clear() %}{{ d "
       "}}",
       "11{}"},
      {"{% set l = [1] %}{% for i in l %}{% do l.append(i) %}{% endfor %}{{ l }}", "[1, 1]"},
      {"{% set l = [] %}{% for i in [1, 2] %}{% do l.append(i) %}{% endfor %}{{ l }}", "[1, 2]"},
  };
  check_rows(rows);
}

TEST_CASE("methods_collection: what came from outside does not change") {
  const Json context = {{"l", {1}}, {"d", {{"a", 1}}}};
  const Row rows[] = {
      {"{% do l.append(2) %}", "not-changeable"},
      {"{% do d.clear() %}", "not-changeable"},
      {"{% do (1, 2).append(3) %}", "not-changeable"},
      {"{{ [].pop() }}", "not-found"},
      {"{{ {}.pop('a') }}", "not-found"},
      {"{% set l = [1, 'a'] %}{% do l.sort() %}", "wrong-type"},
  };
  check_errors(rows, context);
}

}  // namespace plinth::jinja
