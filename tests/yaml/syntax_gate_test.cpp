#include "yaml/syntax_gate.hpp"

#include <string>

#include <doctest/doctest.h>

namespace plinth::yaml {
namespace {

/// What the parser would see of `source`, or "refused".
std::string gated(const std::string& source) {
  const SourceFile file("f", source);
  DiagnosticSink sink;
  FileReport report(file, sink, 100);
  std::string text = source;
  return check_syntax(text, report, {}) ? text : "refused";
}

}  // namespace

TEST_CASE("syntax gate: sound text passes unchanged") {
  for (const std::string text : {"a: 1\n", "- x\n- {a: [b]}\n", "a: |\n  @ `\n", "", "\n# c\n"}) {
    CAPTURE(text);
    CHECK(gated(text) == text);
  }
}

TEST_CASE("syntax gate: what misleads the parser is replaced byte for byte") {
  CHECK(gated("a: b: c\n") == "a: bx c\n");
  CHECK(gated("a: @b\n") == "a: xb\n");
  CHECK(gated("a: \"\\q\"\n") == "a: \"xq\"\n");
  CHECK(gated("{a: b?, c: d[1]}\n") == "{a: bx, c: dxxx}\n");
  CHECK(gated("a: !!str 5\n") == "a:       5\n");
}

TEST_CASE("syntax gate: what has no sure structure does not reach the parser") {
  for (const std::string text :
       {"a: \"b\n", "a: [b\n", "a: *b\n", "\ta: b\n", "a: b\n  c: d\n", "? a\n"}) {
    CAPTURE(text);
    CHECK(gated(text) == "refused");
  }
}

TEST_CASE("syntax gate: several problems are found in one pass") {
  const SourceFile file("f", "a: @b\nc: \"d\ne: [f\n? g\nh: *i\n");
  DiagnosticSink sink;
  FileReport report(file, sink, 100);
  std::string text(file.text());
  CHECK_FALSE(check_syntax(text, report, {}));
  CHECK(sink.error_count() == 5);
}

}  // namespace plinth::yaml
