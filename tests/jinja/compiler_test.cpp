#include "jinja/compiler.hpp"

#include <string>

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

TEST_CASE("compiler: a chain of comparisons with texts is one step, and means the same") {
  const std::string chain =
      "{% if m.k == 'a' %}1{% elif m.k in ['b', 'c'] %}2{% elif m.k == 'a' %}3{% elif m.k == 'd' "
      "%}4"
      "{% elif m.k == 'e' and x %}5{% elif m.k == 'f' %}6{% else %}7{% endif %}";
  struct Case {
    Json value;
    std::string expected;
  };
  for (const Case& c : {Case{"a", "1"}, Case{"b", "2"}, Case{"c", "2"}, Case{"d", "4"},
                        Case{"e", "5"}, Case{"f", "6"}, Case{"g", "7"}, Case{1, "7"},
                        Case{nullptr, "7"}, Case{Json::array({"a"}), "7"}}) {
    CAPTURE(c.expected);
    CHECK(render(chain, {{"m", {{"k", c.value}}}, {"x", true}}) == c.expected);
  }
  const Row rows[] = {
      // Conditions that stand behind each other, not in each other's place.
      {"{% set k = 'a' %}{% if k == 'a' %}1{% set k = 'b' %}{% endif %}{% if k == 'b' %}2{% endif "
       "%}"
       "{% if k == 'c' %}3{% endif %}{% if k == 'd' %}4{% endif %}5",
       "125"},
      {"{% for k in 'abcd' %}{% if k == 'b' %}{% continue %}{% elif k == 'c' %}-{% elif k == 'd' %}"
       "{% break %}{% endif %}{{ k }}{% endfor %}",
       "a-c"},
      // What is compared is not the same.
      {"{% set k = 'x' %}{% set l = 'b' %}{% if k == 'a' %}1{% elif l == 'b' %}2{% elif k == 'x' "
       "%}3"
       "{% elif k == 'c' %}4{% endif %}",
       "2"},
  };
  check_rows(rows);
  CHECK(render("{% if m.k == 'a' %}1{% elif m.k == 'b' %}2{% elif m.k == 'c' %}3{% endif %}",
               {{"m", Json::object()}},
               strict_options()) == "undefined-name@1:7 `m.k` is undefined");
  CHECK(render("{% if m.k == 'a' %}1{% elif m.k == 'b' %}2{% elif m.k == 'c' %}3{% endif %}",
               {{"m", Json::object()}}) == "");
}

TEST_CASE("compiler: only chains of the same operand become one step") {
  const auto switches = [](const std::string& text) {
    const SourceFile file("main", text);
    InMemoryLoader loader;
    const Environment environment(Options{}, loader);
    const Span all{&file, 0, static_cast<std::uint32_t>(text.size())};
    return compile_template(environment, all)->switches.size();
  };
  CHECK(switches("{% if x.k == 'a' %}{% elif x.k == 'b' %}{% elif x.k == 'c' %}{% endif %}") == 1);
  CHECK(switches("{% if x.k in ['a', 'b', 'c'] %}{% endif %}") == 1);
  CHECK(switches("{% if x == 'a' %}{% elif x == 'b' %}{% elif x == 'c' %}{% elif x == 'd' %}"
                 "{% elif x == 'e' %}{% elif x == 'f' %}{% endif %}") == 1);
  CHECK(switches("{% if x.k == 'a' %}{% elif x.l == 'b' %}{% elif x.k == 'c' %}{% endif %}") == 0);
  CHECK(switches("{% if f() == 'a' %}{% elif f() == 'b' %}{% elif f() == 'c' %}{% endif %}") == 0);
  CHECK(switches("{% if x == 1 %}{% elif x == 2 %}{% elif x == 3 %}{% endif %}") == 0);
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
