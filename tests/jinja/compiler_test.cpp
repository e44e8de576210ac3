#include "jinja/compiler.hpp"

#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("compiler: a program of text alone is one instruction") {
  const SourceFile file("main", "text");
  InMemoryLoader loader;
  const Environment environment(Options{}, loader);
  const auto program = compile_template(environment, {&file, 0, 4});
  CHECK(program->code.size() == 1);
  CHECK(program->functions.size() == 1);
}

TEST_CASE("compiler: branches and loops jump to where they should") {
  const Row rows[] = {
      {"{% if a %}1{% elif b %}2{% elif c %}3{% else %}4{% endif %}5", "45"},
      {"{% for i in [1, 2, 3] %}{% if i == 2 %}{% continue %}{% endif %}{{ i }}{% endfor %}", "13"},
      {"{% for i in [1, 2, 3] %}{% if i == 2 %}{% break %}{% endif %}{{ i }}{% endfor %}", "1"},
      {"{% for i in [] %}{% else %}none{% endfor %}", "none"},
      {"{% for i in [1, 2] %}{% set x %}{% if i == 1 %}{% continue %}{% endif %}a{% endset %}"
       "{{ x }}{{ i }}{% endfor %}",
       "a2"},
  };
  check_rows(rows);
}

TEST_CASE("compiler: text of a child outside of its blocks is a warning") {
  InMemoryLoader loader;
  loader.add("main", "{% extends 'base' %}\n lost {{ 1 }}{% block a %}kept{% endblock %}");
  loader.add("base", "<{% block a %}{% endblock %}>");
  Environment environment(Options{}, loader);
  const Template& child = environment.get_template("main");
  REQUIRE(child.warnings().size() == 2);
  CHECK(child.warnings()[0].id == "lost-text");
  CHECK(child.render(Value()).str() == "<kept>");
}

}  // namespace plinth::jinja
