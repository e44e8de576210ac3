#include <string>

#include "yaml/reading.hpp"

namespace plinth::yaml {

TEST_CASE("limits: a file that is too large is refused with its size") {
  const Reading reading("a: 123456", {.bytes = 8});
  CHECK(reading.problems() == "file-too-large 1:1");
  CHECK(reading.sink.diagnostics()[0].message == "the file has 9 bytes, wanted at most 8");
  CHECK(Reading("a: 12345", {.bytes = 8}).problems().empty());
}

TEST_CASE("limits: depth counts lists and maps in both styles") {
  const Limits limits{.depth = 3};
  CHECK(Reading("a:\n  b:\n    c: 1\n", limits).problems().empty());
  CHECK(Reading("a:\n  b:\n    c: [1]\n", limits).problems() == "yaml-depth 3:8");
  CHECK(Reading("a:\n  b:\n    c:\n      d: 1\n", limits).problems() == "yaml-depth 4:7");
  CHECK(Reading("[[[1]]]", limits).problems().empty());
  CHECK(Reading("[[{a: 1}]]", limits).problems().empty());
  CHECK(Reading("[[[{a: 1}]]]", limits).problems() == "yaml-depth 1:4");
  CHECK(Reading("- - - - a\n", limits).problems() == "yaml-depth 1:7");
}

TEST_CASE("limits: the number of nodes is bounded in both styles") {
  const Limits limits{.nodes = 8};
  CHECK(Reading("[a, b, c, d]", limits).problems().empty());
  CHECK(Reading("[a, b, c, d, e, f, g, h, i]", limits).problems() == "yaml-too-many-nodes 1:26");
  CHECK(Reading("a: 1\nb: 2\nc: 3\nd: 4\ne: 5\n", limits).problems() == "yaml-too-many-nodes 4:4");
}

TEST_CASE("limits: after so many problems one more says that there are others") {
  const Reading reading("a: @\nb: @\nc: @\nd: @\n", {.problems = 2});
  REQUIRE(reading.sink.diagnostics().size() == 3);
  CHECK(reading.sink.diagnostics()[2].id == "too-many-problems");
  CHECK_FALSE(reading.document.complete);
  CHECK_FALSE(Reading("{a: 1, a: 2, a: 3, a: 4}", {.problems = 2}).document.complete);
}

TEST_CASE("limits: the length of a key is bounded in both styles") {
  const Limits limits{.key_bytes = 3};
  CHECK(Reading("abcd: 1", limits).problems() == "yaml-long-key 1:1");
  CHECK(Reading("{a: 1, abcd: 1}", limits).problems() == "yaml-long-key 1:8");
  CHECK(Reading("ab  : 1", limits).problems() == "yaml-long-key 1:1");
  CHECK(Reading("{abc: 1}", limits).problems().empty());
}

TEST_CASE("limits: what the parser alone refuses has a place too") {
  // The gate lets the key pass here; the parser's own limit is 1024.
  const Reading reading("a: 1\n" + std::string(2000, 'k') + ": 1\n", {.key_bytes = 5000});
  CHECK(reading.problems() == "yaml-syntax 2:2001");
  CHECK_FALSE(reading.document.complete);
}

}  // namespace plinth::yaml
