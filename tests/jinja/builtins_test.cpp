#include <doctest/doctest.h>

#include "jinja/rendering.hpp"

namespace plinth::jinja {

TEST_CASE("builtins: arguments are bound by place and by name, once each") {
  const Row rows[] = {
      {"{{ 'a' | replace(new='b', old='a') }}", "b"},
      {"{{ 'a' | replace('a', old='b') }}", "wrong-argument@1:4 the argument `old` is given twice"},
      {"{{ 'a' | replace('a', 'b', conut=1) }}",
       "wrong-argument@1:4 `replace` has no argument `conut`"},
      {"{{ 'a' | center('x') }}", "wrong-type@1:4 `center` wants an integer, not a text"},
  };
  check_rows(rows);
  CHECK(error_of("{{ 'a' | replace('a', 'b', conut=1) }}").hint == "did you mean `count`?");
}

TEST_CASE("builtins: paths go through maps and lists") {
  const Json context = {{"u", {{{"a", {{"b", {1, 2}}}}}}}};
  CHECK(render("{{ u | map(attribute='a.b.1') | join }}", context) == "2");
  CHECK(render("{{ [[1, 2]] | map(attribute=-1) | join }}") == "2");
}

}  // namespace plinth::jinja
