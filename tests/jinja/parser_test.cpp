#include "jinja/parser.hpp"

#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("parser: tags that do not fit are errors") {
  const Row rows[] = {
      {"{% fro x in y %}{% endfor %}", "unknown-tag"},
      {"{% endif %}", "unknown-tag"},
      {"{% if a %}{% endfor %}", "wrong-end-tag"},
      {"{% if a %}", "unclosed-block"},
      {"{% for x in y %}{% else %}", "unclosed-block"},
      {"{% set true = 1 %}", "template-syntax"},
      {"{% set a = 1, b = 2 %}", "template-syntax"},
      {"{% break %}", "template-syntax"},
      {"{% for x in y %}{% macro m() %}{% continue %}{% endmacro %}{% endfor %}",
       "template-syntax"},
      {"{% macro m(a=1, b) %}{% endmacro %}", "template-syntax"},
      {"{% macro m(a, a) %}{% endmacro %}", "template-syntax"},
      {"{% block a %}{% endblock b %}", "template-syntax"},
      {"{% block a %}{% endblock %}{% block a %}{% endblock %}", "duplicate-block"},
      {"{% block a required %}x{% endblock %}", "template-syntax"},
      {"{% from 'x' import _y %}", "template-syntax"},
      {"{% call m %}{% endcall %}", "template-syntax"},
      {"{% for loop in y %}{% endfor %}", "template-syntax"},
  };
  check_errors(rows);
}

TEST_CASE("parser: an unknown tag suggests the nearest one") {
  CHECK(error_of("{% fro x in y %}").hint == "did you mean `for`?");
}

TEST_CASE("parser: a wrong end points to what is open") {
  const Diagnostic error = error_of("{% if a %}\n{% for b in c %}\n{% endif %}");
  CHECK(error.message == "found `endif`, but `for` is open here");
  REQUIRE(error.notes.size() == 1);
  CHECK(error.notes[0].message == "`for` was opened here");
}

TEST_CASE("parser: line ends of templates are made one") {
  CHECK(render("a\r\nb\rc") == "a\nb\nc");
}

TEST_CASE("parser: blocks nested too deep are an error") {
  std::string source;
  for (int at = 0; at < 10'000; ++at) source += "{% if a %}";
  CHECK(error_of(source).id == "nested-too-deep");
}

TEST_CASE("parser: `print` prints each of its values") {
  CHECK(render("{% print 1, 'a' %}") == "1a");
}

}  // namespace plinth::jinja
