#include "jinja/template_error.hpp"

#include <doctest/doctest.h>

namespace plinth::jinja {

TEST_CASE("template_error: sources are quoted on one line and not long") {
  const SourceFile file("f", "a +\n   b" + std::string(100, 'x'));
  CHECK(quoted_source({&file, 0, 8}) == "`a + b`");
  CHECK(quoted_source({&file, 0, 108}).size() < 70);
  CHECK(text_at({}) == "");
}

TEST_CASE("template_error: only a near word is suggested") {
  const std::string known[] = {"upper", "lower"};
  CHECK(did_you_mean("uper", known) == "did you mean `upper`?");
  CHECK(did_you_mean("xyz", known) == "");
}

}  // namespace plinth::jinja
