#pragma once

#include <cstddef>
#include <string_view>

namespace plinth::yaml {

/// How YAML cuts a text into lines and words. All of them accept any offset; behind the end of
/// the text stands a line end.

constexpr bool is_blank(char c) { return c == ' ' || c == '\t'; }

/// True for what ends an unquoted text in brackets or braces.
constexpr bool is_flow_end(char c) { return c == ',' || c == ']' || c == '}'; }

inline bool ends_line(std::string_view text, std::size_t at) {
  return at >= text.size() || text[at] == '\n' || text[at] == '\r';
}

inline bool is_blank_or_end(std::string_view text, std::size_t at) {
  return ends_line(text, at) || is_blank(text[at]);
}

/// Offset behind the line end that follows `at`.
std::size_t next_line_start(std::string_view text, std::size_t at);

/// Offset of the line end that follows `at`.
std::size_t line_end(std::string_view text, std::size_t at);

std::size_t skip_spaces(std::string_view text, std::size_t at);
std::size_t skip_blanks(std::string_view text, std::size_t at);

/// Skips blanks, line ends and comments: everything that separates tokens.
std::size_t skip_separation(std::string_view text, std::size_t at);

/// True if nothing but blanks, or blanks and a comment, stands from `at` to the line end.
bool rest_is_empty(std::string_view text, std::size_t at);

/// True if `---` or `...` stands at `at`, which is the beginning of a line.
bool is_document_marker(std::string_view text, std::size_t at);

/// `text` without blanks and line ends at both ends.
std::string_view trim(std::string_view text);

}  // namespace plinth::yaml
