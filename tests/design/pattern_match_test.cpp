#include "design/pattern_match.hpp"

#include <doctest/doctest.h>

namespace plinth {

TEST_CASE("pattern_match: a pattern is searched for, and `$` is the very end") {
  CHECK(matches_pattern("^[a-z]+$", "abc") == true);
  CHECK(matches_pattern("^[a-z]+$", "aBc") == false);
  CHECK(matches_pattern("b", "abc") == true);
  CHECK(matches_pattern("^a$", "a\n") == false);
  CHECK(matches_pattern("^.{2}$", "äö") == true);
}

TEST_CASE("pattern_match: what is no regular language is not judged") {
  for (const char* pattern : {"(?=a)a", "(a)\\1", "\\u0041", "("}) {
    CAPTURE(pattern);
    CHECK_FALSE(matches_pattern(pattern, "a").has_value());
  }
}

}  // namespace plinth
