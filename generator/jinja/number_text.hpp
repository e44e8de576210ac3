#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace plinth::jinja {

/// The integer that `text` spells as Python's `int(text, base)` reads it: blanks around it, a sign,
/// underscores between digits and, for bases 2, 8, 16 and 0, a prefix. Empty if it is none or does
/// not fit into 64 bits.
std::optional<std::int64_t> parse_integer(std::string_view text, int base);

/// The number that `text` spells as Python's `float(text)` reads it, but for `inf` and `nan`.
std::optional<double> parse_real(std::string_view text);

}  // namespace plinth::jinja
