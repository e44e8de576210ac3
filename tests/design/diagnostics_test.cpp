#include <doctest/doctest.h>

#include "design/design_of.hpp"
#include "diagnostics/diagnostic_printer.hpp"
#include "golden_diagnostics.hpp"

namespace plinth {
namespace {

/// What is printed of `text`. Beside it: all but what shows only in what is derived is found before
/// that.
std::string print_mistakes(const std::string& text, const std::string& name) {
  const DerivedText derived(text, name);
  DiagnosticSink all_but_derived;
  for (const Diagnostic& found : derived.sink.diagnostics()) {
    const bool in_derived = found.id == "endpoint-collision" || found.id == "parameter-collision" ||
                            found.id == "unknown-error";
    if (!in_derived) all_but_derived.add(found);
  }
  SourceFiles files;
  DiagnosticSink resolved;
  const yaml::Document document = yaml::read(files.add(name, text), resolved);
  const Description description = read_description(document, resolved);
  resolve(description, resolved);
  CHECK(print_diagnostics(resolved.sorted()) == print_diagnostics(all_but_derived.sorted()));
  return print_diagnostics(derived.sink.sorted());
}

TEST_CASE("design: every mistake is reported as its expected text says") {
  check_golden_diagnostics("tests/design/diagnostics", 16, print_mistakes);
}

TEST_CASE("design: inputs that broke other tools are refused with what is wrong and where") {
  check_golden_diagnostics("tests/design/bad_inputs", 60, print_mistakes);
}

}  // namespace
}  // namespace plinth
