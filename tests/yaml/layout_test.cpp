#include "yaml/layout.hpp"

#include <doctest/doctest.h>

namespace plinth::yaml {

TEST_CASE("layout: lines end at LF and at CR LF") {
  CHECK(line_end("ab\ncd", 0) == 2);
  CHECK(line_end("ab\r\ncd", 0) == 2);
  CHECK(line_end("ab", 1) == 2);
  CHECK(line_end("ab", 9) == 2);
  CHECK(next_line_start("ab\r\ncd", 0) == 4);
  CHECK(next_line_start("ab", 0) == 2);
}

TEST_CASE("layout: separation is blanks, line ends and comments") {
  CHECK(skip_separation("  # c\n \t x", 0) == 9);
  CHECK(skip_separation("a#b", 1) == 1);
  CHECK(skip_separation("# c", 0) == 3);
  CHECK(skip_spaces("  \tx", 0) == 2);
  CHECK(skip_blanks("  \tx", 0) == 3);
}

TEST_CASE("layout: the rest of a line is empty up to a comment") {
  CHECK(rest_is_empty("a  # c", 1));
  CHECK(rest_is_empty("a \r\n", 1));
  CHECK(rest_is_empty("a", 1));
  CHECK_FALSE(rest_is_empty("a#c", 1));
  CHECK_FALSE(rest_is_empty("a b", 1));
}

TEST_CASE("layout: document markers stand alone") {
  CHECK(is_document_marker("---", 0));
  CHECK(is_document_marker("... x", 0));
  CHECK_FALSE(is_document_marker("----", 0));
  CHECK_FALSE(is_document_marker("--", 0));
}

TEST_CASE("layout: trim takes blanks and line ends from both ends") {
  CHECK(trim(" \ta b\r\n") == "a b");
  CHECK(trim(" \n").empty());
}

}  // namespace plinth::yaml
