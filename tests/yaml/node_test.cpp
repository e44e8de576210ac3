#include "yaml/node.hpp"

#include "yaml/reading.hpp"

namespace plinth::yaml {

TEST_CASE("node: find gives the value of a key, or nothing") {
  const Reading reading("a: 1\nb: [x]\n");
  const Node& root = reading.document.root;
  REQUIRE(root.find("a") != nullptr);
  CHECK(root.find("a")->text == "1");
  CHECK(root.find("c") == nullptr);
  CHECK(root.find("b")->find("x") == nullptr);
}

TEST_CASE("node: a part of a verbatim text has its exact place") {
  const Reading reading("a: \"one two\"\nb: three\nc: \"a\\tb\"\n");
  const Node& quoted = *reading.document.root.find("a");
  CHECK(quoted.part(4, 3).begin == 8);
  CHECK(quoted.part(4, 3).end == 11);
  CHECK(quoted.part(4, 99).end == 11);
  CHECK(quoted.part(99, 1).begin == 11);
  CHECK(reading.document.root.find("b")->part(0, 2).begin == 16);
}

TEST_CASE("node: a part of an escaped text is the whole scalar") {
  const Reading reading("c: \"a\\tb\"\n");
  const Node& escaped = *reading.document.root.find("c");
  CHECK_FALSE(escaped.verbatim);
  CHECK(escaped.part(1, 1).begin == 3);
  CHECK(escaped.part(1, 1).end == 9);
}

}  // namespace plinth::yaml
