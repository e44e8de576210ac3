#include "jinja/scope.hpp"

#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("scope: loops, macros, captures and `with` have variables of their own") {
  const Row rows[] = {
      {"{% set x = 0 %}{% for i in [1, 2] %}{% set x = i %}{{ x }}{% endfor %}{{ x }}", "120"},
      {"{% set x = 1 %}{% if true %}{% set x = 2 %}{% endif %}{{ x }}", "2"},
      {"{% with %}{% set x = 1 %}{% endwith %}[{{ x }}]", "[]"},
      {"{% with a = x, x = 5 %}[{{ a }}{{ x }}]{% endwith %}", "[5]"},
      {"{% set x %}{% set y = 1 %}{{ y }}{% endset %}{{ x }}[{{ y }}]", "1[]"},
      {"{% filter upper %}{% set y = 'a' %}{{ y }}{% endfilter %}[{{ y }}]", "A[]"},
      {"{% macro m() %}{% set z = 1 %}{{ z }}{% endmacro %}{{ m() }}[{{ z }}]", "1[]"},
      {"{% for i in [1, 2] %}{{ k | d('new') }}{% set k = 'old' %}{% endfor %}", "newnew"},
  };
  check_rows(rows);
}

TEST_CASE("scope: a name that was not assigned yet is the one from the context") {
  const Json context = {{"x", "ctx"}};
  const Row rows[] = {
      {"{{ x }}{% set x = 1 %}{{ x }}", "ctx1"},
      {"{% if false %}{% set x = 1 %}{% endif %}{{ x }}", "ctx"},
      {"{% for i in [1] %}{{ x }}{% set x = i %}{{ x }}{% endfor %}{{ x }}", "ctx1ctx"},
      {"{% macro m() %}{{ x }}{% endmacro %}{{ m() }}{% set x = 1 %}{{ m() }}", "ctx1"},
  };
  check_rows(rows, context);
}

TEST_CASE("scope: collects assigned names without those of inner bodies") {
  const SourceFile file("main", "");
  ast::Target target;
  target.is_tuple = true;
  target.parts.resize(2);
  target.parts[0].name.text = "a";
  target.parts[1].name.text = "ns";
  target.parts[1].attribute.text = "b";
  std::vector<std::string_view> names;
  collect_names(target, names);
  CHECK(names == std::vector<std::string_view>{"a"});
}

}  // namespace plinth::jinja
