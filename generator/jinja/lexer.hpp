#pragma once

#include <vector>

#include "diagnostics/source_file.hpp"
#include "jinja/options.hpp"
#include "jinja/token.hpp"

namespace plinth::jinja {

/// The tokens of the template that `source` covers, closed by an End. Whitespace control is done:
/// a Text covers what is to be printed (line ends as in the source). Comments and the tags of `raw`
/// are gone. Throws DiagnosticError `template-syntax`, and `template-encoding` for what is no UTF-8.
std::vector<Token> tokenize(const Span& source, const Options& options);

/// The tokens of one expression, closed by an End.
std::vector<Token> tokenize_expression(const Span& source);

/// White space between tokens.
bool is_template_space(char c);

}  // namespace plinth::jinja
