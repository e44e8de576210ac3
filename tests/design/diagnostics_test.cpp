#include <doctest/doctest.h>

#include "design/design_of.hpp"
#include "diagnostics/diagnostic_printer.hpp"
#include "golden_diagnostics.hpp"

namespace plinth {
namespace {

TEST_CASE("design: every mistake is reported as its expected text says") {
  check_golden_diagnostics("tests/design/diagnostics", 16,
                           [](const std::string& text, const std::string& name) {
                             const DerivedText derived(text, name);
                             return print_diagnostics(derived.sink.sorted());
                           });
}

TEST_CASE("design: inputs that broke other tools are refused with what is wrong and where") {
  check_golden_diagnostics("tests/design/bad_inputs", 60,
                           [](const std::string& text, const std::string& name) {
                             const DerivedText derived(text, name);
                             return print_diagnostics(derived.sink.sorted());
                           });
}

}  // namespace
}  // namespace plinth
