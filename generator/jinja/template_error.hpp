#pragma once

#include <span>
#include <string>
#include <string_view>

#include "diagnostics/diagnostic.hpp"

namespace plinth::jinja {

/// Throws DiagnosticError: an error at `span`.
[[noreturn]] void fail(const Span& span, std::string_view id, std::string message,
                       std::string hint = {});

/// "did you mean `nearest`?", or nothing if no known word is near.
std::string did_you_mean(std::string_view word, std::span<const std::string> known);

/// The text that `span` covers.
std::string_view text_at(const Span& span);

/// The same in backticks, on one line and not long: what a message calls the expression there.
std::string quoted_source(const Span& span);

/// `no arguments`, `1 argument`, `2 arguments`.
std::string counted(std::size_t number, std::string_view one);
/// ", 1 is given", ", 2 are given".
std::string given_instead(std::size_t number);

/// `word` in backticks.
std::string quoted(std::string_view word);

}  // namespace plinth::jinja
