#pragma once

#include <span>
#include <string>
#include <string_view>

#include "diagnostics/diagnostic.hpp"

namespace plinth {

enum class Colour { Off, On };

/// One diagnostic for people: `file:line:column: error: message [id]`, the line with a caret under
/// the place, notes and a hint. Ends with a line end. Control and bidirectional characters of the
/// input are shown as visible escapes, so that no input can reach the terminal raw.
std::string print_diagnostic(const Diagnostic& diagnostic, Colour colour = Colour::Off);

/// The diagnostics for people, with an empty line between them.
std::string print_diagnostics(std::span<const Diagnostic> diagnostics, Colour colour = Colour::Off);

/// The diagnostics for machines: a JSON array of objects with `severity`, `id`, `message`, `file`,
/// `line`, `column`, `end_line`, `end_column`, `label`, `notes` and `hint`; two spaces of indent.
std::string diagnostics_as_json(std::span<const Diagnostic> diagnostics);

/// `text` with everything that could act on a terminal shown as `\x1b`, `\u202e` and the like.
std::string visible(std::string_view text);

}  // namespace plinth
