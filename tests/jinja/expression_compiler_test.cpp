#include "jinja/expression_compiler.hpp"

#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("expression_compiler: unknown filters and tests are found before anything is rendered") {
  CHECK(error_of("{% if false %}{{ 1 | uper }}{% endif %}").id == "unknown-filter");
  CHECK(error_of("{% if false %}{{ 1 is od }}{% endif %}").id == "unknown-test");
  CHECK(error_of("{{ 1 | uper }}").hint == "did you mean `upper`?");
}

TEST_CASE("expression_compiler: constants that fail do so only when they are reached") {
  CHECK(render("{% if false %}{{ 9223372036854775807 + 1 }}{% endif %}ok") == "ok");
}

TEST_CASE("expression_compiler: a list in the template is made anew each time") {
  const std::string text =
      "{% for i in [1, 2] %}{% set l = [0] %}{% do l.append(i) %}{{ l }}{% endfor %}";
  CHECK(render(text) == "[0, 1][0, 2]");
}

}  // namespace plinth::jinja
