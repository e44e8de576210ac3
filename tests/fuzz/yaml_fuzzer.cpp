#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "diagnostics/diagnostic_printer.hpp"
#include "yaml/reader.hpp"

namespace {

using plinth::SourceFile;
using plinth::yaml::Entry;
using plinth::yaml::Node;

void require(bool holds) {
  if (!holds) std::abort();
}

/// Places are inside the file, in order, and inside of what holds them; texts that claim to be
/// verbatim are.
void check(const Node& node, const SourceFile& file) {
  require(node.span.file == &file && node.span.begin <= node.span.end);
  require(node.span.end <= file.text().size());
  if (node.verbatim) require(file.text().substr(node.text_begin, node.text.size()) == node.text);
  std::uint32_t last = node.span.begin;
  const auto check_part = [&](const Node& part) {
    check(part, file);
    require(part.span.begin >= last && part.span.end <= node.span.end);
    last = part.span.end;
  };
  for (const Node& item : node.items) check_part(item);
  for (const Entry& entry : node.entries) {
    check_part(entry.key);
    check_part(entry.value);
    require(entry.key.is_scalar());
  }
}

}  // namespace

/// Reading any bytes ends, crashes nowhere, and either gives a sound tree or says what is wrong.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  plinth::SourceFiles files;
  plinth::DiagnosticSink sink;
  const SourceFile& file = files.add("fuzz.yaml", {reinterpret_cast<const char*>(data), size});
  const plinth::yaml::Document document = plinth::yaml::read(file, sink);
  require(document.complete || sink.has_errors());
  if (document.complete) check(document.root, file);
  plinth::print_diagnostics(sink.sorted(), plinth::Colour::On);
  plinth::diagnostics_as_json(sink.sorted());
  return 0;
}
