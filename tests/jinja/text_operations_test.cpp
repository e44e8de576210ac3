#include "jinja/text_operations.hpp"

#include <doctest/doctest.h>

namespace plinth::jinja {

TEST_CASE("text_operations: lines end at every line end") {
  CHECK(lines_of("a\r\nb\rc\n") == std::vector<std::string_view>{"a", "b", "c"});
  CHECK(lines_of("a\nb", true) == std::vector<std::string_view>{"a\n", "b"});
  CHECK(lines_of("").empty());
}

TEST_CASE("text_operations: strips whole characters") {
  CHECK(stripped("éxé", "é", true, true) == "x");
  CHECK(stripped("aab", "a", true, false) == "b");
}

TEST_CASE("text_operations: wraps at blanks, hyphens, and in long words") {
  CHECK(wrapped_line("aa bb cc", {5, true, true}) == std::vector<std::string>{"aa bb", "cc"});
  CHECK(wrapped_line("abcdef", {4, true, true}) == std::vector<std::string>{"abcd", "ef"});
  CHECK(wrapped_line("", {4, true, true}).empty());
}

}  // namespace plinth::jinja
