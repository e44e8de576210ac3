#pragma once

#include <string>

#include "description/description_reader.hpp"
#include "diagnostics/diagnostic.hpp"
#include "yaml/reader.hpp"

namespace plinth {

/// A description read from text, with everything that it borrows from.
struct ReadText {
  SourceFiles files;
  DiagnosticSink sink;
  yaml::Document document;
  Description description;

  explicit ReadText(std::string text, std::string name = "service.yaml")
      : document(yaml::read(files.add(std::move(name), std::move(text)), sink)),
        description(read_description(document, sink)) {}

  /// `line:column id` for every problem, in the order of the file.
  std::string reports() const {
    std::string out;
    for (const Diagnostic& diagnostic : sink.sorted()) {
      const Position at = diagnostic.span.file->position(diagnostic.span.begin);
      if (!out.empty()) out += ", ";
      out += std::to_string(at.line) + ":" + std::to_string(at.column) + " " + diagnostic.id;
    }
    return out;
  }
};

/// The file `path` of the project.
std::string project_file(const std::string& path);

}  // namespace plinth
