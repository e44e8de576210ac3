#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace plinth {

/// Something in a pattern that a database reads in another way than ECMAScript, or not at all.
struct PatternObstacle {
  std::string written;  ///< `\b`
  std::string_view reason;
  std::string_view hint;  ///< empty: none
};

/// The first of them in `pattern` for `database` (`postgresql`, `mariadb`, `sqlite`, which holds no
/// row against patterns). PostgreSQL 9.7.3 (advanced regular expressions), PCRE2 pattern syntax.
std::optional<PatternObstacle> obstacle_in(std::string_view pattern, std::string_view database);

}  // namespace plinth
