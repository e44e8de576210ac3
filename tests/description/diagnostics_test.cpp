#include <doctest/doctest.h>

#include "description/read_text.hpp"
#include "diagnostics/diagnostic_printer.hpp"
#include "golden_diagnostics.hpp"

namespace plinth {
namespace {

TEST_CASE("diagnostics: every mistake is reported as its expected text says") {
  check_golden_diagnostics("tests/description/diagnostics", 50,
                           [](const std::string& text, const std::string& name) {
                             return print_diagnostics(ReadText(text, name).sink.sorted());
                           });
}

}  // namespace
}  // namespace plinth
