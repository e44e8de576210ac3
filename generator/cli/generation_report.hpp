#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "cli/command_line.hpp"
#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"
#include "diagnostics/diagnostic.hpp"
#include "workspace/write_plan.hpp"

namespace plinth::cli {

/// What a run of `generate` was asked to do with its plan.
enum class Intent {
  Write,
  Rehearse,  ///< `--dry-run`
  Compare,   ///< `--check`
};

/// A run of `generate`, for its report.
struct Generation {
  Intent intent = Intent::Write;
  std::string service;
  std::string headline;
  std::string folder;  ///< as it was given
  std::string elapsed;
  std::optional<std::string> diff{};  ///< `--diff`: reported instead of the list of files
};

/// Reports to `sink` what keeps the plan from being carried out: `foreign-folder`, `foreign-file`,
/// `edited-file`.
void report_refusals(const WritePlan& plan, const std::string& folder, DiagnosticSink& sink);

/// What a run with this plan ends with: 1 if a person has to look at something, or if it was asked
/// whether there is something to write and there is.
ExitCode exit_of(const WritePlan& plan, Intent intent);

/// The report for people: the headline, what became of the files, a line that sums it up.
std::string generation_as_text(const WritePlan& plan, const Generation& generation);

/// Ends `generate`.
ExitCode report_generation(const WritePlan& plan, const Generation& generation,
                           const DiagnosticSink& sink, Format format, Terminal& terminal);

}  // namespace plinth::cli
