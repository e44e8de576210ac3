#pragma once

#include <memory>

#include "jinja/program.hpp"

namespace plinth::jinja {

/// Throws DiagnosticError for what is wrong with the template, unknown filters and tests included.
std::unique_ptr<const Program> compile_template(const Environment& environment, const Span& source);

std::unique_ptr<const Program> compile_expression(const Environment& environment,
                                                  const Span& source);

}  // namespace plinth::jinja
