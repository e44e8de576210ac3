#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("statement_renderer: loops") {
  const Row rows[] = {
      {"{% for x in [1, 2, 3] if x > 1 %}{{ loop.index }}/{{ loop.length }}:{{ x }} {% endfor %}",
       "1/2:2 2/2:3 "},
      {"{% for k, v in {'a': 1, 'b': 2}.items() %}{{ k }}{{ v }}{{ loop.last }}{% endfor %}",
       "a1Falseb2True"},
      {"{% for k, v in {'a': 1} | items %}{{ k }}{{ v }}{% endfor %}", "a1"},
      {"{% for k, v in {'items': [(1, 2)]}.items() %}{{ k }}{% endfor %}",
       "not-callable@1:16 `items` is a list, not a macro"},
      {"{% for a, (b, c) in [(1, (2, 3))] %}{{ a }}{{ b }}{{ c }}{% endfor %}", "123"},
      {"{% for a, b in [[1]] %}{% endfor %}", "wrong-count@1:8 there are 2 names here for 1 value"},
      {"{% for x in 5 %}{% endfor %}",
       "wrong-type@1:13 expected a list, a map or a text to loop over, found an integer"},
      {"{% for i in 'añb' %}[{{ i }}]{% endfor %}", "[a][ñ][b]"},
      {"{% for i in [1, 2] %}{{ loop.previtem }}<{{ loop.nextitem }};{% endfor %}", "<2;1<;"},
      {"{% for i in [1, 1, 2] %}{{ loop.changed(i) }}{{ loop.cycle('a', 'b') }}{% endfor %}",
       "TrueaFalsebTruea"},
      {"{% for x in [[1, [2]], 3] recursive %}{% if x is iterable %}({{ loop(x) }})"
       "{% else %}{{ x }}@{{ loop.depth }}{% endif %}{% endfor %}",
       "(1@2(2@3))3@1"},
  };
  check_rows(rows);
}

TEST_CASE("statement_renderer: assignments") {
  const Row rows[] = {
      {"{% set a, b = 1, 2 %}{{ a }}{{ b }}", "12"},
      {"{% set x | upper %}a{{ 1 }}{% endset %}{{ x }}", "A1"},
      {"{% set ns = namespace(n=0) %}{% for i in [1, 2] %}{% set ns.n = ns.n + i %}{% endfor %}"
       "{{ ns.n }}",
       "3"},
      {"{% filter upper | replace('A', 'b') %}a{% endfilter %}", "b"},
  };
  check_rows(rows);
  CHECK(error_of("{% set d = {} %}{% set d.x = 1 %}").id == "not-assignable");
}

TEST_CASE("statement_renderer: what cannot be printed is an error") {
  const Row everywhere[] = {
      {"{% macro m() %}{% endmacro %}{{ m }}", "not-printable"},
      {"{{ 'a'.upper }}", "not-printable"},
      {"{{ namespace() }}", "not-printable"},
      {"{{ range }}", "not-printable"},
      {"{{ self }}", "not-printable"},
  };
  check_errors(everywhere);
  const Row in_packs[] = {
      {"{{ none }}", "not-printable"},       {"{{ [1] }}", "not-printable"},
      {"{{ {} }}", "not-printable"},         {"{{ none | upper }}", "not-printable"},
      {"{{ 'a' ~ none }}", "not-printable"}, {"{{ [none] | join }}", "not-printable"},
      {"{{ nope }}", "undefined-name"},
  };
  check_errors(in_packs, Json::object(), Options::for_packs());
  CHECK(render("{{ true }} {{ 1.0 }}", Json::object(), Options::for_packs()) == "true 1.0");
}

TEST_CASE("statement_renderer: HTML is escaped where that is in force") {
  Options html;
  html.escape = Escape::Html;
  const Row rows[] = {
      {"{{ '<' }}{{ '<' | safe }}{{ '<' | e }}{{ ['<'] }}", "&lt;<&lt;[&#39;&lt;&#39;]"},
      {"{{ '<' | safe ~ '<' }}{{ ('<' | safe) + '<' }}", "<&lt;<&lt;"},
      {"{% macro m() %}<{{ '<' }}{% endmacro %}{{ m() }}{% set x %}<{% endset %}{{ x }}", "<&lt;<"},
      {"{% autoescape false %}{{ '<' }}{% endautoescape %}", "<"},
      {"{{ ['<', '<' | safe] | join('&') }}", "&lt;&amp;<"},
  };
  check_rows(rows, Json::object(), html);
}

}  // namespace plinth::jinja
