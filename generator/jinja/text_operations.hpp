#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "jinja/value_operations.hpp"

namespace plinth::jinja {

// What filters and methods of texts share. Widths and lengths count code points.

/// The lines of `text` without their ends, as Python's `splitlines`; with them on request.
std::vector<std::string_view> lines_of(std::string_view text, bool keep_ends = false);

/// Up to `count` occurrences replaced; an empty `old` stands between all characters.
std::string replaced(std::string_view text, std::string_view old, std::string_view with,
                     std::size_t count, const Site& site);

enum class Alignment { Left, Right, Centre };
std::string padded(std::string_view text, std::size_t width, std::string_view fill,
                   Alignment alignment, const Site& site);

/// Jinja's `indent`: `blank` lines and the `first` one on request.
std::string indented(std::string_view text, std::string_view indentation, bool first, bool blank,
                     const Site& site);

/// `text` without any of `characters` at its ends.
std::string_view stripped(std::string_view text, std::string_view characters, bool left,
                          bool right);

/// Python's `textwrap.wrap`, for one line.
struct Wrapping {
  std::size_t width = 79;
  bool break_long_words = true;
  bool break_on_hyphens = true;
};
std::vector<std::string> wrapped_line(std::string_view line, const Wrapping& wrapping);

}  // namespace plinth::jinja
