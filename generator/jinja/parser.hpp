#pragma once

#include <deque>
#include <string>

#include "jinja/ast.hpp"
#include "jinja/options.hpp"

namespace plinth::jinja {

/// A template as it was written. Names and texts in it are borrowed from the file or from `texts`.
struct ParsedTemplate {
  ast::Body body;
  std::deque<std::string> texts;  // those whose line ends had to be made `\n`
};

/// Throws DiagnosticError: `template-syntax`, `unknown-tag`, `unclosed-block`, `nested-too-deep`
/// ...
ParsedTemplate parse_template(const Span& source, const Options& options);

/// One expression and nothing else.
ast::Expression parse_lone_expression(const Span& source, const Options& options);

}  // namespace plinth::jinja
