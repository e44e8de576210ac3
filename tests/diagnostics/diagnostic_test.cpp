#include "diagnostics/diagnostic.hpp"

#include <string>

#include <doctest/doctest.h>

namespace plinth {

TEST_CASE("diagnostic sink: a report is completed after it was made") {
  const SourceFile file("f", "abc");
  DiagnosticSink sink;
  sink.error("some-id", {&file, 0, 1}, "wrong")
      .label("here")
      .note({&file, 1, 2}, "see")
      .hint("try");
  REQUIRE(sink.diagnostics().size() == 1);
  const Diagnostic& diagnostic = sink.diagnostics().front();
  CHECK(diagnostic.id == "some-id");
  CHECK(diagnostic.message == "wrong");
  CHECK(diagnostic.label == "here");
  CHECK(diagnostic.notes.size() == 1);
  CHECK(diagnostic.hint == "try");
}

TEST_CASE("diagnostic sink: warnings are no errors") {
  DiagnosticSink sink;
  sink.warning("odd", {}, "odd");
  CHECK_FALSE(sink.has_errors());
  sink.error("wrong", {}, "wrong");
  CHECK(sink.has_errors());
  CHECK(sink.error_count() == 1);
}

TEST_CASE("diagnostic sink: sorted goes by file as first reported, then by place, then by time") {
  const SourceFile second("b", "xyz"), first("a", "xyz");
  DiagnosticSink sink;
  sink.error("1", {&second, 2, 3}, "");
  sink.error("2", {&first, 1, 2}, "");
  sink.error("3", {&second, 0, 1}, "");
  sink.error("4", {&second, 0, 2}, "");
  std::string order;
  for (const Diagnostic& diagnostic : sink.sorted()) order += diagnostic.id;
  CHECK(order == "3412");
}

TEST_CASE("diagnostic error: an exception that says what is wrong") {
  const DiagnosticError error({Severity::Error, "disk-full", {}, "no space left", {}, {}, {}});
  CHECK(std::string(error.what()) == "no space left");
  CHECK(error.diagnostic().id == "disk-full");
}

}  // namespace plinth
