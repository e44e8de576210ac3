#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plinth {

/// Something in a pattern that some database reads in another way than ECMAScript, or not at all.
struct PatternObstacle {
  std::string written;    ///< `\b`
  std::string_view hint;  ///< empty: none
};

/// The first of them in `pattern`: what is not the same in ECMA-262, in the advanced regular
/// expressions of POSIX's heirs (Tcl, Spencer) and in PCRE2. A description is to mean the same
/// whatever it is stored in.
std::optional<PatternObstacle> obstacle_in(std::string_view pattern);

}  // namespace plinth
