#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("environment: diagnostics of a template inside of a file point into that file") {
  const SourceFile file("service.yaml", "key: value\ntext: {{ 1 + }} rest\n");
  InMemoryLoader loader;
  Environment environment(Options{}, loader);
  try {
    environment.compile({&file, 17, 26});
    FAIL_CHECK("nothing was thrown");
  } catch (const DiagnosticError& error) {
    const Position at = file.position(error.diagnostic().span.begin);
    CHECK(at.line == 2);
    CHECK(at.column == 14);
  }
}

TEST_CASE("environment: a part of a file is a template and an expression") {
  const SourceFile file("f", "<<{{ a ~ 1 }}>>a.b != 'x'");
  InMemoryLoader loader;
  Environment environment(Options{}, loader);
  const Value context = Map().set("a", "A");
  CHECK(environment.compile({&file, 2, 13}).render(context).str() == "A1");
  const Expression expression = environment.compile_expression({&file, 15, 25});
  CHECK(expression.evaluate(Map().set("a", Map().set("b", "y"))).as_boolean());
  CHECK_FALSE(expression.evaluate(Map().set("a", Map().set("b", "x"))).as_boolean());
}

TEST_CASE("environment: what an expression makes cannot be changed by templates that get it") {
  const SourceFile file("f", "[1]");
  InMemoryLoader loader;
  loader.add("main", "{% do l.append(2) %}");
  Environment environment(Options{}, loader);
  const Value list = environment.compile_expression({&file, 0, 3}).evaluate(Value());
  CHECK_FALSE(list.may_change());
  CHECK_THROWS_AS(environment.get_template("main").render(Map().set("l", list)), DiagnosticError);
}

TEST_CASE("environment: an expression is one and nothing behind it") {
  const SourceFile file("f", "a b");
  InMemoryLoader loader;
  Environment environment(Options{}, loader);
  CHECK_THROWS_AS(environment.compile_expression({&file, 0, 3}), DiagnosticError);
}

TEST_CASE("environment: own filters, tests, functions and globals") {
  InMemoryLoader loader;
  loader.add("main", "{{ 'a' | twice }}{{ 4 is four }}{{ answer }}{{ sum(1, 2) }}");
  Environment environment(Options{}, loader);
  environment.add_filter("twice", [](const FilterCall& call) {
    return Value(std::string(call.value.as_string()) + std::string(call.value.as_string()));
  });
  environment.add_test("four", [](const FilterCall& call) { return call.value.as_integer() == 4; });
  environment.add_global("answer", 42);
  environment.add_function("sum", [](const FilterCall& call) {
    return Value(call.positional[0].as_integer() + call.positional[1].as_integer());
  });
  CHECK(environment.get_template("main").render(Value()).str() == "aaTrue423");
}

TEST_CASE("environment: a template that is not there is an error, a found one is compiled once") {
  InMemoryLoader loader;
  loader.add("a", "x");
  Environment environment(Options{}, loader);
  CHECK(&environment.get_template("a") == &environment.get_template("a"));
  CHECK(environment.find_template("b") == nullptr);
  CHECK_THROWS_AS(environment.get_template("b"), DiagnosticError);
}

}  // namespace plinth::jinja
