#pragma once

#include <string>
#include <string_view>
#include <utility>

#include <doctest/doctest.h>

#include "diagnostics/diagnostic_printer.hpp"
#include "yaml/node_dump.hpp"
#include "yaml/reader.hpp"

namespace plinth::yaml {

/// A text that was read, with all that keeps its nodes alive.
struct Reading {
  SourceFiles files;
  DiagnosticSink sink;
  const SourceFile& file;
  Document document;

  explicit Reading(std::string text, const Limits& limits = {})
      : file(files.add("x.yaml", std::move(text))), document(read(file, sink, limits)) {}

  /// `id line:column` of each problem, in the order of the text, separated by commas.
  std::string problems() const {
    std::string out;
    for (const Diagnostic& diagnostic : sink.sorted()) {
      const Position position =
          diagnostic.span ? file.position(diagnostic.span.begin) : Position{0, 0};
      if (!out.empty()) out += ", ";
      if (diagnostic.severity == Severity::Warning) out += "warning ";
      out += diagnostic.id + " " + std::to_string(position.line) + ":" +
             std::to_string(position.column);
    }
    return out;
  }

  std::string tree() const { return document.complete ? dump(document.root) : "incomplete"; }
};

/// A text with what reading it must report, and optionally the tree that must come out.
struct Row {
  std::string text;
  std::string problems;
  std::string tree = "?";
};

inline void check_rows(std::initializer_list<Row> rows) {
  for (const Row& row : rows) {
    CAPTURE(row.text);
    const Reading reading(row.text);
    CHECK(reading.problems() == row.problems);
    if (row.tree != "?") CHECK(reading.tree() == row.tree);
    for (const Diagnostic& diagnostic : reading.sink.diagnostics()) {
      CAPTURE(diagnostic.id);
      CHECK(!diagnostic.hint.empty());
      CHECK(diagnostic.message.find('\n') == std::string::npos);
      CHECK(diagnostic.message.back() != '.');
    }
  }
}

}  // namespace plinth::yaml
