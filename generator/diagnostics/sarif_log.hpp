#pragma once

#include <span>
#include <string>
#include <string_view>

#include "diagnostics/diagnostic.hpp"

namespace plinth {

/// What a SARIF log says of the run besides its results.
struct SarifRun {
  std::string_view version;  ///< of the program
  int exit = 0;
  bool completed = true;  ///< false where the machine failed
};

/// The diagnostics as a log of SARIF 2.1.0 with one run: a rule per id, columns in code points,
/// notes as related locations. A hint that names what to write in place of what was found is a fix.
std::string diagnostics_as_sarif(std::span<const Diagnostic> diagnostics, const SarifRun& run);

}  // namespace plinth
