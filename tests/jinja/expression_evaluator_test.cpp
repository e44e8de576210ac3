#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("expression_evaluator: attributes and items") {
  const Json context = {{"d", {{"a", 1}, {"items", 2}, {"b", {{"c", {7, 8}}}}}}, {"n", nullptr}};
  const Row rows[] = {
      {"{{ d.a }}{{ d['a'] }}{{ d.items }}{{ d.b.c[1] }}{{ d.b.c.0 }}{{ d.b.c[-1] }}", "112878"},
      {"[{{ d.zz }}{{ d.b.c[9] }}{{ n.x }}]", "[]"},
  };
  check_rows(rows, context);
  CHECK(error_of("{{ d.items() }}", context).id == "not-callable");
}

TEST_CASE("expression_evaluator: logic gives operands") {
  const Row rows[] = {
      {"{{ 0 or 'x' }}{{ '' or none or 5 }}{{ 1 and 2 }}{{ 0 and 2 }}", "x520"},
      {"{{ 'a' if 1 }}{{ 'a' if 0 }}|", "a|"},
      {"{{ 1 == 1.0 }}{{ true == 1 }}{{ [1] == [1] }}{{ 'a' == 1 }}", "TrueTrueTrueFalse"},
  };
  check_rows(rows);
}

TEST_CASE("expression_evaluator: undefined by policy") {
  const Json context = {{"d", {{"name", 1}}}};
  Options chainable;
  chainable.undefined = UndefinedPolicy::Chainable;
  const Row lenient[] = {{"[{{ x }}{{ x == y }}{{ x | length }}{{ 1 in x }}]", "[True0False]"}};
  check_rows(lenient, context);
  CHECK(error_of("{{ x.y }}", context).id == "undefined-name");
  CHECK(render("[{{ x.y.z[0] }}]", context, chainable) == "[]");
  const Row strict[] = {
      {"{{ x }}", "undefined-name"},         {"{{ x == 1 }}", "undefined-name"},
      {"{{ x or 1 }}", "undefined-name"},    {"{% if x %}{% endif %}", "undefined-name"},
      {"{{ x ~ 1 }}", "undefined-name"},     {"{{ [1, x] | join }}", "undefined-name"},
      {"{{ x | upper }}", "undefined-name"}, {"{{ 1 in x }}", "undefined-name"},
      {"{{ x is odd }}", "undefined-name"},  {"{% for a in x %}{% endfor %}", "undefined-name"},
      {"{{ not x }}", "undefined-name"},     {"{{ d[x] }}", "undefined-name"},
      {"{{ 'a' if x }}", "undefined-name"},  {"{{ '%s' % x }}", "undefined-name"},
  };
  check_errors(strict, context, strict_options());
  const Row fine[] = {
      {"{{ x | d('y') }}{{ x is defined }}{{ x is none }}", "yFalseFalse"},
      {"{% set a = x %}{{ a is undefined }}", "True"},
  };
  check_rows(fine, context, strict_options());
}

TEST_CASE("expression_evaluator: what is undefined is named, with the nearest name") {
  const Json context = {{"resource", {{"name", 1}}}};
  const Diagnostic name = error_of("{{ 1 + resorce.name }}", context);
  CHECK(name.message == "`resorce` is undefined");
  CHECK(name.hint == "did you mean `resource`?");
  const Diagnostic attribute = error_of("{{ resource.nmae }}", context, strict_options());
  CHECK(attribute.message == "`resource.nmae` is undefined");
  CHECK(attribute.hint == "did you mean `name`?");
}

}  // namespace plinth::jinja
