#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("calls: macros take arguments by place, by name and by default") {
  const std::string m = "{% macro m(a, b=2, c=b) %}{{ a }}{{ b }}{{ c }}{% endmacro %}";
  const Row rows[] = {
      {m + "{{ m(1) }} {{ m(1, 5) }} {{ m(c=3, a=1) }} {{ m(*[1, 2], **{'c': 9}) }}",
       "122 155 123 129"},
      {"{% macro m(a) %}{{ a }}{{ varargs }}{{ kwargs }}{% endmacro %}{{ m(1, 2, k=3) }}",
       "1(2,){'k': 3}"},
      {"{% macro a() %}{{ b() }}{% endmacro %}{% macro b() %}B{% endmacro %}{{ a() }}", "B"},
      {"{% macro m(n) %}{{ n }}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(3) }}",
       "3210"},
      {"{% macro m(a, b) %}{% endmacro %}{{ m.name }}{{ m.arguments }}", "m('a', 'b')"},
      {"{% macro m() %}x{% endmacro %}{{ m() ~ 'y' }}{{ m() | upper }}", "xyX"},
  };
  check_rows(rows);
}

TEST_CASE("calls: call blocks give a macro its caller") {
  const Row rows[] = {
      {"{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}x{% endcall %}", "[x]"},
      {"{% macro m() %}{{ caller(1, b=2) }}{% endmacro %}"
       "{% call(a, b) m() %}{{ a }}{{ b }}{% endcall %}",
       "12"},
      {"{% macro m() %}{{ caller is defined }}{% endmacro %}{{ m() }}", "False"},
      {"{% macro in() %}({{ caller() }}){% endmacro %}{% macro out() %}{% call in() %}"
       "{{ caller() }}{% endcall %}{% endmacro %}{% call out() %}x{% endcall %}",
       "(x)"},
  };
  check_rows(rows);
}

TEST_CASE("calls: wrong calls are errors") {
  const Row rows[] = {
      {"{% macro m(a) %}{% endmacro %}{{ m(1, 2) }}", "wrong-argument"},
      {"{% macro m(a) %}{% endmacro %}{{ m(b=1) }}", "wrong-argument"},
      {"{% macro m(a) %}{% endmacro %}{{ m(1, a=2) }}", "wrong-argument"},
      {"{% macro m() %}{% endmacro %}{% call m() %}{% endcall %}", "wrong-argument"},
      {"{{ 5() }}", "not-callable"},
      {"{% call range(3) %}{% endcall %}", "not-callable"},
      {"{{ nope() }}", "undefined-name"},
      {"{{ 'a'.nope() }}", "undefined-name"},
      {"{{ range(**5) }}", "wrong-type"},
      {"{% for x in [1] %}{{ loop([]) }}{% endfor %}", "not-callable"},
      {"{% for x in [1] %}{{ loop.cycle() }}{% endfor %}", "wrong-argument"},
      {"{{ range(1, stop=2, stop=3) }}", "wrong-argument"},
      {"{{ 'a' | upper(1) }}", "wrong-argument"},
      {"{{ 'a' | replace('a') }}", "missing-argument"},
  };
  check_errors(rows);
}

TEST_CASE("calls: in strict mode an argument without a default must be given") {
  const std::string text = "{% macro m(a) %}{{ a is defined }}{% endmacro %}{{ m() }}";
  CHECK(render(text) == "False");
  CHECK(error_of(text, Json::object(), strict_options()).id == "missing-argument");
}

TEST_CASE("calls: a recursive loop cannot be called when it is over") {
  CHECK(error_of("{% set ns = namespace() %}{% for x in [1] recursive %}{% set ns.l = loop %}"
                 "{% endfor %}{{ ns.l([1]) }}")
            .id == "not-callable");
}

}  // namespace plinth::jinja
