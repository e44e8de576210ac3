#pragma once

#include <string>

#include "description/spelled.hpp"
#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// A text as if it stood alone in a file, with a sink for what is wrong with it.
struct WrittenText {
  SourceFiles files;
  DiagnosticSink sink;
  Spelled source;

  explicit WrittenText(std::string text) {
    const SourceFile& file = files.add("line", std::move(text));
    source = {file.text(), Span{&file, 0, static_cast<std::uint32_t>(file.text().size())}};
  }

  /// `id@4-9` for every problem, by columns from 1; the end is the first column behind it.
  std::string reports() const {
    std::string out;
    for (const Diagnostic& diagnostic : sink.sorted()) {
      const Span& span = diagnostic.span;
      if (!out.empty()) out += ' ';
      out += diagnostic.id + "@" + std::to_string(span.file->position(span.begin).column) + "-" +
             std::to_string(span.file->position(span.end).column);
    }
    return out;
  }
};

}  // namespace plinth
