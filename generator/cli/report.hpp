#pragma once

#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "cli/command_line.hpp"
#include "cli/exit_code.hpp"
#include "cli/terminal.hpp"
#include "diagnostics/diagnostic.hpp"
#include "jinja/value.hpp"
#include "pack/pack.hpp"

namespace plinth::cli {

/// Writes what is in `sink` for people, among the messages.
void report_diagnostics(const DiagnosticSink& sink, Terminal& terminal);

/// Ends a command with one document for programs as its result. As JSON: `exit`, the `members` of
/// what was asked for, `diagnostics`; as SARIF the diagnostics alone. `format` is not text.
ExitCode report_document(ExitCode exit, const nlohmann::ordered_json& members,
                         const DiagnosticSink& sink, Format format, Terminal& terminal);

/// Ends a command that went wrong: everything in `sink` and, for people, `2 errors; ` with what
/// follows from them.
ExitCode report_failure(ExitCode exit, const DiagnosticSink& sink, std::string_view consequence,
                        Format format, Terminal& terminal);

/// Ends `check` without errors.
ExitCode report_checked(std::string_view headline, std::string_view elapsed,
                        const DiagnosticSink& sink, Format format, Terminal& terminal);

/// Ends `context`.
ExitCode report_context(const jinja::Value& context, const DiagnosticSink& sink,
                        Terminal& terminal);

/// Ends `pack list`.
ExitCode report_packs(const std::vector<const Pack*>& packs, const DiagnosticSink& sink,
                      Format format, Terminal& terminal);

/// Ends `pack show`.
ExitCode report_pack(const Pack& pack, const DiagnosticSink& sink, Format format,
                     Terminal& terminal);

}  // namespace plinth::cli
