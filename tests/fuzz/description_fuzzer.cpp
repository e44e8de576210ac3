#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "description/description_reader.hpp"
#include "diagnostics/diagnostic_printer.hpp"
#include "yaml/reader.hpp"

namespace {

using plinth::SourceFile;
using plinth::WrittenField;
using plinth::WrittenResource;

void require(bool holds) {
  if (!holds) std::abort();
}

/// The canonical form of a line that was understood is understood, and is its own canonical form.
void check_line(const plinth::FieldLine& line) {
  const std::string text = to_text(line);
  const SourceFile file("line", text);
  const plinth::Spelled source{file.text(), {&file, 0, static_cast<std::uint32_t>(text.size())}};
  plinth::DiagnosticSink sink;
  require(to_text(parse_field_line(source, sink)) == text && !sink.has_errors());
}

void check_fields(const std::vector<WrittenField>& fields) {
  for (const WrittenField& field : fields) {
    check_line(field.line);
    check_fields(field.fields);
  }
}

void check_resources(const std::vector<WrittenResource>& resources) {
  for (const WrittenResource& resource : resources) {
    check_fields(resource.fields);
    check_resources(resource.contains);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const SourceFile file("fuzz.yaml", std::string(reinterpret_cast<const char*>(data), size));
  plinth::DiagnosticSink sink;
  const plinth::yaml::Document document = plinth::yaml::read(file, sink);
  const plinth::Description description = read_description(document, sink);
  for (const plinth::Diagnostic& diagnostic : sink.sorted()) {
    if (!diagnostic.span) continue;  // "too many problems" is about the whole file
    require(diagnostic.span.file == &file && diagnostic.span.begin <= diagnostic.span.end);
    require(diagnostic.span.end <= file.text().size());
  }
  if (sink.has_errors()) print_diagnostic(sink.diagnostics().back());
  if (!sink.has_errors()) {
    check_fields(description.types);
    check_resources(description.resources);
  }
  return 0;
}
