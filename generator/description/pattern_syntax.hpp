#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plinth {

/// What is wrong with `pattern` as a regular expression of ECMAScript (ECMA-262, 22.2.1), in words;
/// empty if nothing is that JavaScript and the databases would stumble over.
std::string mistake_in_pattern(std::string_view pattern);

/// Something in a pattern that some database reads in another way than ECMAScript, or not at all.
struct PatternObstacle {
  std::string_view written;  ///< `\b`: a piece of the pattern
  std::string_view hint;     ///< empty: none
};

/// The first of them in `pattern`, which has no mistake: what is not the same in ECMA-262, in the
/// advanced regular expressions of Henry Spencer's library (Tcl, POSIX's heirs) and in PCRE2. A
/// description is to mean the same whatever it is stored in.
std::optional<PatternObstacle> obstacle_in_pattern(std::string_view pattern);

}  // namespace plinth
