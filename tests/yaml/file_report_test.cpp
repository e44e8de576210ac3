#include "yaml/file_report.hpp"

#include <string>

#include <doctest/doctest.h>

namespace plinth::yaml {

TEST_CASE("file report: problems get places in its file") {
  const SourceFile file("f", "ab\ncd");
  DiagnosticSink sink;
  FileReport report(file, sink, 10);
  report.error("id", 3, 4, "wrong").hint("so");
  CHECK(report.has_errors());
  CHECK(report.line_of(3) == 2);
  CHECK(report.source() == "ab\ncd");
  REQUIRE(sink.diagnostics().size() == 1);
  CHECK(sink.diagnostics()[0].span.file == &file);
  CHECK(sink.diagnostics()[0].span.begin == 3);
  CHECK(sink.diagnostics()[0].hint == "so");
}

TEST_CASE("file report: a warning is no error") {
  const SourceFile file("f", "ab");
  DiagnosticSink sink;
  FileReport report(file, sink, 10);
  report.warning("id", 0, 1, "odd");
  CHECK_FALSE(report.has_errors());
}

TEST_CASE("file report: the limit drops what comes after it and says so once") {
  const SourceFile file("f", "ab");
  DiagnosticSink sink;
  FileReport report(file, sink, 2);
  for (int i = 0; i < 5; ++i) report.error("id", 0, 1, "wrong").label("l").hint("h");
  CHECK(report.is_full());
  REQUIRE(sink.diagnostics().size() == 3);
  CHECK(sink.diagnostics()[2].id == "too-many-problems");
}

}  // namespace plinth::yaml
