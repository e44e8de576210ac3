#include "design/pattern_match.hpp"

#include <doctest/doctest.h>

namespace plinth {

TEST_CASE("pattern_match: a pattern is searched for, and `$` is the very end") {
  CHECK(Pattern("^[a-z]+$").matches("abc") == true);
  CHECK(Pattern("^[a-z]+$").matches("aBc") == false);
  CHECK(Pattern("b").matches("abc") == true);
  CHECK(Pattern("^a$").matches("a\n") == false);
  CHECK(Pattern("^.{2}$").matches("äö") == true);
}

TEST_CASE("pattern_match: what is no regular language is not judged") {
  for (const char* pattern : {"(?=a)a", "(a)\\1", "\\u0041", "("}) {
    CAPTURE(pattern);
    CHECK_FALSE(Pattern(pattern).matches("a").has_value());
  }
}

}  // namespace plinth
